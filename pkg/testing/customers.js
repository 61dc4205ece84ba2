// The customers of the simulated shop, and their texts.

/**
 * `lines`: the first opens the conversation; the others follow where nothing that was asked fits.
 */
const PEOPLE = [
  {
    name: 'Ada Lindqvist',
    page: '/orders/20871',
    order: '20871',
    queue: 'Orders',
    lines: [
      'Hi, my parcel should have been here yesterday.',
      'It says "in transit" since Monday.',
      'Could it arrive before Friday?\nI am away from Saturday on.',
    ],
  },
  {
    name: 'Marek Novák',
    page: '/returns',
    order: '19344',
    queue: 'Returns',
    lines: ['I would like to return a jacket.', 'It is a size too small.', 'Do I need the box?'],
  },
  {
    name: 'Chiamaka Obi',
    page: '/checkout',
    order: '20990',
    queue: 'Payments',
    lines: [
      'The checkout refuses my card.',
      'The bank says everything is fine.',
      'It is the third time today. See https://shop.example/checkout?step=3',
    ],
  },
  {
    name: 'Jun Watanabe',
    page: '/products/headphones',
    order: '20415',
    queue: 'Orders',
    lines: [
      'Are these headphones in stock? https://shop.example/products/headphones',
      'In black, please.',
      'How long would delivery take?',
    ],
  },
  {
    name: 'Lucía Fernández',
    page: '/account',
    order: '18207',
    queue: 'Orders',
    lines: [
      'I cannot log in any more.',
      'The link in the mail has expired.',
      'I have tried two browsers.',
    ],
  },
  {
    name: 'Tom Baker',
    page: '/invoices',
    order: '17655',
    queue: 'Payments',
    lines: ['I need a copy of my invoice.', 'From March, I think.', 'Could you send it by mail?'],
  },
  {
    name: 'Priya Raman',
    page: '/orders/20412',
    order: '20412',
    queue: 'Orders',
    lines: [
      'One item of my order is missing.',
      'The blue lamp. The slip lists it.',
      'Can you send it on its own?',
    ],
  },
  {
    name: 'Oluwaseun Adeyemi',
    page: '/returns',
    order: '19120',
    queue: 'Returns',
    lines: [
      'I sent the shoes back two weeks ago and have no refund.',
      'I have the receipt of the post office.',
      'Which account does it go to?',
    ],
  },
];

/** Names and texts that break pages: right to left, markup, controls, length, combining marks. */
const HOSTILE = [
  {
    name: 'ليلى حداد',
    lines: [
      'مرحباً، لم يصل طلبي رقم 20871 حتى الآن.',
      'هل يمكن إلغاؤه؟ (Order #20871)',
      'شكراً لكم.',
    ],
  },
  {
    name: 'נועה לוי',
    lines: ['שלום, שילמתי פעמיים על אותה הזמנה.', 'הסכום הוא ₪129.90, ב-17/08.', 'תודה!'],
  },
  {
    name: '<img src=x onerror=alert(1)>',
    lines: [
      '<script>alert(document.cookie)</script>',
      '"><svg onload=alert(1)>',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like a template on purpose
      '{{constructor.constructor("alert(1)")()}} ${7*7} %s %n',
    ],
    avatar: 'javascript:alert(1)',
  },
  {
    name: 'Robert\u202Etxt.exe\u202C',
    lines: [
      'See file\u202Egnp.exe\u202C, and zero\u200Bwidth\u200Djoiners\uFEFF.',
      'javascript:alert(1) data:text/html,<b>x</b> https://shop.example/a?b=<i>&c="d"',
      '\u0000\u0007\u001B[31mred\u001B[0m',
    ],
  },
  {
    name: 'W'.repeat(300),
    lines: ['a'.repeat(4000), `https://shop.example/${'x'.repeat(1000)}`, 'line\n'.repeat(120)],
  },
  { name: 'Z̸̢̛͓̈́ä̴́ͅl̵̻͝g̷͙͠o̶̧͐', lines: ['H̸̡̪̯ͨ͊̽̅̾ȅ̷̷̲̗̹͓̻ ̵̨̊c̷͔̈́ò̸͇m̶̯̔e̵͖͝s̶̰̽', '👩‍👩‍👧‍👦👨🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿 \uD83D', '🇩🇪🇫🇷 ✊🏿'] },
  { name: '', lines: ['', '   ', '\u00A0'] },
  { name: '__proto__', lines: ['constructor', '__proto__', 'null'] },
].map((person) => ({ page: '/help', order: '1', queue: 'Orders', ...person }));

