// What every handler is given: the parts the server is made of, and what is known of the request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenChannels } from '@pausepoint/channels';
import type { Log, Metrics, Signals } from '@pausepoint/runtime';
import type { ApiKeyRecord, SessionRecord, Store } from '@pausepoint/store';
import type { ParameterizedContext } from 'koa';
import type { IdentityProvider } from './account/identity-provider.ts';
import type { HeldCalls } from './claude-code/held-calls.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { ServerConfig } from './config.ts';
import type { KeyCache } from './key-cache.ts';
import type { Limits } from './limits.ts';
import type { PasswordHasher } from './password.ts';
import type { PauseReader } from './pause-reader.ts';
import type { ReceiptSigner } from './receipt-signer.ts';
import type { Waiters } from './waiters.ts';
import type { Watchers } from './watchers.ts';

/** What whoever starts the server brings. */
export interface Surroundings {
  readonly config: ServerConfig;
  readonly store: Store;
  readonly signals: Signals;
  readonly log: Log;
  readonly metrics: Metrics;
  /** None unless told: nothing leaves the building then. */
  readonly channels?: OpenChannels;
  readonly now: () => Date;
}

export interface Services extends Surroundings {
  readonly channels: OpenChannels;
  readonly checkpoints: Checkpoints;
  readonly heldCalls: HeldCalls;
  /** Absent: people sign in by password and passkey alone. */
  readonly identityProvider: IdentityProvider | undefined;
  readonly keys: KeyCache;
  readonly limits: Limits;
  readonly passwords: PasswordHasher;
  readonly pauses: PauseReader;
  readonly receipts: ReceiptSigner;
  readonly waiters: Waiters;
  readonly watchers: Watchers;
  /** Where this very process answers, without the way through whatever stands before it. */
  readonly ownUrl: string;
  /** False from the first moment of shutdown on: /readyz says so before anything else happens. */
  readonly open: () => boolean;
}

/** What the guards found out about the request; a route's guard says which of it is there. */
export interface State {
  requestId: string;
  /** The clock, read once per request. */
  now: Date;
  /** The path pattern of the route, e.g. `/respond/:token`; never the path itself (it may hold a token). */
  route?: string;
  /** The decoded path parameters. */
  params: Readonly<Record<string, string>>;
  /** Which pause the request turned out to be about, for the log. */
  pauseId?: string;
  key?: ApiKeyRecord;
  session?: SessionRecord;
}

/** What the onion itself needs of a request; Koa's context is one. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly state: State;
}

/** An answer that is ready. */
export interface Told {
  readonly status: number;
  /** Names and values in turn, `Cache-Control` among them. */
  readonly headers: readonly string[];
  /** UTF-8, a letter for each byte: see `toLetters`. */
  readonly json?: string;
}

/** An endpoint that is asked all the time, and so does without Koa's context. */
export type Teller = (exchange: Exchange, services: Services) => Promise<Told>;

export type Ctx = ParameterizedContext<State, Record<never, never>>;

/** One endpoint or page. Refusals are thrown as DomainError; `middleware/problems.ts` writes them. */
export type Handler = (ctx: Ctx, services: Services) => Promise<void> | void;
