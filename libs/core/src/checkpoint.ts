// The signed head of an audit log, as text: C2SP tlog-checkpoint inside a C2SP signed note.
// https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note
import type { Sha256 } from './merkle.ts';

export interface Checkpoint {
  /** Names the log; never two logs alike. No space, no plus sign. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface NoteSignature {
  /** The key's name; for a log's own signature its origin. */
  readonly name: string;
  /** The four bytes by which the key is told from others of that name. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  /** What is signed: the text up to and with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Ed25519, in a signed note's numbers. */
const ED25519 = Uint8Array.of(1);

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

export const signedNote = (text: string, by: NoteSignature): string =>
  `${text}\n— ${by.name} ${toBase64(joined(by.keyId, by.signature))}\n`;

/** First four bytes of SHA-256 over name, newline, algorithm and the 32 bytes of the public key. */
export const noteKeyId = (sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(new TextEncoder().encode(`${name}\n`), ED25519, publicKey).slice(0, 4);

/** Undefined for anything but a checkpoint; says nothing of whether a signature is true. */
export function readCheckpoint(note: string): SignedCheckpoint | undefined {
  const end = note.indexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, end + 1);
  const [origin, count, hash] = text.split('\n');
  const root = hash === undefined ? undefined : fromBase64(hash);
  if (!origin || !/^(?:0|[1-9]\d{0,15})$/.test(count ?? '') || root?.length !== 32)
    return undefined;
  const size = Number(count);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(readSignature);
  if (!Number.isSafeInteger(size) || signatures.includes(undefined)) return undefined;
  return { origin, size, root, text, signatures: signatures as NoteSignature[] };
}

function readSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (!name || !bytes || bytes.length < 5) return undefined;
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Undefined unless it is the one spelling of its bytes. */
function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}
