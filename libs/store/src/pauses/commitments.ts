// What the log says instead of personal words: commitments, which open while the pause's key is there.
import type { KeyObject } from 'node:crypto';
import { canonicalJson, saltUnder, sha256, type Answer } from '@pausepoint/core';
import { commitmentTo } from '@pausepoint/core/proof';

/** A personal value of a pause, and what opens the commitment to it. */
export interface Opening {
  readonly value: string;
  readonly salt: string;
}

/** All of a pause's personal values that the log speaks of. */
export interface Spoken {
  readonly recipients: readonly { readonly index: number; readonly masked: string }[];
  readonly text: string | null;
  readonly userId: string | null;
}

const recipientPlace = (index: number): string => `recipient/${index}`;

const commit = (key: KeyObject, place: string, value: string): string =>
  commitmentTo(sha256, saltUnder(key, place), value);

export const commitToRecipient = (
  key: KeyObject,
  { index, masked }: { readonly index: number; readonly masked: string },
): string => commit(key, recipientPlace(index), masked);

/** The proof of who answered is committed to by its digest alone: nobody could guess it. */
export const commitToAnswer = (
  key: KeyObject,
  { text, userId, evidence }: Pick<Answer, 'text' | 'userId' | 'evidence'>,
) => ({
  ...(text !== null && { text_commitment: commit(key, 'text', text) }),
  ...(userId !== undefined && { user_id_commitment: commit(key, 'user_id', userId) }),
  ...(evidence && { evidence_digest: digestOf(evidence) }),
});

/** By commitment. */
export function openingsOf(key: KeyObject, spoken: Spoken): ReadonlyMap<string, Opening> {
  const values = [
    ...spoken.recipients.map(({ index, masked }) => [recipientPlace(index), masked] as const),
    ['text', spoken.text] as const,
    ['user_id', spoken.userId] as const,
  ];
  const known = values.flatMap(([place, value]) =>
    value === null ? [] : [{ value, salt: saltUnder(key, place) }],
  );
  return new Map(known.map((one) => [commitmentTo(sha256, one.salt, one.value), one]));
}

/** Beside every `X_commitment` that is known: `X` and `X_salt`. */
export function withOpenings<T>(detail: T, known: ReadonlyMap<string, Opening>): T {
  return opened(detail, known) as T;
}

function opened(value: unknown, known: ReadonlyMap<string, Opening>): unknown {
  if (Array.isArray(value)) return value.map((one) => opened(one, known));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const opening = typeof one === 'string' ? known.get(one) : undefined;
    if (!opening || !name.endsWith('_commitment')) return [[name, opened(one, known)]];
    const of = name.slice(0, -'_commitment'.length);
    return [
      [of, opening.value],
      [`${of}_salt`, opening.salt],
      [name, one],
    ];
  });
  return Object.fromEntries(entries);
}

const digestOf = (evidence: NonNullable<Answer['evidence']>): string => {
  const hash = sha256(Buffer.from(canonicalJson(evidence)));
  return `sha256:${Buffer.from(hash).toString('hex')}`;
};
