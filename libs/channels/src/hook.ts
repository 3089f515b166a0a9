// What vendors tell us, verified and in our words: how far a message got, and what a human pressed.
import type { IdentifiedBy, ReportedStatus, Via } from '@pausepoint/core';

export interface HookRequest {
  /** As the vendor called it: PUBLIC_URL, path and query; never made from the Host header. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  readonly body: string;
  readonly now: Date;
}

export interface HookAnswer {
  readonly status: number;
  /** A media type. */
  readonly type: string;
  readonly body: string;
}

/** Tells the human, by the vendor's means, what came of it; null: there is nothing to say. */
type Reply = (words: string | null) => HookAnswer;

export type HookCall =
  /** The signature is missing, wrong or too old. */
  | { readonly kind: 'forged' }
  /** Signed, but nothing we act on. */
  | { readonly kind: 'nothing'; readonly answer: HookAnswer }
  /** What became of a message; `key` is the one its courier was given. */
  | {
      readonly kind: 'report';
      readonly key: string;
      readonly status: ReportedStatus;
      readonly error: string | null;
      readonly answer: HookAnswer;
    }
  /** A button of a message was pressed by a user the vendor vouches for. */
  | {
      readonly kind: 'press';
      /** The vendor's id of the press: the same when it is told once more. */
      readonly id: string;
      readonly code: string;
      /** Counted from 0. */
      readonly choice: number;
      readonly via: Via;
      readonly identifiedBy: IdentifiedBy;
      readonly userId: string;
      readonly answer: Reply;
    }
  /** A text came in; `line` as in `Courier.replyLine`. */
  | {
      readonly kind: 'reply';
      /** The vendor's id of the text: the same when it is told, or replayed, once more. */
      readonly id: string;
      readonly line: string;
      readonly address: string;
      readonly text: string;
      readonly answer: Reply;
    };

export interface Hook {
  /** Below `/hooks/`, e.g. `twilio/status`. */
  readonly path: string;
  /** Verifies first. Anything readable or not gets a call back; never throws. */
  receive(request: HookRequest): HookCall;
}

/** 200 without words. */
export const heard: HookAnswer = { status: 200, type: 'text/plain', body: '' };
