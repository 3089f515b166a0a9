// What the log is told of an error.
import { expect, it } from 'vitest';
import { loggableError } from './loggable-error.ts';

it('of the database keeps where and what, and none of the values', () => {
  const error = Object.assign(new Error("insert into person values ('ada@example.com')"), {
    ...{ code: '23514', table: 'person', constraint: 'person_email_check' },
    detail: 'Failing row contains (ada@example.com)',
  });
  const shown = JSON.stringify(loggableError(error));
  expect(shown).toMatch(/23514.*person_email_check.*loggable-error\.test/);
  expect(shown).not.toContain('ada@');
});

it('of ours is kept whole', () => {
  const error = new Error('is not a function');
  expect(loggableError(error)).toBe(error);
});
