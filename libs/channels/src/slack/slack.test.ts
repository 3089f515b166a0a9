// What a Slack message says, and what it cannot be made to do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conclusion, Notice } from '../channel.ts';
import { describeChannel } from '../testing/channel-conformance.ts';
import { hostileNotice, notice } from '../testing/notice.ts';
import { blockFault, elementsOf } from '../testing/slack-block-fault.ts';
import { type Block, sizeOf } from './blocks.ts';
import { slack } from './slack.ts';

const blocksOf = (notice: Notice) => slack.render(notice).payload!;
const decided: Conclusion = {
  status: 'responded',
  choice: 'Approve',
  at: new Date('2026-05-08T17:03:00Z'),
  userId: 'U012ABCDE',
};

describeChannel({ channel: slack, recipient: 'C0123456789' });

test('the notification reads as one would write it', () => {
  expect(slack.render(notice).text).toBe(`*Example Finance* asks you (agent payments-7)
> Wire $8,400 to Meridian Supplies?
> Matches purchase order 1187. Paying today keeps the 2 % discount.
• Amount: $8,400.00
• To: Meridian Supplies DE89 3704 0044 0532 0130 00
Options: Approve · Reject
<https://approve.example.com/respond/AQAAAAAA|Open and answer>
Answer by 8 May 2026, 18:00 UTC. After that: Reject.`);
});

test('the message reads the same way, the agent’s prose apart', () => {
  expect(shown(blocksOf(notice).app)).toBe(`Example Finance asks you (agent payments-7)
Wire $8,400 to Meridian Supplies?
The agent says
| Matches purchase order 1187. Paying today keeps the 2 % discount.
• Amount: $8,400.00
• To: Meridian Supplies DE89 3704 0044 0532 0130 00
Answer by 8 May 2026, 18:00 UTC. After that: Reject.
(Open the page)[https://approve.example.com/respond/AQAAAAAA]
[Approve] [Reject]`);
});

test('a post of the app answers at a press, an incoming webhook leads to the page', () => {
  const { app, webhook } = blocksOf(notice);
  expect(elementsOf(app)).toMatchObject([
    { action_id: 'choice-0', value: `${notice.code}:0` },
    { action_id: 'choice-1', value: `${notice.code}:1` },
  ]);
  expect(elementsOf(webhook)).toMatchObject([
    { action_id: 'open-0', url: `${notice.link}?choice=0` },
    { action_id: 'open-1', url: `${notice.link}?choice=1` },
  ]);
});

test('where answers inside messages are not allowed, all buttons lead to the page', () => {
  const { app, webhook } = blocksOf({ ...notice, pressable: false });
  expect(app).toEqual(webhook);
  expect(JSON.stringify(app)).not.toContain(`"value"`);
});

test('what had to be cut cannot be answered without opening the page', () => {
  const value = 'x'.repeat(600) + 'and everything else';
  const { app } = blocksOf({ ...notice, context: [{ label: 'Account', value }] });
  expect(elementsOf(app)[0]).toHaveProperty('url');
  expect(shown(app)).toContain('Open the page, it says all of it');
  const lines = [{ label: 'Command', value: '# tidy up\nrm -rf /srv', kind: 'json' as const }];
  expect(elementsOf(blocksOf({ ...notice, context: lines }).app)[0]).toHaveProperty('url');
});

test('options longer than a label are spelled out, and told apart', () => {
  const long = 'Purge every staging record that was not touched since the migration of ';
  const options = [`${long}January`, `${long}February`];
  const { app } = blocksOf({ ...notice, options });
  expect(elementsOf(app).map(({ text }) => (text as { text: string }).text)).toEqual([
    expect.stringMatching(/^1\. Purge .*…$/),
    expect.stringMatching(/^2\. Purge .*…$/),
  ]);
  expect(shown(app)).toContain(`1. ${long}January\n2. ${long}February\n`);
});

test('a reminder says that it is one', () => {
  const { text, payload } = slack.render({ ...notice, kind: 'reminder' });
  expect(text).toMatch(/^\*Example Finance\* reminds you \(agent payments-7\)\n/);
  expect(shown(payload!.app)).toMatch(/^Example Finance reminds you \(agent payments-7\)\n/);
});

describe('afterwards', () => {
  const outcome = (conclusion: Conclusion) => slack.renderOutcome!(notice, conclusion);

  test('the same question stands there, who decided what and when, and no button', () => {
    const { text, payload } = outcome(decided);
    expect(shown(payload!.app)).toBe(`Example Finance asked you (agent payments-7)
Wire $8,400 to Meridian Supplies?
The agent says
| Matches purchase order 1187. Paying today keeps the 2 % discount.
• Amount: $8,400.00
• To: Meridian Supplies DE89 3704 0044 0532 0130 00
Answered: Approve
8 May 2026, 17:03 UTC. By <@U012ABCDE>.`);
    expect(text).toMatch(/\nAnswered: Approve\n8 May 2026, 17:03 UTC\. By <@U012ABCDE>\.$/);
  });

  test.each(['123456789', 'U1|ada', '!channel', 'u012abcde', 'U0> <!here'])(
    'nobody is mentioned whom Slack did not vouch for: %s',
    (userId) => {
      const { text, payload } = outcome({ ...decided, userId });
      expect(text + JSON.stringify(payload)).not.toContain(userId);
    },
  );

  test('a timeout never reads as an answer', () => {
    const { payload } = outcome({ ...decided, status: 'timed_out', userId: null });
    expect(shown(payload!.app)).not.toContain('Answered');
    expect(shown(payload!.app)).toContain('Nobody answered by 8 May 2026, 17:03 UTC.');
  });
});

