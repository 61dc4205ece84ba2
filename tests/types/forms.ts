// The schema in the hands of form libraries, whose input is what the schema takes and whose output
// is what it gives. Compiled, never run.

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { FormApi } from '@tanstack/form-core';
import {
  type ConversationChat,
  type ConversationChatInput,
  conversationChat,
} from 'conversation-chat';
import { useForm } from 'react-hook-form';

// react-hook-form: with its types inferred, and with them given.
const inferred = useForm({
  resolver: standardSchemaResolver(conversationChat),
  defaultValues: { provider: null },
});
inferred.register('provider');
inferred.register('wrapup.notes');
inferred.handleSubmit((chat) => {
  const text: string | undefined = chat.provider;
  return text;
});
const given = useForm<ConversationChatInput, unknown, ConversationChat>({
  resolver: standardSchemaResolver(conversationChat),
});
given.setValue('segments.0.startTime', '2021-01-20T09:25:34Z');
// @ts-expect-error: no field of a chat
given.register('mood');

// TanStack Form.
const form = new FormApi({
  defaultValues: { provider: null } as ConversationChatInput,
  validators: { onChange: conversationChat, onSubmit: conversationChat },
});
form.setFieldValue('provider', 'PureCloud Webchat v2');
// @ts-expect-error: a text is due
form.setFieldValue('provider', 5);
