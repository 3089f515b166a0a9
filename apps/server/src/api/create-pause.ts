// POST /v1/pause: one checked question, one statement, one commit; nobody waits for a message.
import { channels } from '@pausepoint/channels';
import { checkPolicy, parseCreatePause, type Question } from '@pausepoint/contract';
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
  type ChannelName,
  type Limits,
} from '@pausepoint/core';
import { openPause, type ApiKeyRecord, type NewPause } from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { readBody } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';

export async function createPause(ctx: Ctx, services: Services): Promise<void> {
  const { config, store, pauses, signals, metrics } = services;
  const key = ctx.state.key!;
  const limits = limitsOf(key, config);
  const question = parseCreatePause(await readBody(ctx), {
    longestTimeoutSeconds: limits.longestTimeoutSeconds,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    idempotencyKey: ctx.get('Idempotency-Key'),
    policy: key.policy,
    recipientFault,
  });
  requireChannelInPlan(limits, question.channel);
  checkPolicy(key.policy, { ...question, addressOf });
  requireCourier(key, config);

  const { replayed, pause } = await openPause(store, newPause(question, key, limits, config, ctx));
  ctx.state.pauseId = pause.id;
  if (replayed) {
    // Told as it stands now: whoever retries wants the answer, not the first answer's copy.
    ctx.set('Idempotent-Replayed', 'true');
  } else {
    signals.due();
    metrics.pausesOpened.inc({ mode: key.mode, channel: question.channel });
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

function recipientFault(name: ChannelName, recipient: string): string | undefined {
  const parsed = channels[name].parseRecipient(recipient);
  return 'fault' in parsed ? parsed.fault : undefined;
}

function addressOf(name: ChannelName, recipient: string): string | undefined {
  const parsed = channels[name].parseRecipient(recipient);
  return 'address' in parsed ? parsed.address : undefined;
}

function requireChannelInPlan(limits: Limits, channel: ChannelName): void {
  if (limits.channels === null || limits.channels.includes(channel)) return;
  const detail = `Your plan includes ${limits.channels.join(', ')}, not ${channel}.`;
  throw new DomainError('channel_not_in_plan', detail);
}

const isSandboxed = (key: ApiKeyRecord, config: ServerConfig): boolean =>
  config.local || key.mode === 'test';

/** Only an operator ends this, so whoever honours `Retry-After` need not come back at once. */
const SET_UP_SECONDS = 60;

/** No channel has a way out of the building yet: live pauses need one, sandboxed ones none. */
function requireCourier(key: ApiKeyRecord, config: ServerConfig): void {
  if (isSandboxed(key, config)) return;
  const detail = 'No message can leave this server by this channel: its operator has to set it up.';
  throw new DomainError('channel_unavailable', detail, { retryAfterSeconds: SET_UP_SECONDS });
}

function newPause(
  question: Question,
  key: ApiKeyRecord,
  limits: Limits,
  config: ServerConfig,
  ctx: Ctx,
): NewPause {
  const createdAt = ctx.state.now;
  const perHour = key.policy?.pausesPerHour;
  const { developerId, developerName, mode } = key;
  const { recipient, channel, timeoutSeconds, metadata, webhookUrl, idempotency, ...asked } =
    question;
  const parsed = channels[channel].parseRecipient(recipient);
  if ('fault' in parsed) throw new DomainError('invalid_recipient', parsed.fault);
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
    sandboxed: isSandboxed(key, config),
    recipients: [{ index: 0, name: null, channel, ...parsed, code: newShortCode() }],
    idempotency,
    monthlyQuota: limits.pausesPerMonth,
    hourlyQuota: perHour === undefined ? null : { keyId: key.id, pauses: perHour },
  };
}
