// Every choice has its way, silence has its own, and a choice without a way goes nowhere.
import { expect, test } from 'vitest';
import type { Decision } from './decision.ts';
import { routeByChoice } from './route-by-choice.ts';

type Choice = 'Approve' | 'Reject';
const read = (state: { readonly decision: Decision<Choice> }) => state.decision;
const choices = { Approve: 'wire', Reject: 'stop' } as const;
const answered = (choice: Choice): { decision: Decision<Choice> } => ({
  decision: { kind: 'answered', choice, text: null, pause_id: 'psr_1', decided_by: null, told: '' },
});
const unanswered = (kind: 'timed_out' | 'cancelled' | 'unasked') => ({
  decision: { kind, choice: null, pause_id: 'psr_1', told: '' } as const,
});

test('a human’s choice goes its way', () => {
  const route = routeByChoice(read, choices, 'escalate');
  expect([route(answered('Approve')), route(answered('Reject'))]).toEqual(['wire', 'stop']);
});

test('without an answer it goes one other way, or one for each reason', () => {
  const kinds = ['timed_out', 'cancelled', 'unasked'] as const;
  const one = routeByChoice(read, choices, 'escalate');
  expect(kinds.map((kind) => one(unanswered(kind)))).toEqual(Array(3).fill('escalate'));
  const each = { timed_out: 'remind', cancelled: 'stop', unasked: 'alarm' } as const;
  const many = routeByChoice(read, choices, each);
  expect(kinds.map((kind) => many(unanswered(kind)))).toEqual(['remind', 'stop', 'alarm']);
});

test('a choice that has no way is an error, also one that every object has', () => {
  const route = routeByChoice(read, choices, 'escalate');
  for (const choice of ['approve', 'constructor', '__proto__']) {
    expect(() => route(answered(choice as Choice))).toThrow(TypeError);
  }
});
