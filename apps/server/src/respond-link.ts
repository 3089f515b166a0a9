// What a link may show and do: shared by the respond page and its JSON twin.
import {
  DomainError,
  isDisowned,
  iso,
  isShortCode,
  readResponseToken,
  refusalOf,
  type Answer,
  type IdentifiedBy,
  type ProblemCode,
} from '@pausepoint/core';
import { findPauseByLink, findShortCode, recordView, type PauseRecord } from '@pausepoint/store';
import { answerPause } from './answer-pause.ts';
import type { Ctx, Services } from './services.ts';

export interface RespondLink {
  readonly developerId: string;
  readonly pauseId: string;
  /** Whose link it is; null is the caller's own (`respond_url`). */
  readonly recipientIndex: number | null;
  /** Nobody's link, but somebody who is signed in and was asked. */
  readonly person?: SignedInPerson;
}

export interface SignedInPerson {
  readonly userId: string;
  /** Of their session: what pages give them is good in it alone. */
  readonly csrf: string;
}

export interface OpenedLink {
  readonly link: RespondLink;
  readonly pause: PauseRecord;
  /**
   * The caller's link of a pause whose message really leaves shows the question, no more; so does that
   * of a recipient who reported the message.
   */
  readonly viewOnly: boolean;
}

/** All that is needed to look behind a link. */
type LinkReader = Pick<Services, 'store'>;

/**
 * The pause behind a token or short code, whatever its status; a forged token costs no query.
 * Throws `respond_link_invalid`.
 */
export async function openLink(services: LinkReader, text: string): Promise<OpenedLink> {
  const link = await readLink(services, text);
  const pause = link && (await findPauseByLink(services.store, link));
  if (!pause) throw new DomainError('respond_link_invalid');
  const { recipientIndex } = link;
  const viewOnly =
    recipientIndex === null ? !callerMayAnswer(pause) : isDisowned(pause, recipientIndex);
  return { link, pause, viewOnly };
}

/**
 * Whoever asks can't answer, unless nothing was sent: the link is theirs to hand over, and nobody
 * else was told so far. Nor can they prove to be somebody they asked.
 */
const callerMayAnswer = ({ require, sandboxed, recipients }: PauseRecord): boolean =>
  require === 'link' &&
  (sandboxed ||
    recipients.every(
      ({ channel, afterSeconds, notification: { attempts, status } }) =>
        channel === 'link' || (afterSeconds > 0 && (attempts === 0 || status === 'failed')),
    ));

/** At most one `pause.viewed` per link and 10 minutes; never fails the request it belongs to. */
export async function noteView(ctx: Ctx, services: Services, { link }: OpenedLink): Promise<void> {
  const view = { ...link, automated: looksAutomated(ctx), now: ctx.state.now };
  await recordView(services.store, view).catch((error: unknown) => {
    services.log.warn({ err: error, requestId: ctx.state.requestId }, 'view not recorded');
  });
}

export interface LinkAnswer extends Pick<
  Answer,
  'choice' | 'text' | 'via' | 'evidence' | 'userId'
> {
  /** What whoever holds the link has shown beside it. */
  readonly provenBy?: Extract<IdentifiedBy, 'code' | 'passkey' | 'signed_in'>;
}

/**
 * Answers through the gate and returns the pause as settled, or pending with the answer held.
 * Throws what a late, foreign or view-only tap is told; 410 details name the outcome.
 */
export async function answerLink(
  services: Parameters<typeof answerPause>[0],
  { link, pause, viewOnly }: OpenedLink,
  { provenBy, ...given }: LinkAnswer,
): Promise<PauseRecord> {
  if (viewOnly) throw new DomainError('respond_link_view_only');
  const { recipientIndex } = link;
  const identifiedBy = provenBy ?? (recipientIndex === null ? 'caller_link' : 'link');
  const answered = await answerPause(services, pause, { ...given, identifiedBy, recipientIndex });
  if (answered.refusal === undefined) return answered.pause;
  if (answered.refusal === 'not_found') throw new DomainError('respond_link_invalid');
  throw refusal(answered.refusal, answered.pause);
}

/** Throws 410 naming the outcome unless the pause is still pending. */
export function requirePending(pause: PauseRecord): void {
  const code = refusalOf(pause.status);
  if (code) throw refusal(code, pause);
}

function refusal(code: ProblemCode, pause: PauseRecord) {
  if (code === 'option_not_offered') {
    const detail = `Choose one of: ${pause.options.join(', ')}.`;
    return new DomainError(code, detail, { errors: [{ pointer: '/choice', detail }] });
  }
  if (code === 'invalid_request') {
    const detail = 'This question takes no text beside the choice.';
    return new DomainError(code, detail, { errors: [{ pointer: '/text', detail }] });
  }
  return new DomainError(code, outcome(pause));
}

/** What a late visitor is told. */
function outcome(pause: PauseRecord): string | undefined {
  if (pause.held) {
    const { answer, settlesAt } = pause.held;
    return `It has been answered: ${answer.choice}. That becomes final at ${iso(settlesAt)}.`;
  }
  if (pause.status === 'responded') return `It has been answered: ${String(pause.responseChoice)}.`;
  if (pause.status === 'cancelled') return 'It was withdrawn before anybody answered.';
  if (pause.status !== 'timed_out') return undefined;
  if (pause.timeoutDefault === null) return 'The time to answer is over; nobody chose.';
  return `The time to answer is over; this was taken instead: ${pause.timeoutDefault}.`;
}

async function readLink(services: LinkReader, text: string): Promise<RespondLink | undefined> {
  const claim = readResponseToken(services.store.ring, text);
  if (claim) return claim;
  return isShortCode(text) ? findShortCode(services.store, text) : undefined;
}

/** A hint for the audit log only; nothing is ever decided by it. */
function looksAutomated(ctx: Ctx): boolean {
  const agent = ctx.get('User-Agent');
  const purpose = ctx.get('Sec-Purpose') || ctx.get('Purpose');
  return (
    ctx.method === 'HEAD' ||
    /prefetch|preview|prerender/i.test(purpose) ||
    agent === '' ||
    /bot|crawl|spider|preview|scan|headless|curl|python|okhttp|node/i.test(agent)
  );
}
