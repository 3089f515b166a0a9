// Claude Code's hook: may this call run? And what is kept for it.
import {
  askAlways,
  hookTimeout,
  noHookDecision,
  parseHookEvent,
  parseHookQuery,
  parseHookSetting,
  presentHookDecision,
  presentHookSetting,
  readCutHookEventName,
  readHookEventName,
  readJson,
  refuse,
  type AskedHook,
  type HookDecision,
  type HookSetting,
  type JsonDocument,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { dropSetting, findSetting, keepSetting } from '@pausepoint/store';
import { askHuman, type Asking } from '../claude-code/ask-human.ts';
import { byPolicy, refused, tooLong, unreadable } from '../claude-code/decide.ts';
import { judge } from '../claude-code/judge.ts';
import { loggableError } from '../loggable-error.ts';
import { readBody, readNoFields, readStart } from '../middleware/body.ts';
import { asRefusal } from '../middleware/problems.ts';
import type { Ctx, Services } from '../services.ts';
import { scopeOf } from './caller.ts';
import { addressOf, recipientFaults } from './reach.ts';

/** More than a model says in one call: what is too long to be shown is denied, not refused. */
const KEPT_BYTES = 2 * 1_024 * 1_024;
/** What is longer still is heard out, so that its denial is heard. */
const MOST_BYTES = 16 * KEPT_BYTES;

/**
 * POST /v1/integrations/claude-code/hook. Claude Code goes on after a hook that failed, unless its
 * settings say otherwise; so once we know what it asks, whatever goes wrong is answered with a denial.
 */
export async function askByHook(ctx: Ctx, services: Services): Promise<void> {
  const { text, whole } = await readStart(ctx, KEPT_BYTES, MOST_BYTES);
  if (!whole) return denyUnread(ctx, text);
  const document = readJson(text);
  const event = readHookEventName(document);
  ctx.body = event
    ? presentHookDecision(event, await decide(ctx, services, document).catch(denied(ctx, services)))
    : noHookDecision;
}

/** Nobody could read all of it, and no policy has. */
function denyUnread(ctx: Ctx, start: string): void {
  const event = readCutHookEventName(start);
  if (!event) throw new DomainError('body_too_large', 'The body is larger than 2 MiB');
  ctx.body = presentHookDecision(event, tooLong);
}

const denied =
  (ctx: Ctx, { log, metrics }: Services) =>
  (error: unknown): HookDecision => {
    const refusal = asRefusal(error);
    metrics.refusals.inc({ code: refusal.code });
    const { requestId } = ctx.state;
    if (refusal !== error) log.error({ err: loggableError(error), requestId }, 'hook failed');
    return refused(refusal);
  };

async function decide(ctx: Ctx, services: Services, document: JsonDocument): Promise<HookDecision> {
  services.limits.write(ctx.state.key!.id);
  const asked = parseHookQuery(ctx.query);
  const kept = await keptSetting(ctx, services);
  const asking = whomToAsk(ctx, asked, kept);
  const call = parseHookEvent(document);
  if (document.faults.length > 0) return unreadable;
  const policies = [kept?.policy, asked.policy].filter((policy) => !!policy);
  const { then, risk } = judge(policies.length > 0 ? policies : [askAlways], call);
  if (then !== 'ask') return byPolicy(then);
  return askHuman(ctx, services, call, { ...asking, risk });
}

/** The URL's word counts, but a key of an agent cannot take the question to somebody else. */
function whomToAsk(
  ctx: Ctx,
  asked: AskedHook,
  kept: HookSetting | undefined,
): Omit<Asking, 'risk'> {
  const { recipient = kept?.recipient, channel = kept?.channel, timeoutSeconds } = asked;
  if (kept && ctx.state.key!.role === 'agent') {
    const same =
      channel === kept.channel &&
      addressOf(channel, recipient!) === addressOf(channel, kept.recipient);
    const detail = 'The account says whom Claude Code asks: this key may not name anybody else';
    if (!same) throw new DomainError('policy_denied', detail);
  }
  return {
    recipient,
    channel,
    timeoutSeconds: timeoutSeconds ?? kept?.timeoutSeconds ?? hookTimeout,
  };
}

const settingOf = (ctx: Ctx) => ({ ...scopeOf(ctx), integration: 'claude-code' }) as const;

async function keptSetting(ctx: Ctx, { store }: Services) {
  const found = await findSetting(store, settingOf(ctx));
  if (!found) return undefined;
  return { ...(JSON.parse(found.text) as HookSetting), updatedAt: found.updatedAt };
}

/** GET /v1/integrations/claude-code. */
export async function readSetting(ctx: Ctx, services: Services): Promise<void> {
  const kept = await keptSetting(ctx, services);
  if (!kept) throw new DomainError('not_found', 'Nothing is kept for Claude Code in this mode.');
  ctx.body = presentHookSetting(kept);
}

/** PUT /v1/integrations/claude-code. */
export async function writeSetting(ctx: Ctx, services: Services): Promise<void> {
  const { store, config, channels } = services;
  const setting = parseHookSetting(await readBody(ctx));
  const sandboxed = config.local || ctx.state.key!.mode === 'test';
  const fault = recipientFaults(sandboxed ? {} : channels.couriers)(
    setting.channel,
    setting.recipient,
  );
  if (fault) refuse([{ pointer: '/recipient', detail: fault, code: 'invalid_recipient' }]);
  const { now } = ctx.state;
  await keepSetting(store, { ...settingOf(ctx), text: JSON.stringify(setting), now });
  ctx.body = presentHookSetting({ ...setting, updatedAt: now });
}

/** DELETE /v1/integrations/claude-code: again and again with the same answer. */
export async function forgetSetting(ctx: Ctx, { store }: Services): Promise<void> {
  await readNoFields(ctx);
  await dropSetting(store, settingOf(ctx));
  ctx.status = 204;
}
