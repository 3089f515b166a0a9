// A model hears that a human agreed only when one did.
import { expect, test } from 'vitest';
import type { Pause, Problem, ProblemCode } from '@pausepoint/contract/wire';
import { PausePointError } from './error.ts';
import { answerInWords, refusalInWords } from './in-words.ts';

const settled = (change: Partial<Pause>): Pause =>
  ({
    status: 'responded',
    human_decided: true,
    response_choice: 'Red',
    response_text: null,
    ...change,
  }) as Pause;

test('an answer is told with the human’s own words', () => {
  expect(answerInWords(settled({}))).toBe('A human answered: "Red".');
  expect(answerInWords(settled({ response_text: 'not "pink"' }))).toBe(
    'A human answered: "Red". They added: "not \\"pink\\"".',
  );
});

test.each<[string, Partial<Pause>]>([
  ['nobody answered in time', { status: 'timed_out', human_decided: false }],
  ['the question was withdrawn', { status: 'cancelled', human_decided: false }],
  ['the question is still open', { status: 'pending', human_decided: false }],
  ['the answer was not a human’s', { human_decided: false }],
])('“%s” is told as that, and no choice with it', (why, change) => {
  const told = answerInWords(settled(change));
  expect(told).toContain(`No human answered: ${why}. This is no approval`);
  expect(told).not.toContain('Red');
});

const refused = (code: ProblemCode | 'undeliverable', pointers: readonly string[] = []) =>
  refusalInWords(
    new PausePointError(code, 'It says why.', {
      problem: { errors: pointers.map((pointer) => ({ pointer, detail: 'no' })) } as Problem,
    }),
  );

test.each(['undeliverable', 'policy_denied', 'plan_limit_reached', 'overloaded'] as const)(
  'the model is told that no human could be asked: %s',
  (code) => {
    expect(refused(code)).toContain(`No human could be asked: It says why. (${code}). This is no`);
  },
);

test.each(['api_key_invalid', 'invalid_request', 'invalid_recipient'] as const)(
  'the program’s own fault is for the program: %s',
  (code) => {
    expect(refused(code)).toBeUndefined();
  },
);

test('faults in the model’s own words are the model’s, unless others stand beside them', () => {
  expect(refused('invalid_request', ['/context/1/value', '/message'])).toContain('No human');
  expect(refused('invalid_request', ['/context', '/recipient'])).toBeUndefined();
  expect(refused('invalid_request', ['/messages'])).toBeUndefined();
  expect(refusalInWords(new TypeError('not JSON'))).toBeUndefined();
});
