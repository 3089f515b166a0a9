// Whoever built the workflow reads what PausePoint found wrong, all of it.
import { expect, test } from 'vitest';
import { problemOf } from './problem.ts';

const data = {
  title: 'Invalid request',
  detail: 'The request is not valid.',
  code: 'invalid_request',
  errors: [
    { pointer: '/message', detail: 'must not be empty' },
    { pointer: '/options', detail: 'must be 2-5' },
  ],
};
const problem = {
  message: 'The request is not valid.',
  description: '/message must not be empty\n/options must be 2-5\n(invalid_request)',
};

test('all faults are told, however n8n has read the answer', () => {
  expect(problemOf({ response: { data } })).toEqual(problem);
  expect(problemOf({ response: { data: JSON.stringify(data) } })).toEqual(problem);
  expect(problemOf({ context: { data } })).toEqual(problem);
});

test('without faults there is the code', () => {
  const data = { title: 'Not found', code: 'not_found' };
  expect(problemOf({ response: { data } })).toEqual({
    message: 'Not found',
    description: '(not_found)',
  });
});

test.each([undefined, null, 'text', {}, { response: null }, { response: { data: '<html>' } }])(
  '%j is no answer of PausePoint’s',
  (error) => {
    expect(problemOf(error)).toBeUndefined();
  },
);
