// The digits that stand for options in a reply: no two open pauses to one phone share one.
import type { PauseKey } from './records.ts';
import type { Store } from './store.ts';

/** What replies come in at, and from whom. */
interface Phone {
  readonly line: string;
  readonly address: string;
}

export interface DigitsWanted extends Phone, PauseKey {
  readonly recipientIndex: number;
  /** How many options there are to tell apart. */
  readonly options: number;
  readonly expiresAt: Date;
}

export interface ReplyDigit extends PauseKey {
  readonly recipientIndex: number;
  /** Counted from 0. */
  readonly choice: number;
}

/** One digit (1-9) per option, the same ones whenever asked again; null: too few are left. */
export async function takeReplyDigits(
  _store: Store,
  _wanted: DigitsWanted,
): Promise<readonly number[] | null> {
  return null;
}

/** Also while a digit rests; undefined: it stands for nothing. */
export async function findReplyDigit(
  _store: Store,
  _reply: Phone & { readonly digit: number },
): Promise<ReplyDigit | undefined> {
  return undefined;
}
