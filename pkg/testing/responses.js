// The canned responses of the shop, as the platform's response management tells them.

const LIBRARIES = ['Everyday', 'Orders and returns'].map((name, index) => ({
  id: idOf('1b', index),
  name,
  version: 1,
  selfUri: `/api/v2/responsemanagement/libraries/${idOf('1b', index)}`,
}));

/** `{{...}}` stands for what a desk knows, or else for the default value. */
const SUBSTITUTIONS = [
  { id: 'CUSTOMER_NAME', description: 'The name of the customer' },
  { id: 'AGENT_NAME', description: 'The name of the agent' },
  { id: 'RETURN_DAYS', description: 'How long something can be sent back', defaultValue: '30' },
];

const RESPONSES = [
  {
    library: 0,
    name: 'Greeting',
    content:
      'Hello {{CUSTOMER_NAME}}, thank you for writing to us. My name is {{AGENT_NAME}}. How can I help you?',
  },
  { library: 0, name: 'One moment', content: 'Thank you. Give me a moment, I am looking into it.' },
  { library: 0, name: 'Anything else', content: 'Is there anything else that I can do for you?' },
  { library: 0, name: 'Goodbye', content: 'You are welcome. Have a nice day!' },
  {
    library: 1,
    name: 'Order number',
    content:
      'Could you tell me the order number, please? It is in the subject of our confirmation mail.',
  },
  {
    library: 1,
    name: 'Delay',
    content:
      'I am sorry for the delay. I have asked the carrier, and you will get a mail as soon as there is news.',
  },
  {
    library: 1,
    name: 'Return',
    type: 'text/html',
    content:
      '<p>You can send it back within <b>{{RETURN_DAYS}} days</b>.</p><p>I have just sent you the label by mail; the original box is not needed.</p>',
  },
];

/** Names and texts that break pages. */
const HOSTILE = [
  {
    library: 0,
    name: '<img src=x onerror=alert(1)>',
    content: '"><script>alert(1)</script> {{__proto__}} {{CUSTOMER_NAME',
  },
  {
    library: 0,
    name: 'שלום \u202Eabc\u202C',
    type: 'text/html',
    content: '<p>שלום</p><img src=x onerror="alert(1)"><script>alert(2)</script><p>end</p>',
  },
  { library: 1, name: 'W'.repeat(300), content: 'a'.repeat(4000) },
  { library: 1, name: '', content: '' },
];

function idOf(kind, index) {
  return `${kind}${'0'.repeat(6)}-0000-4000-a000-${String(index).padStart(12, '0')}`;
}

function response({ library, name, content, type = 'text/plain' }, index) {
  const { id, name: libraryName, selfUri } = LIBRARIES[library];
  return {
    id: idOf('2c', index),
    name,
    version: 1,
    libraries: [{ id, name: libraryName, selfUri }],
    texts: [{ content, contentType: type }],
    interactionType: 'chat',
    substitutions: SUBSTITUTIONS.filter((substitution) =>
      content.includes(`{{${substitution.id}}}`),
    ),
    responseType: 'Standard',
    selfUri: `/api/v2/responsemanagement/responses/${idOf('2c', index)}`,
  };
}

export const libraries = () => LIBRARIES;

/** All of them, in the order of their libraries. `kind`: as of the customers. */
export const responses = (kind) =>
  [...RESPONSES, ...(kind === 'hostile' ? HOSTILE : [])].map(response);

/** Those that a phrase finds by name or text. */
export const found = (kind, phrase = '') =>
  responses(kind).filter(({ name, texts: [{ content }] }) =>
    `${name} ${content}`.toLowerCase().includes(phrase.toLowerCase()),
  );
