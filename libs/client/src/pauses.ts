// Pauses over the wire: open, read, list, cancel, and wait for the answer.
import type {
  Channel,
  CreatePause,
  Pause,
  PauseList,
  PauseStatus,
} from '@pausepoint/contract/wire';
import { PausePointError } from './error.ts';
import { eachOf } from './pages.ts';
import type { CallOptions, Send } from './request.ts';

/** A pause that has left `pending`. Ask `human_decided` before you act on `response_choice`. */
export type SettledPause<Choice extends string = string> =
  | (Omit<Pause, 'status' | 'human_decided' | 'response_choice'> & {
      status: 'responded';
      human_decided: true;
      response_choice: Choice;
    })
  | (Omit<Pause, 'status' | 'human_decided' | 'response_choice'> & {
      status: 'timed_out' | 'cancelled';
      human_decided: false;
      /** After a timeout your `timeout_default` or null; no human chose it. */
      response_choice: Choice | null;
    });

/** A create whose `options` tell the compiler which choices can come back. */
export type Question<Choice extends string = string> = Omit<
  CreatePause,
  'options' | 'timeout_default'
> & {
  options: readonly Choice[];
  timeout_default?: NoInfer<Choice> | null | undefined;
};

export interface CreateOptions extends CallOptions {
  /** Any text of yours: the same key and question never ask twice. Default: one made per call. */
  readonly idempotencyKey?: string | undefined;
}

export interface ReadOptions extends CallOptions {
  /** 0-55: hold the answer while the pause is pending, but no longer. Default 0: at once. */
  readonly waitSeconds?: number | undefined;
}

export interface PauseFilter {
  readonly status?: PauseStatus | undefined;
  readonly channel?: Channel | undefined;
  readonly run_id?: string | undefined;
  readonly created_after?: Date | string | undefined;
  readonly created_before?: Date | string | undefined;
  readonly limit?: number | undefined;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** Every call throws a `PausePointError`; the codes named are those to expect. */
export interface Pauses {
  /**
   * Asks and returns at once, usually with `status: "pending"`. With an `idempotencyKey` that was used
   * for the same question before, it is that pause as it stands now. Throws `invalid_request` with every
   * fault in `errors`, `invalid_recipient`, `idempotency_key_reused`, `channel_unavailable`,
   * `policy_denied`, `plan_limit_reached`.
   */
  create(question: Question, options?: CreateOptions): Promise<Pause>;
  /**
   * Reads a pause, settled or not; with `waitSeconds` one poll, which may well end pending. Throws
   * `not_found`, also for what is another developer’s or of the other mode.
   */
  get(pauseId: string, options?: ReadOptions): Promise<Pause>;
  /** A page of pauses, newest first. */
  list(filter?: PauseFilter, options?: CallOptions): Promise<PauseList>;
  /**
   * Pause after pause, newest first, page by page.
   *
   * ```ts
   * for await (const pause of pauses.iterate({ status: 'pending' })) console.log(pause.message);
   * ```
   */
  iterate(filter?: PauseFilter, options?: CallOptions): AsyncGenerator<Pause>;
  /** Withdraws the question; again and again with the same answer. Throws `already_settled`. */
  cancel(pauseId: string, options?: CallOptions): Promise<Pause>;
  /**
   * Waits until a human answers, the time is over or the question is withdrawn: over one held request
   * at a time, through restarts of the server. Throws `undeliverable` once nobody can be reached; the
   * pause is then still open, see `error.pause`.
   *
   * ```ts
   * const { pause_id } = await pauses.create(question, { idempotencyKey: `deploy-${build}` });
   * const answer = await pauses.wait(pause_id, { signal: AbortSignal.timeout(600_000) });
   * ```
   */
  wait<Choice extends string = string>(
    pauseId: string,
    options?: CallOptions,
  ): Promise<SettledPause<Choice>>;
  /**
   * The signed record of how it ended, as text to keep: `receipts.verify` and `npx pausepoint verify`
   * check it without any server. Throws `not_settled`, `personal_data_erased`.
   */
  receipt(pauseId: string, options?: CallOptions): Promise<string>;
  /**
   * Erases what is personal in it, for good; every proof still holds. Needs a key of role `admin`, else
   * throws `role_denied`.
   */
  erasePersonalData(pauseId: string, options?: CallOptions): Promise<void>;
}

/** As long as a server holds a poll. */
const holdSeconds = 55;
/** A server may restart while a human thinks: some minutes of failing polls are forgiven. */
const forgivenFailures = 12;

export function pausesOver(send: Send): Pauses {
  const list: Pauses['list'] = (query, { signal } = {}) =>
    send({ method: 'GET', path: '/v1/pause', query, signal });

  return {
    create: (question, { idempotencyKey = crypto.randomUUID(), signal } = {}) =>
      send({
        method: 'POST',
        path: '/v1/pause',
        headers: { 'Idempotency-Key': idempotencyKey },
        body: question,
        signal,
      }),

    get: (pauseId, { waitSeconds = 0, signal } = {}) =>
      send({
        method: 'GET',
        path: pathOf(pauseId),
        ...(waitSeconds > 0 && { query: { wait: waitSeconds } }),
        holdSeconds: waitSeconds,
        signal,
      }),

    list,

    iterate: (filter, options) =>
      eachOf((cursor) => list({ ...filter, cursor }, options), filter?.cursor),

    cancel: (pauseId, { signal } = {}) => send({ method: 'DELETE', path: pathOf(pauseId), signal }),

    async wait(pauseId, { signal } = {}) {
      for (;;) {
        const pause = await send<Pause>({
          method: 'GET',
          path: pathOf(pauseId),
          query: { wait: holdSeconds },
          holdSeconds,
          retries: forgivenFailures,
          signal,
        });
        if (isSettled<never>(pause)) return pause;
      }
    },

    receipt: (pauseId, { signal } = {}) =>
      send({
        method: 'GET',
        path: `${pathOf(pauseId)}/receipt`,
        read: (response) => response.text(),
        signal,
      }),

    erasePersonalData: (pauseId, { signal } = {}) =>
      send({
        method: 'DELETE',
        path: `${pathOf(pauseId)}/personal-data`,
        read: () => undefined,
        signal,
      }),
  };
}

/** Throws `undeliverable` where waiting on would be in vain. */
export function isSettled<Choice extends string>(pause: Pause): pause is SettledPause<Choice> {
  if (pause.status !== 'pending') return true;
  if (!pause.undeliverable) return false;
  const reasons = pause.recipients.map(
    ({ channel, recipient, notification }) =>
      `${channel} ${recipient ?? '(erased)'}: ${notification.last_error ?? notification.status}`,
  );
  throw new PausePointError(
    'undeliverable',
    `Nobody can be reached with ${pause.pause_id}: ${reasons.join('; ')}`,
    { pause },
  );
}

const pathOf = (pauseId: string): string => `/v1/pause/${encodeURIComponent(pauseId)}`;
