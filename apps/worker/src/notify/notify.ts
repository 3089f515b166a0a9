// Tells the human: asks, asks again, or writes into an earlier message what became of it.
import type { OpenChannels } from '@pausepoint/channels';
import type { Outcome } from '@pausepoint/core';
import type { NewSandboxMessage, NotificationClaim, Store } from '@pausepoint/store';
import type { Tried } from '../attempt.ts';
import { ask } from './ask.ts';
import { conclude } from './conclude.ts';
import { sendCode } from './send-code.ts';
import { spared } from './spared.ts';

export interface NotifyParts {
  readonly store: Store;
  readonly publicUrl: string;
  /** Keeps what would have been sent, where messages stay in the house. */
  readonly keep: (message: NewSandboxMessage) => Promise<void>;
  /** Who carries messages that really leave; nobody, for a channel that is missing. */
  readonly channels: Pick<OpenChannels, 'couriers'>;
  readonly now: () => Date;
}

export function createNotify(parts: NotifyParts) {
  return async (claim: NotificationClaim): Promise<Tried> => ({
    outcome: await notify(parts, claim),
    statusCode: null,
    response: null,
  });
}

async function notify(parts: NotifyParts, claim: NotificationClaim): Promise<Outcome> {
  const { notice } = claim;
  if (notice === 'outcome') return await conclude(parts, claim);
  const outcome = spared(claim, parts.now());
  if (outcome) return outcome;
  return notice === 'code' ? await sendCode(parts, claim) : await ask(parts, claim, notice);
}
