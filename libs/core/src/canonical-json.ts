// RFC 8785 (JSON Canonicalization Scheme): JavaScript's own numbers and strings, keys sorted.

/**
 * The canonical text of a JSON value; undefined members are left out, as in JSON.stringify.
 * Anything that is not JSON throws: a digest over a silently dropped value would prove nothing.
 */
export function canonicalJson(value: unknown): string {
  if (isScalar(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isPlain(value)) throw new TypeError(`not a JSON value: ${typeof value}`);
  const members: string[] = [];
  // UTF-16 code units, as the RFC asks; never locale order.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined) members.push(`${canonicalJson(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.isWellFormed());

/** A root is the prototype, and not a class: of any realm, as frames and test runners have several. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
