// Faults in a request: where they are (RFC 6901) and how they are told.
import { DomainError, type Fault, type ProblemCode } from '@pausepoint/core';

/** A fault that has a problem code of its own, told when every fault in the request shares it. */
export interface CodedFault extends Fault {
  readonly code?: ProblemCode;
}

/** More than this many faults tell nobody anything new. */
const mostTold = 50;

/** `/options/0`: a place in the body; the body itself is the empty pointer. */
export const pointer = (...path: readonly PropertyKey[]): string =>
  path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** `#/query/limit`, `#/header/Idempotency-Key`: places beside the body. */
export const beside = (place: 'query' | 'header', ...path: readonly PropertyKey[]): string =>
  `#${pointer(place, ...path)}`;

/** Throws all faults as one DomainError; does nothing when there are none. */
export function refuse(faults: readonly CodedFault[]): void {
  if (faults.length === 0) return;
  const codes = new Set(faults.map((fault) => fault.code ?? 'invalid_request'));
  const [code] = codes.size === 1 ? codes : (['invalid_request'] as const);
  const told = unique(faults).slice(0, mostTold);
  throw new DomainError(code!, summary(told, faults.length), { errors: told });
}

function summary(told: readonly Fault[], count: number): string {
  if (told.length === 1) return sentence(told[0]!);
  if (count > mostTold) return `The request has ${count} faults; the first ${mostTold} are listed`;
  return `The request has ${told.length} faults`;
}

/** Some details are sentences of their own, others go on from the place. */
const sentence = ({ pointer, detail }: Fault): string =>
  `${pointer || 'The body'}${/^\p{Lu}/u.test(detail) ? ':' : ''} ${detail}`;

function unique(faults: readonly CodedFault[]): Fault[] {
  const seen = new Map<string, Fault>();
  for (const { pointer, detail } of faults) {
    const key = `${pointer} ${detail}`;
    if (!seen.has(key)) seen.set(key, { pointer, detail });
  }
  return [...seen.values()];
}
