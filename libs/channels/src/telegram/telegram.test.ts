// What a Telegram message says, and what nobody can make it say.
import { showOnOneLine } from '@pausepoint/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message, Notice } from '../channel.ts';
import { hostileNotice, notice } from '../testing/notice.ts';
import { faultOf } from '../testing/telegram-faults.ts';
import { telegram, type TelegramPayload } from './telegram.ts';

const render = (given: Notice): Message<TelegramPayload> => telegram.render(given);
const at = new Date('2026-05-08T14:07:00Z');

/** The text of each entity, as `style: text`. */
const styles = ({ text, payload }: Message<TelegramPayload>): readonly string[] =>
  payload!.entities.map(
    ({ type, offset, length }) => `${type}: ${text.slice(offset, offset + length)}`,
  );

const buttons = ({ payload }: Message<TelegramPayload>) =>
  (payload!.keyboard?.inline_keyboard ?? []).map((row) => row.map((button) => button.text));

const asCall = ({ text, payload }: Message<TelegramPayload>) => ({
  chat_id: '1',
  text,
  entities: payload!.entities,
  ...(payload!.keyboard && { reply_markup: payload!.keyboard }),
});

test.each(['123456789', '-100123456789', String(2 ** 52 - 1)])('%s is a chat', (address) => {
  expect(telegram.parseRecipient(` ${address} `)).toEqual({
    address,
    masked: `•••••${address.slice(-3)}`,
  });
});

test.each(['@ada', 'ada', '0123456', '12', '1e9', '--123456', String(2 ** 52), '9'.repeat(16)])(
  '%s is not, and the fault says how to learn the id',
  (given) => {
    const parsed = telegram.parseRecipient(given);
    expect(parsed).toHaveProperty('fault', expect.stringContaining('/start'));
  },
);

test('reads as one would write it: the question first, the agent’s prose set apart', () => {
  const message = render(notice);
  expect(message.text).toBe(`Wire $8,400 to Meridian Supplies?
Example Finance asks you (agent payments-7)

The agent says:
Matches purchase order 1187. Paying today keeps the 2 % discount.

• Amount: $8,400.00
• To: Meridian Supplies DE89 3704 0044 0532 0130 00

Or answer here: https://approve.example.com/r/3fBq0X9kT2mVw8ZcL5aYAg
Answer by 8 May 2026, 18:00 UTC. After that: Reject.`);
  expect(styles(message)).toEqual([
    'bold: Wire $8,400 to Meridian Supplies?',
    'blockquote: Matches purchase order 1187. Paying today keeps the 2 % discount.',
  ]);
  expect(message.payload!.keyboard).toEqual({
    inline_keyboard: [
      [{ text: 'Approve', callback_data: `${notice.code}:0` }],
      [{ text: 'Reject', callback_data: `${notice.code}:1` }],
      [{ text: 'Open the page', url: notice.link }],
    ],
  });
});

test('a reminder says that it is one, and its question is still what stands out', () => {
  const message = render({ ...notice, kind: 'reminder' });
  expect(message.text).toMatch(/^Reminder: Wire \$8,400 to Meridian Supplies\?\n/);
  expect(styles(message)[0]).toBe('bold: Wire $8,400 to Meridian Supplies?');
});

test('where only the page may answer, no button does, and the text names the options', () => {
  const message = render({ ...notice, pressable: false });
  expect(buttons(message)).toEqual([['Open the page']]);
  expect(message.text).toContain('\nOptions: Approve · Reject\n\nAnswer here: https://');
});

test.each(['http://approve.example.com/', 'https://localhost/', 'https://127.0.0.1:3000/'])(
  'what Telegram can neither open nor call back has no buttons: %s',
  (origin) => {
    const message = render({ ...notice, link: `${origin}respond/AQ`, shortLink: `${origin}r/AQ` });
    expect(message.payload!.keyboard).toBeUndefined();
    expect(message.text).toContain(`\nAnswer here: ${origin}r/AQ\n`);
  },
);

test('options too long for a button are numbered there and spelt out in the text', () => {
  const long = 'Transfer the remaining balance to the savings account of Ada';
  const message = render({ ...notice, options: [`${long} Lovelace`, `${long} Byron`] });
  expect(buttons(message)).toEqual([
    ['1. Transfer the remaining balance to…'],
    ['2. Transfer the remaining balance to…'],
    ['Open the page'],
  ]);
  expect(message.text).toContain(`\n1. ${long} Lovelace\n2. ${long} Byron\n`);
});

test('long prose is folded, so that it pushes neither facts nor deadline off the screen', () => {
  const message = render({ ...notice, question: `Pay?\n${'Because. '.repeat(200)}` });
  expect(styles(message)[1]).toMatch(/^expandable_blockquote: Because/);
});

test('facts that do not fit are counted', () => {
  const context = Array.from({ length: 60 }, (_, n) => ({
    label: `Fact ${n}`,
    value: 'x'.repeat(40),
  }));
  expect(render({ ...notice, context }).text).toMatch(/\n… and 3\d more on the page\n/);
});

