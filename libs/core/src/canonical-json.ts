// RFC 8785 (JSON Canonicalization Scheme): JavaScript's own numbers and strings, keys sorted.

/**
 * The canonical text of a JSON value; undefined members are left out, as in JSON.stringify.
 * Anything that is not JSON throws: a digest over a silently dropped value would prove nothing.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const member of value) text += `${text && ','}${canonicalJson(member)}`;
    return `[${text}]`;
  }
  if (!isPlain(value)) throw new TypeError(`not a JSON value: ${typeof value}`);
  // UTF-16 code units, as the RFC asks; never locale order.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text && ','}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

const nothingToEscape = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (nothingToEscape.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('not a JSON value: half a surrogate pair');
  return JSON.stringify(text);
}

/** A root is the prototype, and not a class: of any realm, as frames and test runners have several. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
