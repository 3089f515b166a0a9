// Opens what is personal in a pause as it was read, if anybody still can.
import type { KeyObject } from 'node:crypto';
import type { KeyRing } from '@pausepoint/core';
import type { PauseKey } from '../records.ts';
import { openDataKey } from '../sealing.ts';
import {
  openAnswer,
  openWords,
  type AnswerWords,
  type SealedAnswer,
  type Words,
} from './sealed-words.ts';

/** A pause as the database keeps it. `keySealed` is null once its personal data was erased. */
export interface SealedPause {
  readonly of: PauseKey;
  readonly keySealed: Buffer | null;
  /** Null: not asked for. */
  readonly words: Buffer | null;
  readonly answer: SealedAnswer;
  readonly held: SealedAnswer;
}

export interface OpenedPause {
  readonly words: Words;
  readonly answer: AnswerWords;
  readonly held: AnswerWords;
}

const noWords: Words = { agent: null, message: '', context: null, digestSalt: '', recipients: {} };
const noAnswer: AnswerWords = { text: null, userId: undefined };

/** Throws when it was sealed with a secret nobody gave us, or altered. */
export function openPauseStrictly(ring: KeyRing, sealed: SealedPause): OpenedPause {
  const { of, keySealed, words, answer, held } = sealed;
  const nothing = !words && isNothing(answer) && isNothing(held);
  if (!keySealed || nothing) return { words: noWords, answer: noAnswer, held: noAnswer };
  return openUnder(openDataKey(ring, of, keySealed), sealed);
}

/** The same, with its key already open. */
export function openUnder(key: KeyObject, sealed: SealedPause): OpenedPause {
  const { of } = sealed;
  return {
    words: sealed.words ? openWords(key, of, sealed.words) : noWords,
    answer: openOne(key, of, sealed.answer),
    held: openOne(key, of, sealed.held),
  };
}

const SHUT = '[this cannot be opened: it was sealed with another SECRET_KEY, or altered]';

/** What cannot be opened hides neither the rest of its pause nor any other one. */
export function openAsFarAsPossible(ring: KeyRing, sealed: SealedPause): OpenedPause {
  try {
    return openPauseStrictly(ring, sealed);
  } catch {
    return { words: { ...noWords, message: SHUT }, answer: noAnswer, held: noAnswer };
  }
}

/** A held answer whose words cannot be opened is an answer all the same. */
export function openHeld(
  ring: KeyRing,
  { of, keySealed, held }: Pick<SealedPause, 'of' | 'keySealed' | 'held'>,
): AnswerWords {
  if (isNothing(held) || !keySealed) return noAnswer;
  try {
    return openAnswer(openDataKey(ring, of, keySealed), of, held);
  } catch {
    return noAnswer;
  }
}

const openOne = (key: KeyObject, of: PauseKey, sealed: SealedAnswer): AnswerWords =>
  isNothing(sealed) ? noAnswer : openAnswer(key, of, sealed);

const isNothing = (sealed: SealedAnswer): boolean =>
  (sealed.text ?? sealed.userId ?? sealed.data) === null;
