// Writes to the owners of accounts and to their people, every second what is due: seldom anything.
import { webhookDisabledMail, type Courier, type OpenChannels } from '@pausepoint/channels';
import { addMilliseconds, afterAttempt, DAY, formatId, type Outcome } from '@pausepoint/core';
import type { Log, Metrics } from '@pausepoint/runtime';
import {
  claimOwnerMail,
  recordOwnerMail,
  type OwnerMailClaim,
  type OwnerMailResult,
  type Store,
} from '@pausepoint/store';
import { Cron } from 'croner';
import { tellPeople } from './tell-people.ts';

export interface TellParts {
  readonly store: Store;
  readonly channels: OpenChannels;
  readonly publicUrl: string;
  /** Nothing leaves the building: what would have been sent is kept for the inbox. */
  readonly local: boolean;
  readonly now: () => Date;
  readonly leaseSeconds: number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly random: () => number;
}

export interface TellOwners {
  /** Lets what is under way end. */
  close(): Promise<void>;
}

const AT_ONCE = 10;

export function startTellingOwners(parts: TellParts): TellOwners {
  const { store, leaseSeconds, log, metrics } = parts;
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const due = await claimOwnerMail(store, { limit: AT_ONCE, leaseSeconds });
    await Promise.all([...due.map((mail) => tell(parts, mail)), tellPeople(parts)]);
  }

  const cron = new Cron('* * * * * *', { protect: true }, () => {
    running = look().catch((error: unknown) => {
      metrics.loopErrors.inc({ loop: 'owners' });
      log.error({ err: error }, 'telling owners failed, will look again');
    });
    return running;
  });
  return {
    async close() {
      cron.stop();
      await running;
    },
  };
}

async function tell(parts: TellParts, mail: OwnerMailClaim): Promise<void> {
  const { store, channels, log } = parts;
  const courier = channels.couriers.email;
  let result: OwnerMailResult;
  if (!courier) result = givenUp('no mail is sent from here');
  else if (mail.email === null) result = givenUp('the account has no owner to write to');
  else result = await send(parts, courier, mail, mail.email);
  if (result.status === 'failed') {
    const { reason } = mail;
    const webhookId = formatId('webhook', mail.webhookId);
    log.warn(
      { webhookId, reason, error: result.error },
      'a webhook was disabled, its owner not told',
    );
  }
  await recordOwnerMail(store, mail, result);
}

const givenUp = (error: string): OwnerMailResult => ({
  status: 'failed',
  nextInMilliseconds: null,
  error,
});

async function send(
  { publicUrl, random }: TellParts,
  courier: Courier,
  mail: OwnerMailClaim,
  address: string,
): Promise<OwnerMailResult> {
  const { mode, reason, failingSince, disabledAt } = mail;
  const message = webhookDisabledMail({
    ...{ mode, reason, failingSince, disabledAt, publicUrl },
    webhookId: formatId('webhook', mail.webhookId),
    host: mail.url && new URL(mail.url).host,
  });
  const expiresAt = addMilliseconds(disabledAt, 7 * DAY);
  const outcome = await courier
    .send(message, { address, key: mail.id, expiresAt })
    .catch((): Outcome => ({ kind: 'retry', error: 'internal error' }));
  // As patient as a webhook: a mail server may be gone for a day, and two such mails hurt nobody.
  const { status, nextInMilliseconds } = afterAttempt('webhook', mail.attempt, outcome, random());
  const ended = status === 'delivered' ? 'sent' : 'failed';
  return {
    status: nextInMilliseconds === null ? ended : 'queued',
    nextInMilliseconds,
    error: outcome.kind === 'delivered' ? null : outcome.error,
  };
}