test('the only control sequence of the notification is our own link', () => {
  fc.assert(
    fc.property(hostileNotice, (hostile) => {
      const { text } = slack.render(hostile);
      const own = `<${hostile.link}|Open and answer>`;
      expect(text.split(own)).toHaveLength(2);
      expect(text.replace(own, '').replace(/^> /gm, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
    }),
  );
});

describe('whatever it is asked to show', () => {
  const all = (hostile: Notice): readonly Block[][] => [
    blocksOf(hostile).app,
    blocksOf(hostile).webhook,
    slack.renderOutcome!(hostile, { ...decided, choice: hostile.options[0]! }).payload!.app,
  ];

  test('Slack takes the message, and it has no markup but ours', () => {
    fc.assert(
      fc.property(hostileNotice, (hostile) => {
        for (const blocks of all(hostile)) {
          expect(blockFault(blocks, false)).toBeUndefined();
          expect(sizeOf(blocks)).toBeLessThan(13_000);
          const found = partsIn(blocks);
          expect(found.filter(({ type }) => type === 'mrkdwn')).toEqual([]);
          for (const { url } of found.filter(({ type }) => type === 'link')) {
            expect(url).toBe(hostile.link);
          }
          for (const { user_id } of found.filter(({ type }) => type === 'user')) {
            expect(user_id).toBe(decided.userId);
          }
        }
        expect(blockFault(blocksOf(hostile).webhook, true)).toBeUndefined();
      }),
    );
  });

  test('nothing in it is hidden, and nothing breaks out of its line', () => {
    const hidden = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\uFEFF]/u;
    fc.assert(
      fc.property(hostileNotice, (hostile) => {
        for (const blocks of all(hostile)) {
          const texts = partsIn(blocks).filter(({ text }) => typeof text === 'string');
          for (const { text } of texts) expect(text).not.toMatch(hidden);
          const prose = partsIn(blocks.flatMap(quotesIn));
          for (const part of texts.filter((part) => !prose.includes(part))) {
            expect(part.text).not.toContain('\n');
          }
        }
      }),
    );
  });

  test('every option has its button, in the caller’s order, none favoured', () => {
    fc.assert(
      fc.property(hostileNotice, (hostile) => {
        const [app, webhook] = all(hostile);
        for (const buttons of [elementsOf(app!), elementsOf(webhook!)]) {
          expect(buttons).toHaveLength(hostile.options.length);
          expect(buttons.every((button) => !('style' in button))).toBe(true);
        }
      }),
    );
  });

  test('it fits where every character takes six', () => {
    const wide = (length: number) => '漢'.repeat(length);
    const hostile: Notice = {
      ...notice,
      developerName: wide(80),
      agent: { name: wide(80), on_behalf_of: wide(80) },
      question: `${wide(1_000)}\n${wide(999)}`,
      context: Array.from({ length: 20 }, () => ({ label: wide(80), value: wide(2_000) })),
      options: [0, 1, 2, 3, 4].map((at) => `${at}${wide(79)}`),
      timeoutDefault: `0${wide(79)}`,
    };
    for (const blocks of all(hostile)) expect(blockFault(blocks, false)).toBeUndefined();
  });
});

type Part = Readonly<Record<string, unknown>>;

/** Every object inside, however deep. */
function partsIn(value: unknown): readonly Part[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(partsIn);
  return Array.isArray(value) ? inside : [value as Part, ...inside];
}

const quotesIn = (block: Block): readonly Part[] =>
  partsIn(block).filter(({ type }) => type === 'rich_text_quote');

/** As a reader sees it, roughly. */
function shown(blocks: readonly unknown[]): string {
  return (blocks as Part[]).flatMap(linesOf).join('\n');
}

function linesOf({ type, elements }: Part): readonly string[] {
  const inside = elements as Part[];
  if (type === 'actions') {
    return [inside.map(({ text }) => `[${(text as { text: string }).text}]`).join(' ')];
  }
  if (type === 'rich_text') return inside.flatMap(linesOf);
  if (type === 'rich_text_list') return inside.flatMap(linesOf).map((line) => `• ${line}`);
  const line = inside.map(({ type, text, url, user_id }) => {
    if (type === 'link') return `(${String(text)})[${String(url)}]`;
    return type === 'user' ? `<@${String(user_id)}>` : String(text);
  });
  return [type === 'rich_text_quote' ? `| ${line.join('')}` : line.join('')];
}
