// POST /v1/pause: one checked question, one statement, one commit; nobody waits for a message.
import { channels } from '@pausepoint/channels';
import {
  checkPolicy,
  parseCreatePause,
  type AskedRecipient,
  type Question,
} from '@pausepoint/contract';
import {
  addMilliseconds,
  contentDigest,
  DomainError,
  formatId,
  newDigestSalt,
  newId,
  newShortCode,
  plans,
  SECOND,
  unlimited,
  type Limits,
} from '@pausepoint/core';
import { openPause, type ApiKeyRecord, type NewPause, type NewRecipient } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { readBody } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';
import {
  addressOf,
  recipientFaults,
  requireChannelsInPlan,
  requireCouriers,
  requirePasskeys,
} from './reach.ts';

export async function createPause(ctx: Ctx, services: Services): Promise<void> {
  const { config, store, pauses, signals, metrics, channels: open, log } = services;
  const key = ctx.state.key!;
  const limits = limitsOf(key, config);
  const sandboxed = isSandboxed(key, config);
  const question = parseCreatePause(await readBody(ctx), {
    longestTimeoutSeconds: limits.longestTimeoutSeconds,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    idempotencyKey: ctx.get('Idempotency-Key'),
    policy: key.policy,
    recipientFault: recipientFaults(sandboxed ? {} : open.couriers),
    addressOf,
  });
  const { recipients, risk, require } = question;
  requireChannelsInPlan(limits, recipients);
  checkPolicy(key.policy, { role: key.role, recipients, risk, require, addressOf });
  if (require === 'passkey') requirePasskeys(config);
  if (!sandboxed) requireCouriers(open, recipients, log);

  const { replayed, pause } = await openPause(
    store,
    newPause(question, key, limits, sandboxed, ctx),
  );
  ctx.state.pauseId = pause.id;
  if (replayed) {
    // Told as it stands now: whoever retries wants the answer, not the first answer's copy.
    ctx.set('Idempotent-Replayed', 'true');
  } else {
    signals.due();
    metrics.pausesOpened.inc({ mode: key.mode, channel: recipients[0]!.channel });
    ctx.status = 201;
    ctx.set('Location', `/v1/pause/${formatId('pause', pause.id)}`);
  }
  writeJson(ctx, pauses.show(pause).text);
}

/** What binds this key: its plan where the operator holds people to plans, never in test mode. */
export const limitsOf = (
  key: Pick<ApiKeyRecord, 'mode' | 'plan'>,
  config: Pick<ServerConfig, 'planLimits'>,
): Limits => (config.planLimits && key.mode === 'live' ? plans[key.plan] : unlimited);

const isSandboxed = (key: ApiKeyRecord, config: ServerConfig): boolean =>
  config.local || key.mode === 'test';

function newPause(
  question: Question,
  key: ApiKeyRecord,
  limits: Limits,
  sandboxed: boolean,
  ctx: Ctx,
): NewPause {
  const createdAt = ctx.state.now;
  const perHour = key.policy?.pausesPerHour;
  const { developerId, developerName, mode } = key;
  const { recipients, remindAfterSeconds, risk, require, undoSeconds, ...given } = question;
  const { metadata, webhookUrl, idempotency, timeoutSeconds, ...asked } = given;
  const expiresAt = addMilliseconds(createdAt, timeoutSeconds * SECOND);
  const content = { developerName, ...asked, expiresAt };
  const digestSalt = newDigestSalt();
  return {
    id: newId(createdAt),
    developerId,
    mode,
    createdAt,
    content,
    contentDigest: contentDigest(content, digestSalt),
    digestSalt,
    metadata,
    webhookUrl,
    sandboxed,
    risk,
    require,
    undoSeconds,
    recipients: recipients.map(newRecipient),
    remindAfterSeconds,
    idempotency,
    monthlyQuota: limits.pausesPerMonth,
    hourlyQuota: perHour === undefined ? null : { keyId: key.id, pauses: perHour },
  };
}

function newRecipient(asked: AskedRecipient, index: number): NewRecipient {
  const { channel, recipient, name, afterSeconds } = asked;
  const parsed = channels[channel].parseRecipient(recipient);
  if ('fault' in parsed) throw new DomainError('invalid_recipient', parsed.fault);
  const handedOver = channel === 'link';
  return { index, name, channel, ...parsed, afterSeconds, handedOver, code: newShortCode() };
}
