// The icon and the name of a medium.

import type { RosterRow } from 'conversation-chat';
import {
  type IconNode,
  Blocks,
  Mail,
  MessageCircle,
  MessagesSquare,
  Monitor,
  Phone,
  PhoneOutgoing,
  Video,
} from 'lucide';

import { messages } from '../messages';

const ICONS: Record<string, IconNode> = {
  call: Phone,
  callback: PhoneOutgoing,
  email: Mail,
  message: MessageCircle,
  chat: MessagesSquare,
  video: Video,
  screenshare: Monitor,
  cobrowse: Monitor,
};

export const mediumOf = (medium: RosterRow['mediaType']) => ({
  icon: ICONS[medium] ?? Blocks,
  name: messages.media[medium] ?? medium,
});
