// What a way to reach a human must offer, and what it is given to say.
import type { Agent, ChannelName, Fact, Outcome } from '@pausepoint/core';

/** A message ready to leave. Null where the channel knows no such part. */
export interface Message {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
}

/** What the human is asked. Every text in it is foreign and may be hostile, but for the links. */
export interface Notice {
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
}

export type ParsedRecipient =
  | { readonly address: string; readonly masked: string }
  | {
      /** What is wrong, for the caller who sent it; never repeats the address. */
      readonly fault: string;
    };

export interface Channel {
  readonly name: ChannelName;
  /** `address` is what a courier needs, in one spelling; `masked` may be shown and logged. */
  parseRecipient(text: string): ParsedRecipient;
  /** Pure: the same notice renders the same message. */
  render(notice: Notice): Message;
}

/** Carries messages to one vendor. Never throws for what a vendor answers: that is an outcome. */
export interface Courier {
  /** @param to `key` is our own id of the delivery, for vendors that can tell twins apart */
  send(message: Message, to: { readonly address: string; readonly key: string }): Promise<Outcome>;
}
