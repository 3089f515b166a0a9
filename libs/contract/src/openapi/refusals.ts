// The refusals of an operation, told per status.
import { problems, type ProblemCode } from '@pausepoint/core';
import { problemSchema, problemType, statusOf } from '../problem.ts';
import { referTo } from './headers.ts';
import type { Operation } from './operation.ts';
import { problemsOf } from './operations.ts';

/** One response per status, naming every code it may carry. */
export function refusals(operation: Operation) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(operation)) {
    const status = statusOf(code);
    if (!(status in operation.answers))
      byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, refusal(status, codes)]),
  );
}

const refusal = (status: number, codes: readonly ProblemCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${problems[code][1]}.`).join('\n\n'),
  headers: referTo([
    'X-Request-Id',
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
  ]),
  content: {
    'application/problem+json': {
      schema: problemSchema,
      examples: Object.fromEntries(
        codes.map((code) => [code, { $ref: `#/components/examples/${code}` as const }]),
      ),
    },
  },
});

function problemExample(code: ProblemCode) {
  const [status, title] = problems[code];
  const errors = [{ pointer: '/timeout_default', detail: 'must be one of the options, or null' }];
  const value = {
    type: problemType(code),
    title,
    status,
    detail: code === 'invalid_request' ? `${errors[0]!.pointer} ${errors[0]!.detail}` : title,
    code,
    request_id: '01975b5e-7b1a-7c3e-9f42-6d2a4c1e8b77',
    ...(code === 'invalid_request' && { errors }),
  };
  return { summary: title, value };
}

export const problemExamples = Object.fromEntries(
  (Object.keys(problems) as ProblemCode[]).map((code) => [code, problemExample(code)]),
);
