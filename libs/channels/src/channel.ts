// What a way to reach a human must offer, and what it is given to say.
import type {
  Agent,
  ChannelName,
  Fact,
  NoticeKind,
  Outcome,
  SettledStatus,
} from '@pausepoint/core';

/** A message ready to leave. Null where the channel knows no such part. */
export interface Message<Payload = unknown> {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** What the vendor's own format says beside the text: buttons, blocks, a template's variables. */
  readonly payload?: Payload;
}

/** What the human is asked. Every text in it is foreign and may be hostile, but for the links. */
export interface Notice {
  readonly kind: Extract<NoticeKind, 'question' | 'reminder'>;
  readonly developerName: string;
  readonly agent: Agent | null;
  readonly question: string;
  readonly context: readonly Fact[] | null;
  readonly options: readonly string[];
  readonly timeoutDefault: string | null;
  readonly expiresAt: Date;
  readonly link: string;
  /** The short form, for where every character costs. */
  readonly shortLink: string;
  /** The short link's code: whoever presses a button of ours gives it back. */
  readonly code: string;
  /** Whether an answer may be given inside the message; else only on the page. */
  readonly pressable: boolean;
  /** The digit that stands for each option in a reply; null: replies are not invited. */
  readonly digits: readonly number[] | null;
}

/** A code that proves who holds a link, sent beside it: the question is only named, never linked. */
export interface CodeNotice {
  readonly developerName: string;
  readonly question: string;
  /** Six of them. */
  readonly digits: string;
  readonly expiresAt: Date;
}

/** What became of the question, for messages that can still be edited. */
export interface Conclusion {
  readonly status: SettledStatus;
  readonly choice: string | null;
  readonly at: Date;
  /** Who answered, where the channel's own vendor vouches for a user. */
  readonly userId: string | null;
}

export type ParsedRecipient =
  | { readonly address: string; readonly masked: string }
  | {
      /** What is wrong, for the caller who sent it; never repeats the address. */
      readonly fault: string;
    };

export interface Channel<Payload = unknown> {
  readonly name: ChannelName;
  /** `address` is what a courier needs, in one spelling; `masked` may be shown and logged. */
  parseRecipient(text: string): ParsedRecipient;
  /** Pure: the same notice renders the same message. */
  render(notice: Notice): Message<Payload>;
  /** Absent: nothing can be sent to prove anything by. Pure too. */
  renderCode?(code: CodeNotice): Message<Payload>;
  /** What a message that asked says once nobody can answer any more; pure too. */
  renderOutcome?(notice: Notice, conclusion: Conclusion): Message<Payload>;
}

export interface To {
  readonly address: string;
  /** Our own name of the delivery, for vendors that can tell twins apart or give it back. */
  readonly key: string;
  /** A message that comes later than this is of no use. */
  readonly expiresAt: Date;
}

/** Carries messages to one vendor. Never throws for what a vendor answers: that is an outcome. */
export interface Courier<Payload = unknown> {
  /** An error says what happened in our own words: never an address, never a message. */
  send(message: Message<Payload>, to: To): Promise<Outcome>;
  /** Replaces an earlier message, by the `ref` its `delivered` came with. */
  edit?(message: Message<Payload>, to: To & { readonly ref: string }): Promise<Outcome>;
  /** Why nothing is sent to this address from here, for the caller; never repeats it. */
  refuses?(address: string): string | undefined;
  /** How many messages one address may get within an hour; absent: any number. */
  readonly perHour?: number;
  /** What replies arrive at; all who are asked through one line share its digits. */
  readonly replyLine?: string;
}

export type Couriers = Readonly<Partial<Record<ChannelName, Courier>>>;
