import { validateChat } from 'conversation-chat';

export async function POST(request) {
  return Response.json(validateChat(await request.json()));
}
