// A refusal says which it is, to people and to programs.
import { DomainError, problems, type ProblemCode } from '@pausepoint/core';
import { expect, test } from 'vitest';
import { presentProblem, problemSchema, readId } from './problem.ts';

test('every code is told with its own status, and fits the schema', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    const problem = presentProblem(new DomainError(code), 'req');
    expect(problemSchema.parse(problem)).toEqual(problem);
    expect(problem).toMatchObject({ code, status: problems[code][0], title: problems[code][1] });
  }
});

test('all faults are in it', () => {
  const errors = [{ pointer: '/a', detail: 'is required' }];
  expect(presentProblem(new DomainError('invalid_request', 'x', { errors }), 'req')).toMatchObject({
    detail: 'x',
    request_id: 'req',
    errors,
  });
});

test('an id that cannot be one answers like an unknown one', () => {
  const id = '01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b90';
  expect(readId('pause', `psr_${id}`)).toBe(id);
  expect(readId('pause', id)).toBe(id);
  for (const text of ['', 'psr_', `dev_${id}`, '../etc', `${id}0`]) {
    expect(() => readId('pause', text)).toThrow(expect.objectContaining({ code: 'not_found' }));
  }
});
