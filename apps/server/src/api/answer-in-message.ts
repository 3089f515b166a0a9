// An answer given inside a message, by button or by reply: what it does, and the words it earns.
import type { Answer } from '@pausepoint/core';
import { findPauseByLink, type PauseRecord } from '@pausepoint/store';
import { answerPause } from '../answer-pause.ts';
import type { Ctx, Services } from '../services.ts';
import { outcomeWords, pageWords, unclearWords, unknownWords } from './hook-words.ts';

export interface InMessage extends Pick<Answer, 'via' | 'identifiedBy' | 'userId'> {
  readonly developerId: string;
  readonly pauseId: string;
  readonly recipientIndex: number;
  /** Counted from 0. */
  readonly choice: number;
  /** Heard before: it is told what is on record, and decides nothing. */
  readonly repeated?: boolean;
}

export async function answerInMessage(
  ctx: Ctx,
  services: Services,
  { choice: index, ...given }: InMessage,
): Promise<string> {
  const pause = await findPauseByLink(services.store, given);
  const recipient = pause?.recipients.find((one) => one.index === given.recipientIndex);
  // A link's code is no button: what one vendor was never given, it can't give back.
  if (!pause || recipient?.channel !== given.via) return unknownWords;
  ctx.state.pauseId = pause.id;

  const choice = pause.options[index];
  if (choice === undefined) return unclearWords;
  const { via, identifiedBy, userId, recipientIndex } = given;
  const answer = { choice, text: null, via, identifiedBy, userId, recipientIndex };
  if (pause.status !== 'pending') return outcomeWords(pause, isOnRecord(pause, answer));
  if (given.repeated) return unclearWords;
  if (pause.risk === 'high') return pageWords;
  const answered = await answerPause(services, pause, answer);
  return outcomeWords(answered.pause, isOnRecord(answered.pause, answer));
}

/** A vendor that calls twice, or a human who presses twice, is told the same twice. */
const isOnRecord = ({ responseChoice, decision }: PauseRecord, answer: Answer): boolean =>
  responseChoice === answer.choice &&
  decision?.via === answer.via &&
  decision.recipientIndex === answer.recipientIndex &&
  decision.userId === (answer.userId ?? null);
