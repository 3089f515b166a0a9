// Only a human's own choice of an option that means yes is an approval.
import { expect, test } from 'vitest';
import { decisionOf, undecided } from './decision.ts';

const answered = {
  pause_id: 'psr_1',
  status: 'responded',
  human_decided: true,
  response_choice: 'Pay',
  response_text: 'go on',
  response_at: '2026-11-22T10:00:00.000Z',
  metadata: { invoice: 7 },
  decision: { via: 'page', identified_by: 'link', recipient_index: 1 },
  recipients: [
    { index: 0, name: 'Bob', channel: 'sms', recipient: '+1•••••1928' },
    { index: 1, name: 'Ada', channel: 'email', recipient: 'a•••@example.com' },
  ],
};
const approving = ['Pay', 'Pay half'];

test('a human’s yes is an approval, with who, when and how', () => {
  expect(decisionOf(answered, approving)).toEqual({
    pause_id: 'psr_1',
    metadata: { invoice: 7 },
    data: {
      ...{ approved: true, outcome: 'approved', status: 'responded' },
      ...{ choice: 'Pay', text: 'go on', responded_at: answered.response_at },
      answered_by: {
        ...{ name: 'Ada', channel: 'email', recipient: 'a•••@example.com' },
        ...{ via: 'page', identified_by: 'link' },
      },
      ...{ applied_default: null, told: 'A human answered: "Pay". They added: "go on".' },
    },
  });
});

test('the caller’s own link names nobody', () => {
  const decision = { via: 'api', identified_by: 'caller_link', recipient_index: null };
  const { data } = decisionOf({ ...answered, decision }, approving);
  expect(data).toMatchObject({ answered_by: { name: null, identified_by: 'caller_link' } });
});

test('a model is told a human’s no in the human’s words', () => {
  const { data } = decisionOf({ ...answered, response_choice: 'Wait' }, approving);
  expect(data).toMatchObject({ approved: false, outcome: 'answered', choice: 'Wait' });
  expect(data).toMatchObject({ chatInput: 'A human answered: "Wait". They added: "go on".' });
});

const nobody = { human_decided: false, response_text: null, response_at: null, decision: null };

test.each([
  ['timed_out', { status: 'timed_out', ...nobody, response_choice: 'Pay' }],
  ['timed_out', { status: 'timed_out', ...nobody, response_choice: null }],
  ['cancelled', { status: 'cancelled', ...nobody, response_choice: null }],
  ['unheard', { status: 'responded', ...nobody }],
  ['unheard', { status: 'something new', human_decided: true }],
  ['unheard', { status: 'responded', human_decided: 'true' }],
])('%s is no approval: %j', (outcome, change) => {
  const { data } = decisionOf({ ...answered, ...change }, approving);
  expect(data).toMatchObject({
    ...{ approved: false, outcome, choice: null, text: null, answered_by: null },
    told: expect.stringMatching(/^No human answered: .+ This is no approval/),
  });
});

test('a default that was applied is told as one', () => {
  const pause = { ...answered, status: 'timed_out', ...nobody };
  expect(decisionOf(pause, approving).data).toMatchObject({ applied_default: 'Pay' });
});

test('a question that reached nobody is told apart from one that was withdrawn', () => {
  const pause = { ...answered, status: 'cancelled', ...nobody, response_choice: null };
  const { data } = decisionOf(pause, approving, true);
  expect(data).toMatchObject({ approved: false, outcome: 'undeliverable', status: 'cancelled' });
});

test('without a choice that means yes nothing is an approval', () => {
  expect(decisionOf(answered, []).data).toMatchObject({ approved: false, outcome: 'answered' });
});

test.each(['unheard', 'unasked'] as const)('%s has the same fields as a decision', (outcome) => {
  const { data } = decisionOf({ ...answered, response_choice: 'Wait' }, approving);
  const without = undecided(outcome).data as object;
  expect(without).toMatchObject({ approved: false, outcome });
  expect(Object.keys(without).sort()).toEqual(Object.keys(data as object).sort());
});