/** The answer of the customer to a text of the agent, by the first rule that fits. */
const REPLIES = [
  {
    when: /\b(bye|goodbye|have a (nice|good|great) (day|evening)|take care)\b/i,
    say: ['Bye!', 'Thank you, bye.', 'Have a nice day, too.'],
    leaves: true,
  },
  {
    when: /\b(anything else|something else|further help)\b/i,
    say: ['No, that was all. Thank you!', 'No, thanks.'],
    content: true,
  },
  {
    when: /\border( number|\s*no|\s*#| id)?\b.*\?/i,
    say: ({ order }) => [`It is ${order}.`, `Order ${order}.`],
  },
  {
    when: /\b(your )?(name|e-?mail|address|phone|postcode|zip)\b.*\?/i,
    say: ({ name, email }) => [`${name}, ${email}`],
  },
  {
    when: /\b(moment|minute|second|wait|hold on|check|look into|have a look|let me see)\b/i,
    say: ['Okay, I will wait.', 'Sure.', 'Fine, take your time.'],
    patient: true,
  },
  {
    when: /\b(sorry|apologi[sz]e|apologies)\b/i,
    say: ['All right. And what happens now?', 'It is fine, as long as it gets solved.'],
  },
  {
    when: /\b(refund(ed)?|sent|resent|solved|done|fixed|cancel+ed|replace(d|ment)|shipped|confirmed|in stock|mailed)\b/i,
    say: ['Great, thank you very much!', 'Perfect, thanks.', 'That was quick, thank you.'],
    content: true,
  },
  {
    when: /^\s*(hi|hello|good (morning|afternoon|evening)|dear|welcome)\b(?!.*\?)/i,
    say: ['Hello.', 'Hi, thanks for taking this.'],
    goesOn: true,
  },
  { when: /\b(thank you|thanks)\b/i, say: ['You are welcome.', 'Sure.'] },
];

const COMPLAINTS = [
  ['Hello? Is anybody there?', 'Are you still there?', 'Hello?'],
  ['I am still waiting for an answer.', 'This is taking very long.', 'Nobody seems to read this.'],
];
const LEAVING = [
  'I give up, I will call instead.',
  'Forget it.',
  'Never mind, I have no more time for this.',
];
const QUEUED = [
  'Is somebody going to answer this?',
  'I have been waiting for minutes.',
  'How long will it take?',
];
const IGNORED = [
  'Finally. I was about to leave.',
  'I have waited long enough. Please help me now.',
];

export function makeCustomer(random, kind) {
  const person = random.pick(kind === 'hostile' ? HOSTILE : PEOPLE);
  return {
    ...person,
    address: random.uuid(),
    email: `${person.order}@mail.example`,
    cookieId: random.uuid(),
    scriptId: random.uuid(),
    actionMapId: random.uuid(),
    /** After how long without an answer the first complaint comes, in milliseconds. */
    patienceMs: random.between([50_000, 100_000]),
    linesSaid: 1,
    complaints: 0,
    missed: 0,
    content: false,
    malformed: kind === 'hostile' && random.chance(0.3),
  };
}

/** The answer of a customer to `body`: `{ text, leaves }`, or nothing if there is none. */
export function reply(customer, body, random) {
  const rule = REPLIES.find(({ when }) => when.test(body));
  customer.complaints = 0;
  if (rule?.patient) customer.patienceMs *= 1.5;
  if (rule?.content) customer.content = true;
  if (rule && !rule.goesOn) {
    const texts = typeof rule.say === 'function' ? rule.say(customer) : rule.say;
    return { text: random.pick(texts), leaves: rule.leaves === true };
  }
  const next = nextLine(customer);
  if (next !== undefined) return { text: next, leaves: false };
  if (rule) return { text: random.pick(rule.say), leaves: false };
  if (customer.content)
    return { text: random.pick(['Thank you.', 'Thanks again.']), leaves: random.chance(0.5) };
  if (/\?\s*$/.test(body))
    return {
      text: random.pick(['Yes, please.', 'Yes.', 'No, not yet.', 'I think so.']),
      leaves: false,
    };
  customer.content = true;
  return {
    text: random.pick(['Okay, thank you for your help.', 'Thank you, that helps.']),
    leaves: false,
  };
}

function nextLine(customer) {
  const line = customer.lines[customer.linesSaid];
  customer.linesSaid += 1;
  return line;
}

/**
 * What a customer says who waits for an answer: first a complaint, then a stronger one, then the
 * last word.
 */
export function complaint(customer, random) {
  const leaves = customer.complaints >= COMPLAINTS.length;
  const text = random.pick(leaves ? LEAVING : COMPLAINTS[customer.complaints]);
  customer.complaints += 1;
  return { text, leaves };
}

export const queueComplaint = (random) => random.pick(QUEUED);
export const ignoredComplaint = (random) => random.pick(IGNORED);
/** How long it takes to write a text, in milliseconds. */
export const writingMs = (text, random) =>
  Math.min(20_000, 2500 + text.length * 60) * random.between([0.7, 1.4]);