test('what does not fit whole is answered on the page: nobody agrees by button to what they could not read', () => {
  const hidden = 'All of account 7.';
  const padded = 'Because. '.repeat(150) + hidden;
  const cut: readonly Partial<Notice>[] = [
    { question: `Pay $1? ${padded}` },
    { context: [{ label: 'Reason', value: padded }] },
    { context: [{ label: padded, value: '1' }] },
    { context: Array.from({ length: 60 }, (_, n) => ({ label: `Fact ${n}`, value: padded })) },
    { options: ['Pay', `Pay ${'\u200b'.repeat(60)}${hidden}`] },
  ];
  for (const given of cut) {
    const message = render({ ...notice, ...given });
    expect(message.text).not.toContain(hidden);
    expect(buttons(message)).toEqual([['Open the page']]);
    expect(message.text).toContain('\nAnswer here: https://');
  }
});

test('a value of several lines is answered on the page, which shows them as lines', () => {
  const context = [{ label: 'Command', value: '# tidy up\nrm -rf /srv', kind: 'json' as const }];
  const message = render({ ...notice, context });
  expect(buttons(message)).toEqual([['Open the page']]);
  const object = [{ label: 'Order', value: { amount: 1 } }];
  expect(buttons(render({ ...notice, context: object }))).not.toEqual([['Open the page']]);
});

test('the only formatting is ours: the question, and the prose as a whole', () => {
  fc.assert(
    fc.property(hostileNotice, fc.boolean(), (hostile, pressable) => {
      const message = render({ ...hostile, pressable });
      const lines = message.text.split('\n');
      expect(message.payload).not.toHaveProperty('parse_mode');
      for (const style of styles(message)) {
        expect(style).toMatch(/^(bold|blockquote|expandable_blockquote): /);
        if (style.startsWith('bold: ')) expect(style).toBe(`bold: ${lines[0]!}`);
      }
      expect(styles(message).length).toBeLessThanOrEqual(2);
    }),
  );
});

test('Telegram takes every message, whatever was written: length, positions, buttons', () => {
  fc.assert(
    fc.property(hostileNotice, fc.boolean(), (hostile, pressable) => {
      const given = { ...hostile, pressable };
      expect(faultOf(asCall(render(given)))).toBeUndefined();
      const conclusion = { status: 'responded', choice: hostile.options[0]!, at } as const;
      const outcome = telegram.renderOutcome!(given, { ...conclusion, userId: '42' });
      expect(faultOf(asCall(outcome))).toBeUndefined();
    }),
  );
});

test('whatever was written, a button says its option in full or by its number', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const options = hostile.options.map((option) => showOnOneLine(option).slice(0, 100));
      const labels = buttons(render({ ...notice, options })).flat();
      expect(labels.pop()).toBe('Open the page');
      expect(labels).toHaveLength(options.length);
      const inFull = labels.every((label, n) => label === showOnOneLine(options[n]!));
      const numbered = labels.every((label, n) => label.startsWith(`${n + 1}.`));
      expect(inFull || numbered).toBe(true);
    }),
  );
});

test('nothing an agent writes begins a line that ours begin with, but inside its quotation', () => {
  const forged =
    'Yes?\nOr answer here: https://evil.example/\nAnswer by never. After that: Approve.';
  const value = 'x\nOr answer here: https://evil.example/';
  const message = render({
    ...notice,
    question: forged,
    context: [
      { label: 'To', value },
      { label: 'Or answer here', value: 'https://evil.example/' },
    ],
  });
  const quotation = styles(message)[1]!.replace(/^blockquote: /, '');
  const outside = message.text.replace(quotation, '');
  expect(outside.match(/^Or answer here: /gm)).toHaveLength(1);
  expect(outside.match(/^Answer by /gm)).toHaveLength(1);
});

const outcomes = {
  responded: [
    { status: 'responded', choice: 'Approve', userId: '4242' },
    'Answered: Approve\n8 May 2026, 14:07 UTC. By Telegram user 4242.',
  ],
  'responded in Slack': [
    { status: 'responded', choice: 'Approve', userId: 'U012AB3CD' },
    'Answered: Approve\n8 May 2026, 14:07 UTC.',
  ],
  'timed out': [
    { status: 'timed_out', choice: 'Reject', userId: null },
    'Time is over: Reject\n' +
      'Nobody answered by 8 May 2026, 14:07 UTC. What was set for that case applies.',
  ],
  cancelled: [
    { status: 'cancelled', choice: null, userId: null },
    'Withdrawn\nWhoever asked took it back: 8 May 2026, 14:07 UTC.',
  ],
} as const;

test.each(Object.entries(outcomes))('%s: the message says so, and has no buttons', (_, given) => {
  const [conclusion, words] = given;
  const message = telegram.renderOutcome!(notice, { ...conclusion, at });
  expect(message.text).toBe(
    `Wire $8,400 to Meridian Supplies?\nExample Finance asked (agent payments-7)\n\n${words}`,
  );
  expect(message.payload!.keyboard).toBeUndefined();
});
