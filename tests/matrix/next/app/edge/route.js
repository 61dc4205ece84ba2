import { validateChat } from 'conversation-chat';

export const runtime = 'edge';

export function GET() {
  return new Response(validateChat({ held: 'yes' }).issues[0].message);
}
