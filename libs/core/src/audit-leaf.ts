// What an audit event weighs in the sealed log: its canonical bytes, with commitments in place of
// everything personal, so that what was erased can no longer be read but every proof still holds.
import { canonicalJson } from './canonical-json.ts';
import type { Sha256 } from './merkle.ts';

/** An event as it is exported; of `detail`, what was opened may be left out. */
export interface LoggedEvent {
  readonly event_id: string;
  readonly event_type: string;
  readonly actor: string;
  readonly pause_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly created_at: string;
}

/** The leaf's bytes. `X` and `X_salt` beside an `X_commitment` are its opening, and no part of it. */
export function auditLeaf(event: LoggedEvent): Uint8Array {
  const { event_id, event_type, actor, pause_id, created_at } = event;
  const detail = withoutOpenings(event.detail);
  const leaf = { v: 1, event_id, event_type, actor, pause_id, detail, created_at };
  return encoder.encode(canonicalJson(leaf));
}

/** `sha256:` + hex SHA-256 of the canonical JSON of `[salt, value]`. */
export function commitmentTo(sha256: Sha256, salt: string, value: unknown): string {
  let text = 'sha256:';
  for (const byte of sha256(encoder.encode(canonicalJson([salt, value])))) text += hex[byte];
  return text;
}

const encoder = new TextEncoder();
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The names of what does not fit its commitment; what was not opened (or was erased) fits. */
export function falseOpenings(sha256: Sha256, detail: unknown, at = ''): string[] {
  if (Array.isArray(detail)) {
    return detail.flatMap((one, index) => falseOpenings(sha256, one, `${at}/${index}`));
  }
  if (!isObject(detail)) return [];
  return Object.entries(detail).flatMap(([name, value]) => {
    const within = falseOpenings(sha256, value, `${at}/${name}`);
    // No leaf covers a salt, so without its value it might say anything.
    const of = name.replace(/_salt$/, '');
    if (of !== name && `${of}_commitment` in detail && !(of in detail)) return [`${at}/${name}`];
    const salt = detail[`${name}_salt`];
    const commitment = detail[`${name}_commitment`];
    if (commitment === undefined) return within;
    const fits = typeof salt === 'string' && commitmentTo(sha256, salt, value) === commitment;
    return fits ? within : [`${at}/${name}`];
  });
}

function withoutOpenings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOpenings);
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const isOpening = (name: string): boolean => `${name.replace(/_salt$/, '')}_commitment` in value;
  // Most commit to nothing, and every event goes through here.
  const commits = names.some((name) => name.endsWith('_commitment'));
  const kept = commits ? names.filter((name) => !isOpening(name)) : names;
  return Object.fromEntries(kept.map((name) => [name, withoutOpenings(value[name])]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
