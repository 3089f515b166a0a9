// What a passkey signs: a digest of the whole decision, so that its signature fits no other.
import { createHash } from 'node:crypto';
import { canonicalJson, formatId } from '@pausepoint/core';
import type { PauseRecord } from '@pausepoint/store';
import type { ToProve } from './prove.ts';

/** As the evidence keeps it: whoever has this recomputes the challenge. */
export interface ChallengeParts {
  readonly pause_id: string;
  readonly content_digest: string;
  readonly choice: string;
  readonly text: string | null;
  /** Of our making, for one browser and one link. */
  readonly nonce: string;
}

export const challengeParts = (
  { id, contentDigest }: Pick<PauseRecord, 'id' | 'contentDigest'>,
  { choice, text }: Pick<ToProve, 'choice' | 'text'>,
  nonce: string,
): ChallengeParts => ({
  pause_id: formatId('pause', id),
  content_digest: contentDigest,
  choice,
  text,
  nonce,
});

/** SHA-256 of the canonical JSON (RFC 8785). */
export const challengeOf = (parts: ChallengeParts): Buffer => digest(parts);

/** What a new passkey is made with: nothing it could be mistaken for. */
export const setUpChallenge = ({ id }: Pick<PauseRecord, 'id'>, nonce: string): Buffer =>
  digest({ set_up_for: formatId('pause', id), nonce });

const digest = (value: object): Buffer =>
  createHash('sha256').update(canonicalJson(value)).digest();
