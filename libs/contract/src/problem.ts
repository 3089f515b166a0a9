// How a refusal is told: RFC 9457 problem details.
import { parseId, problems, DomainError, type IdKind, type ProblemCode } from '@pausepoint/core';
import { z } from 'zod';
import type * as wire from './wire.ts';

const codes = Object.keys(problems) as ProblemCode[];

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A name for the kind of problem; not a link.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes).meta({ description: 'What to branch on.' }),
    request_id: z.string().meta({ description: 'Also in `X-Request-Id`.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({
            description: 'Where: RFC 6901 within the body, else `#/query/…` or `#/header/…`.',
            example: '/options/1',
          }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Every fault in the request.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });

export const problemType = (code: ProblemCode): string => `urn:pausepoint:problem:${code}`;

export const statusOf = (code: ProblemCode): number => problems[code][0];

export function presentProblem(error: DomainError, requestId: string): wire.Problem {
  const [status, title] = problems[error.code];
  return {
    type: problemType(error.code),
    title,
    status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.errors && {
      errors: error.errors.map(({ pointer, detail }) => ({ pointer, detail })),
    }),
  };
}

/** The bare id of a path parameter; what cannot be one is as absent as an unknown one. */
export function readId(kind: IdKind, text: string): string {
  const id = parseId(kind, text);
  if (id === undefined) throw new DomainError('not_found');
  return id;
}
