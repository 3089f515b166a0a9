// POST /v1/pause: one checked question, one statement, one commit; nobody waits for a message.
import { channels } from '@pausepoint/channels';
import {
  checkPolicy,
  parseCreatePause,
  type AskedRecipient,
  type JsonDocument,
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
import {
  openPause,
  type ApiKeyRecord,
  type NewPause,
  type NewRecipient,
  type PauseRecord,
} from '@pausepoint/store';
import type { ServerConfig } from '../config.ts';
import { readBody } from '../middleware/body.ts';
import { requireNoQuery } from '../query-of.ts';
import type { Exchange, Services, Told } from '../services.ts';
import { asJson } from '../write-told.ts';
import {
  addressOf,
  recipientFaults,
  requireChannelsInPlan,
  requireCouriers,
  requirePasskeys,
} from './reach.ts';

export async function createPause(exchange: Exchange, services: Services): Promise<Told> {
  const { req, state } = exchange;
  services.limits.write(state.key!.id);
  requireNoQuery(exchange);
  // Text: what came twice is joined.
  const key = req.headers['idempotency-key'] as string | undefined;
  const question = readQuestion(exchange, services, await readBody(exchange), key);
  const { replayed, pause } = await openQuestion(exchange, services, question);
  const { json } = services.pauses.show(pause);
  // Told as it stands now: whoever retries wants the answer, not the first answer's copy.
  if (replayed) return { status: 200, headers: [...asJson, 'Idempotent-Replayed', 'true'], json };
  const location = `/v1/pause/${formatId('pause', pause.id)}`;
  return { status: 201, headers: [...asJson, 'Location', location], json };
}

/** A body as a question this key may put, but for whom it may ask. */
export function readQuestion(
  { state }: Pick<Exchange, 'state'>,
  { config, channels: open }: Services,
  document: JsonDocument,
  idempotencyKey?: string,
): Question {
  const key = state.key!;
  return parseCreatePause(document, {
    longestTimeoutSeconds: limitsOf(key, config).longestTimeoutSeconds,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    idempotencyKey,
    policy: key.policy,
    recipientFault: recipientFaults(isSandboxed(key, config) ? {} : open.couriers),
    addressOf,
  });
}

/** Whatever forbids it is thrown; a twin finds the pause of the first. */
export async function openQuestion(
  { state }: Pick<Exchange, 'state'>,
  services: Services,
  question: Question,
): Promise<{ replayed: boolean; pause: PauseRecord }> {
  const { config, store, signals, metrics, channels: open, log } = services;
  const key = state.key!;
  const limits = limitsOf(key, config);
  const sandboxed = isSandboxed(key, config);
  const { recipients, risk, require, watch } = question;
  // E-mail to approvers is on every plan.
  requireChannelsInPlan(limits, watch ? recipients.filter(isNoEmail) : recipients);
  checkPolicy(key.policy, { role: key.role, recipients, risk, require, addressOf });
  if (require === 'passkey') requirePasskeys(config);
  if (!sandboxed) requireCouriers(open, recipients, log);

  const opened = await openPause(store, newPause(question, key, limits, sandboxed, state.now));
  state.pauseId = opened.pause.id;
  if (!opened.replayed) {
    signals.due();
    metrics.pausesOpened.inc({ mode: key.mode, channel: recipients[0]!.channel });
  }
  return opened;
}

const isNoEmail = ({ channel }: AskedRecipient): boolean => channel !== 'email';

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
  createdAt: Date,
): NewPause {
  const perHour = key.policy?.pausesPerHour;
  const { developerId, developerName, mode } = key;
  const { recipients, remindAfterSeconds, risk, require, undoSeconds, watch, ...given } = question;
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
    watch,
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
