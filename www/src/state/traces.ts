// What the desk leaves in a browser.

/** What belongs to nobody in particular. */
const SETTINGS = 'desk.settings';

/** At the sign-out: removes names, texts, notes and ids of a user; drafts only where they may go. */
export function leaveNothing(userId: string, keepTexts: boolean) {
  sessionStorage.clear();
  for (const name of Object.keys(localStorage)) {
    const isText = name.startsWith(`desk.kept.${userId}.`);
    if (isText ? !keepTexts : name !== SETTINGS && isOwn(name)) localStorage.removeItem(name);
  }
}

const isOwn = (name: string) =>
  (name.startsWith('desk.') && !name.startsWith('desk.kept.')) ||
  name.startsWith('conversation-chat');
