// An answer given inside a message, by button or by reply: what it does, and the words it earns.
import { isDisowned, needsPage, type Answer } from '@pausepoint/core';
import { findPauseByLink, type PauseRecord } from '@pausepoint/store';
import { answerPause } from '../answer-pause.ts';
import type { Ctx, Services } from '../services.ts';
import {
  againWords,
  disownedWords,
  outcomeWords,
  pageWords,
  unclearWords,
  unknownWords,
} from './hook-words.ts';

export interface InMessage extends Pick<Answer, 'via' | 'identifiedBy' | 'userId'> {
  readonly developerId: string;
  readonly pauseId: string;
  readonly recipientIndex: number;
  /** Counted from 0. */
  readonly choice: number;
  /** Heard before: it is told what is on record, and decides nothing. */
  readonly repeated?: boolean;
  /** The vendor's id of a press. */
  readonly pressId?: string;
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
  const tell = (told: PauseRecord) => outcomeWords(told, isOnRecord(told, answer), ctx.state.now);
  if (pause.status !== 'pending' || pause.held) return tell(pause);
  if (isDisowned(pause, recipientIndex)) return disownedWords;
  if (given.repeated) return unclearWords;
  if (needsPage(pause)) return pageWords;
  // Only what may be taken back leaves a question open to a press that was heard before.
  const once = pause.undoSeconds > 0 ? given.pressId : undefined;
  const answered = await answerPause(services, pause, answer, once);
  const open = answered.pause.status === 'pending' && !answered.pause.held;
  return open ? againWords : tell(answered.pause);
}

/** A vendor that calls twice, or a human who presses twice, is told the same twice. */
function isOnRecord({ responseChoice, decision, held }: PauseRecord, answer: Answer): boolean {
  const by = held?.answer ?? decision;
  return (
    (held?.answer.choice ?? responseChoice) === answer.choice &&
    by?.via === answer.via &&
    by.recipientIndex === answer.recipientIndex &&
    (by.userId ?? null) === (answer.userId ?? null)
  );
}
