// What follows from Telegram's refusal or silence, in our words: its own may repeat an address.
import { type Outcome, showOnOneLine } from '@pausepoint/core';
import { neverConnected } from '../never-connected.ts';
import { shorten } from '../shorten.ts';

/** As grammy throws it; looked at by shape, so that grammy need not be loaded for it. */
interface Refusal {
  readonly error_code: number;
  readonly description: string;
  readonly parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

/** Refusals that no second try changes, by what Telegram's description has in it. */
const finals: readonly (readonly [RegExp, string])[] = [
  [/blocked by the user/i, 'the bot was blocked by the person'],
  [/was kicked/i, 'the bot was removed from the group'],
  [/deactivated/i, 'the account no longer exists'],
  [/initiate conversation/i, 'the person has not written to the bot yet: /start is enough'],
  [/chat not found|PEER_ID_INVALID/i, 'Telegram knows no such chat, or the bot is not in it'],
  [/rights|CHAT_WRITE_FORBIDDEN|not a member/i, 'the bot may not write to this chat'],
  [/message to edit not found|MESSAGE_ID_INVALID/i, 'the message is gone'],
  [/message can't be edited/i, 'the message can no longer be edited'],
];

export function outcomeOfError(error: unknown): Outcome {
  const refusal = asRefusal(error);
  if (refusal) return outcomeOfRefusal(refusal);
  if (neverConnected(wrappedIn(error))) {
    return { kind: 'retry', error: 'Telegram could not be reached' };
  }
  return { kind: 'unsure', error: 'Telegram did not answer' };
}

/** Telegram's own words, for the operator alone, and only where no chat was spoken of. */
export function operatorWords(error: unknown): string {
  const outcome = outcomeOfError(error);
  const description = asRefusal(error)?.description ?? '';
  const known = outcome.kind !== 'dead' || description === '';
  return known && 'error' in outcome ? outcome.error : shorten(showOnOneLine(description), 160);
}

/** The message says already what it was to be changed to. */
export const isUnchanged = (error: unknown): boolean =>
  /message is not modified/i.test(asRefusal(error)?.description ?? '');

function outcomeOfRefusal({ error_code, description, parameters }: Refusal): Outcome {
  if (error_code === 429) {
    const { retry_after } = parameters;
    const wish = retry_after === undefined ? {} : { afterSeconds: retry_after };
    return { kind: 'retry', error: 'Telegram asked to wait', ...wish };
  }
  // An unknown token's methods are simply not there.
  if (error_code === 401 || error_code === 404) {
    const error = `Telegram does not know this bot (${error_code}): TELEGRAM_BOT_TOKEN is wrong`;
    return { kind: 'retry', error };
  }
  if (parameters.migrate_to_chat_id !== undefined) {
    const way = 'send /start@ and the name of the bot there to learn its new id';
    return { kind: 'dead', error: `the group became a supergroup with another id: ${way}` };
  }
  // Turned away at the door; behind any other 5xx somebody may have taken the message.
  if (error_code === 503) return { kind: 'retry', error: 'Telegram is not available (503)' };
  if (error_code < 400 || error_code >= 500) {
    return { kind: 'unsure', error: `Telegram failed (${error_code})` };
  }
  const known = finals.find(([sign]) => sign.test(description))?.[1];
  return { kind: 'dead', error: known ?? `Telegram refused the message (${error_code})` };
}

function asRefusal(error: unknown): Refusal | undefined {
  const refused = typeof error === 'object' && error !== null && 'error_code' in error;
  return refused ? (error as Refusal) : undefined;
}

/** What fetch threw: grammy keeps it in a field of its own, not as `cause`. */
const wrappedIn = (error: unknown): unknown =>
  error instanceof Error && 'error' in error ? error.error : error;
