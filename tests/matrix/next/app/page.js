import { validateChat } from 'conversation-chat';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <p>{validateChat({ held: 'yes' }).issues[0].message}</p>;
}
