import 'conversation-chat/element';

export function mount(root, desk) {
  desk.root = root;
}
