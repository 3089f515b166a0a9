// A body before its schema has judged it: the rules between fields look at it as it came.
import type { ProblemCode } from '@pausepoint/core';
import { pointer, type CodedFault } from './faults.ts';

export type Body = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): Body | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Body)
    : undefined;

export const fault = (
  detail: string,
  at: readonly PropertyKey[],
  code?: ProblemCode,
): CodedFault => ({
  pointer: pointer(...at),
  detail,
  ...(code && { code }),
});
