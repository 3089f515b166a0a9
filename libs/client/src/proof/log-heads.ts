// Signed heads of a log, as somebody kept them, and who signed them.
import { noteKeyId, readCheckpoint, type SignedCheckpoint } from '@pausepoint/core/proof';
import { fromBase64 } from './base64.ts';
import { isSignedBy, type PublicKey } from './public-keys.ts';
import { sha256 } from './sha256.ts';
import { ProofInputError } from './verdict.ts';

/** `unknown`: by none of the keys given; `unasked`: no key was given. */
export type Signed = 'true' | 'false' | 'unknown' | 'unasked';

export interface LogHead extends SignedCheckpoint {
  readonly note: string;
  readonly signed: Signed;
}

/**
 * Signed notes and base64 of one, a webhook's header, one after the other. What is neither comes out as a
 * note that is none: of what somebody kept nothing is left out.
 */
export function readNotes(text: string): string[] {
  const lines = `${fromAnswer(text).replaceAll('\r\n', '\n').trim()}\n`;
  const headers = lines.replaceAll(note, ' ').split(/\s+/);
  return [
    ...(lines.match(note) ?? []),
    ...headers.filter((word) => word !== '').map((word) => readHeader(word)),
  ];
}

function readHeader(word: string): string {
  const bytes = fromBase64(word);
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** An answer of the API in JSON bears the note as one of its members. */
function fromAnswer(text: string): string {
  if (!text.trim().startsWith('{')) return text;
  try {
    const { checkpoint } = JSON.parse(text) as { checkpoint?: unknown };
    return typeof checkpoint === 'string' ? checkpoint : '';
  } catch {
    return '';
  }
}

const note = /[^\n]+\n\d+\n(?:[^\n]+\n)+\n(?:— [^\n]+\n)+/g;

/** In order of size. */
export async function readHeads(
  notes: readonly string[],
  keys: readonly PublicKey[],
): Promise<LogHead[]> {
  if (notes.length === 0) throw noCheckpoint();
  const heads = await Promise.all(
    [...new Set(notes)].map(async (one): Promise<LogHead> => {
      const checkpoint = readCheckpoint(one);
      if (!checkpoint) throw noCheckpoint();
      return { ...checkpoint, note: one, signed: await whetherSigned(checkpoint, keys) };
    }),
  );
  const [first] = heads;
  const other = heads.find(({ origin }) => origin !== first!.origin);
  if (other) {
    throw new ProofInputError(
      `The checkpoints are of different logs: ${first!.origin}, ${other.origin}`,
    );
  }
  return heads.sort((a, b) => a.size - b.size);
}

async function whetherSigned(
  { origin, text, signatures }: SignedCheckpoint,
  keys: readonly PublicKey[],
): Promise<Signed> {
  if (keys.length === 0) return 'unasked';
  let signed: Signed = 'unknown';
  for (const key of keys) {
    const id = noteKeyId(sha256, origin, key.bytes).join();
    for (const { name, keyId, signature } of signatures) {
      if (name !== origin || keyId.join() !== id) continue;
      if (await isSignedBy(key, signature, text)) return 'true';
      signed = 'false';
    }
  }
  return signed;
}

const noCheckpoint = (): ProofInputError =>
  new ProofInputError(
    'That is no checkpoint: wanted is what /v1/audit/checkpoint says, or an X-PausePoint-Checkpoint header',
  );
