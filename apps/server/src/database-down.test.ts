// Which errors mean that PostgreSQL is away for the moment.
import { expect, it } from 'vitest';
import { isDatabaseDown } from './database-down.ts';

const coded = (code: string) => Object.assign(new Error('told by code'), { code });

it.each([
  coded('57P01'),
  coded('08006'),
  coded('53300'),
  coded('ECONNREFUSED'),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  new Error('the ORM says', { cause: coded('57P03') }),
  new AggregateError([coded('ECONNREFUSED')], ''),
])('$message: away', (error) => {
  expect(isDatabaseDown(error)).toBe(true);
});

it.each([coded('23505'), coded('42601'), new Error('is not a function'), 'text', undefined, null])(
  '%s: something else',
  (error) => {
    expect(isDatabaseDown(error)).toBe(false);
  },
);
