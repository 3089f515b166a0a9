// A call runs by a human's yes to that very call, and by nothing else.
import { expect, test } from 'vitest';
import type { Pause } from '@pausepoint/contract/wire';
import { toolCallQuestion, toolCallVerdict, type ToolCall } from './tool-call.ts';

const call: ToolCall = { tool: 'wire', arguments: { to: 'Meridian', amount: 8400, memo: null } };
const whom = { recipient: '+13128471928', channel: 'sms', metadata: { order: 7 } } as const;
const question = toolCallQuestion(call, whom);

/** The pause as it comes back once it left `pending`. */
const settled = (change: Partial<Pause> = {}): Pause =>
  ({
    ...question,
    status: 'responded',
    human_decided: true,
    response_choice: 'Approve',
    response_text: null,
    ...change,
  }) as unknown as Pause;

test('the question shows tool and arguments, and silence means no', () => {
  expect(question).toMatchObject({
    recipient: '+13128471928',
    message: 'May “wire” run?',
    options: ['Approve', 'Reject'],
    timeout_default: 'Reject',
    context: [
      { label: 'Tool', value: 'wire', kind: 'text' },
      { label: 'to', value: 'Meridian', kind: 'text' },
      { label: 'amount', value: 8400, kind: 'json' },
      { label: 'memo', value: null, kind: 'json' },
    ],
    metadata: {
      order: 7,
      tool: 'wire',
      tool_call_digest: expect.stringMatching(/^sha256:/) as unknown,
    },
  });
});

test.each([[[1, 2]], ['text'], [undefined], [{}], [{ 'a\nb': 1 }], [{ ['x'.repeat(101)]: 1 }]])(
  'arguments without names to read are shown as they are: %j',
  (args) => {
    const { context } = toolCallQuestion({ tool: 'f', arguments: args ?? null }, whom);
    expect(context).toEqual([
      { label: 'Tool', value: 'f', kind: 'text' },
      { label: 'Arguments', value: args ?? null, kind: 'json' },
    ]);
  },
);

test('a text of several lines is shown as its lines are', () => {
  const command = '# tidy up\nrm -rf /srv';
  const { context } = toolCallQuestion({ tool: 'shell', arguments: { command } }, whom);
  expect(context).toContainEqual({ label: 'command', value: command, kind: 'json' });
});

test('a human’s yes to the same call lets it run, however its arguments are written', () => {
  expect(toolCallVerdict(settled(), call)).toEqual({ approved: true });
  const turned = { amount: 8400, memo: null, to: 'Meridian' };
  expect(toolCallVerdict(settled(), { ...call, arguments: turned })).toEqual({ approved: true });
});

test.each<[string, Partial<Pause>, string]>([
  ['a human’s no', { response_choice: 'Reject' }, 'rejected'],
  ['a choice nobody offered', { response_choice: 'approve' }, 'rejected'],
  [
    'time over',
    { status: 'timed_out', human_decided: false, response_choice: 'Reject' },
    'undecided',
  ],
  ['a default that says yes', { status: 'timed_out', human_decided: false }, 'undecided'],
  ['a withdrawn question', { status: 'cancelled', human_decided: false }, 'undecided'],
  ['an open one', { status: 'pending', human_decided: false }, 'undecided'],
  ['a yes that was not a human’s', { human_decided: false }, 'undecided'],
  ['a yes without a digest', { metadata: null }, 'changed'],
])('%s does not', (_, change, because) => {
  expect(toolCallVerdict(settled(change), call)).toMatchObject({ approved: false, because });
});

test.each<[string, ToolCall]>([
  ['another amount', { ...call, arguments: { to: 'Meridian', amount: 84000, memo: null } }],
  ['one argument more', { ...call, arguments: { ...(call.arguments as object), now: true } }],
  ['another tool', { ...call, tool: 'wire_all' }],
])('a yes does not let %s run', (_, other) => {
  expect(toolCallVerdict(settled(), other)).toMatchObject({ approved: false, because: 'changed' });
});

test('silence is told to the model as silence, a no with the human’s words', () => {
  const silence = settled({ status: 'timed_out', human_decided: false });
  expect(toolCallVerdict(silence, call)).toMatchObject({
    reason: expect.stringContaining('No human agreed: nobody answered in time') as unknown,
  });
  const no = settled({ response_choice: 'Reject', response_text: 'ask "legal" first' });
  expect(toolCallVerdict(no, call)).toMatchObject({
    reason: 'A human rejected this call of wire: "ask \\"legal\\" first". It did not run.',
  });
});
