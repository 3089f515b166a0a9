// A pause's personal words, as they are kept: sealed under the pause's own key, each in its place.
import type { KeyObject } from 'node:crypto';
import { sealUnder, unsealUnder, type Answer, type Content } from '@pausepoint/core';
import type { NewPause, PauseKey } from '../records.ts';

const place = ({ developerId, pauseId }: PauseKey, what: string): string =>
  `${developerId}/${pauseId}/${what}`;

/** What was asked, for whom and of whom. */
export interface Words extends Pick<Content, 'agent' | 'message' | 'context'> {
  readonly digestSalt: string;
  /** Name and masked address, by the recipient's index. */
  readonly recipients: Readonly<Record<number, readonly [name: string | null, masked: string]>>;
  /** The context of a `/api/pause`, as it came. */
  readonly watched?: string | undefined;
}

export const wordsOf = (
  { agent, message, context }: Content,
  { digestSalt, recipients, watch }: Pick<NewPause, 'digestSalt' | 'recipients' | 'watch'>,
): Words => ({
  ...{ agent, message, context, digestSalt },
  recipients: Object.fromEntries(
    recipients.map(({ index, name, masked }) => [index, [name, masked] as const]),
  ),
  ...(watch?.context && { watched: watch.context }),
});

export const sealWords = (key: KeyObject, of: PauseKey, words: Words): Buffer =>
  sealUnder(key, JSON.stringify(words), place(of, 'content'));

export const openWords = (key: KeyObject, of: PauseKey, sealed: Buffer): Words =>
  JSON.parse(unsealUnder(key, sealed, place(of, 'content'))) as Words;

/** How to reach a recipient, and the short code of the link to send. */
export interface Reach {
  readonly address: string;
  readonly code: string;
}

export const sealReach = (
  key: KeyObject,
  of: PauseKey & { readonly index: number },
  { address, code }: Reach,
): Buffer => sealUnder(key, JSON.stringify([address, code]), place(of, `recipient/${of.index}`));

export function unsealReach(
  key: KeyObject,
  of: PauseKey & { readonly index: number },
  sealed: Buffer,
): Reach {
  const text = unsealUnder(key, sealed, place(of, `recipient/${of.index}`));
  const [address, code] = JSON.parse(text) as [string, string];
  return { address, code };
}

/** What is personal in an answer. */
export type AnswerWords = Pick<Answer, 'text' | 'userId' | 'evidence'>;

export interface SealedAnswer {
  readonly text: Buffer | null;
  readonly userId: Buffer | null;
  /** What proves who answered, as JSON. */
  readonly data: Buffer | null;
}

export const nothingSealed: SealedAnswer = { text: null, userId: null, data: null };

export const isWordless = ({ text, userId, evidence }: AnswerWords): boolean =>
  text === null && userId === undefined && !evidence;

export function sealAnswer(key: KeyObject, of: PauseKey, words: AnswerWords): SealedAnswer {
  const seal = (what: string, text: string | null | undefined): Buffer | null =>
    text === null || text === undefined ? null : sealUnder(key, text, place(of, `answer/${what}`));
  return {
    text: seal('text', words.text),
    userId: seal('user_id', words.userId),
    data: seal('data', words.evidence && JSON.stringify(words.evidence)),
  };
}

export function openAnswer(key: KeyObject, of: PauseKey, sealed: SealedAnswer): AnswerWords {
  const open = (what: string, bytes: Buffer | null): string | null =>
    bytes && unsealUnder(key, bytes, place(of, `answer/${what}`));
  const data = open('data', sealed.data);
  return {
    text: open('text', sealed.text),
    userId: open('user_id', sealed.userId) ?? undefined,
    ...(data !== null && { evidence: JSON.parse(data) as Answer['evidence'] }),
  };
}
