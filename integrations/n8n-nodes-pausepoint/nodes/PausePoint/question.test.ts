// The node's fields as the body of a create.
import { describe, expect, test } from 'vitest';
import { questionOf, type Fields } from './question.ts';

const origin = {
  executionId: '42',
  workflowId: 'wf1',
  workflowName: 'Invoice approval',
  node: 'Ask Finance',
};
const fields: Fields = {
  channel: 'email',
  recipient: 'finance@example.com',
  message: 'Pay?',
  choices: [
    { label: 'Pay', approves: true },
    { label: 'Do not pay', approves: false },
  ],
  timeout: 4,
  timeoutUnit: 'hours',
  more: {},
};
const least = {
  channel: 'email',
  recipient: 'finance@example.com',
  message: 'Pay?',
  options: ['Pay', 'Do not pay'],
  timeout_seconds: 14_400,
  agent: { name: 'Invoice approval', run_id: 'n8n-42' },
  metadata: { n8n: { execution_id: '42', workflow_id: 'wf1', node: 'Ask Finance' } },
};
const withMore = (more: Fields['more']) => questionOf({ ...fields, more }, origin);

test('the least there can be', () => {
  expect(questionOf(fields, origin)).toEqual(least);
});

test('empty fields are left out', () => {
  const more = {
    ...{ agentName: '', onBehalfOf: '', timeoutDefault: '', webhookUrl: '', metadata: '' },
    ...{ facts: {}, alsoAsk: {}, fallbacks: { fallback: [] }, remindAfterMinutes: 0 },
  };
  expect(withMore(more)).toEqual(least);
});

test('everything there can be', () => {
  const more = {
    ...{ allowText: true, timeoutDefault: 'Do not pay', risk: 'high', require: 'code' },
    ...{ undoSeconds: 10, remindAfterMinutes: 1.5, webhookUrl: 'https://example.com/hook' },
    ...{ agentName: 'invoice-agent', onBehalfOf: 'Ada' },
    metadata: '{"invoice": 7, "n8n": "mine"}',
    facts: { fact: [{ label: 'Amount', value: '$8,400', kind: 'money' }] },
    alsoAsk: { person: [{ channel: 'sms', recipient: '+1 312', name: '' }] },
    fallbacks: { fallback: [{ afterMinutes: 30, channel: 'sms', recipient: '+1 313' }] },
  };
  const { channel: _, recipient: __, ...rest } = least;
  expect(withMore(more)).toEqual({
    ...rest,
    recipients: [
      { channel: 'email', recipient: 'finance@example.com' },
      { channel: 'sms', recipient: '+1 312' },
    ],
    ...{ allow_text_response: true, timeout_default: 'Do not pay', risk: 'high', require: 'code' },
    ...{ undo_seconds: 10, remind_after_seconds: 90, webhook_url: 'https://example.com/hook' },
    agent: { name: 'invoice-agent', run_id: 'n8n-42', on_behalf_of: 'Ada' },
    context: [{ label: 'Amount', value: '$8,400', kind: 'money' }],
    fallback: [{ after_seconds: 1_800, channel: 'sms', recipient: '+1 313' }],
    // Nobody's own metadata passes for another execution's.
    metadata: { invoice: 7, ...least.metadata },
  });
});

test('a key that names its one recipient is asked for nobody', () => {
  const body = questionOf({ ...fields, channel: 'key' }, origin);
  expect(Object.keys(body)).not.toContain('recipient');
  expect(Object.keys(body)).not.toContain('channel');
});

test('metadata may be what an expression made', () => {
  expect(withMore({ metadata: { invoice: 7 } })['metadata']).toMatchObject({ invoice: 7 });
});

test.each(['[1]', '7', 'null', '{"a":', 'text'])('metadata %s is refused', (metadata) => {
  expect(() => withMore({ metadata })).toThrow('Metadata must be a JSON object.');
});

test('a workflow’s name is shown as plainly as a name may be', () => {
  const named = (workflowName: string) => questionOf(fields, { ...origin, workflowName })['agent'];
  expect(named(' a\n\u202eb\u0000  c ')).toMatchObject({ name: 'a b c' });
  expect(named('🙂'.repeat(50))).toMatchObject({ name: '🙂'.repeat(40) });
  expect(named(' ')).toEqual({ run_id: 'n8n-42' });
});

describe('before a tool', () => {
  const gate = (message: string, toolParameters: Fields['more']) =>
    questionOf({ ...fields, message, toolParameters }, origin);

  test('all of its arguments are shown, after the facts', () => {
    const more = { facts: { fact: [{ label: 'Desk', value: 'Support', kind: 'text' }] } };
    const body = questionOf({ ...fields, more, toolParameters: { to: 'Ada', sum: [1] } }, origin);
    expect(body['context']).toEqual([
      { label: 'Desk', value: 'Support', kind: 'text' },
      { label: 'to', value: 'Ada' },
      { label: 'sum', value: [1] },
    ]);
  });

  test('a message may be cut short, as its arguments are not', () => {
    const long = 'a🙂'.repeat(1_000);
    const { message, context } = gate(long, { long });
    expect((message as string).length).toBeLessThanOrEqual(2_000);
    expect(message).toMatch(/^(a🙂)+a? … \(the arguments are below\)$/u);
    expect(context).toEqual([{ label: 'long', value: long }]);
    expect(gate('Short?', {})['message']).toBe('Short?');
  });

  test('nobody else’s message is cut', () => {
    const message = 'a'.repeat(3_000);
    expect(questionOf({ ...fields, message }, origin)['message']).toBe(message);
  });
});
