// Asks a human about one call of Claude Code, and holds on until they answer or nobody will.
import { createHash } from 'node:crypto';
import {
  HOOK_MARGIN_SECONDS,
  readJson,
  type HookDecision,
  type ToolCall,
} from '@pausepoint/contract';
import {
  canonicalJson,
  DomainError,
  isUndeliverable,
  requirements,
  risks,
  type ChannelName,
  type Risk,
} from '@pausepoint/core';
import { settle, useAnswer, type PauseRecord } from '@pausepoint/store';
import { openQuestion, readQuestion } from '../api/create-pause.ts';
import { waitForPause } from '../api/wait-for-pause.ts';
import type { Ctx, Services } from '../services.ts';
import { tellSettled } from '../tell-settled.ts';
import { ALLOW, decisionOf, DENY, ending, tooLong, tooOften, unreachable } from './decide.ts';
import { showCall, type ShownCall } from './show-call.ts';

export interface Asking {
  /** Undefined: whomever the key may ask alone. */
  readonly recipient: string | undefined;
  readonly channel: ChannelName | undefined;
  /** What Claude Code gives us. */
  readonly timeoutSeconds: number;
  readonly risk: Risk;
}

/** Who asks the same again and again within one prompt is not answered for ever. */
const MOST_ALIKE = 40;
/** No human reads and answers in less. */
const SHORTEST_SECONDS = 10;
/** Our own time, between the question's end and Claude Code's patience. */
const LAST_SECONDS = 8;

export async function askHuman(
  ctx: Ctx,
  services: Services,
  call: ToolCall,
  asking: Asking,
): Promise<HookDecision> {
  const shown = showCall(call);
  if (!shown) return tooLong;
  const begun = performance.now();
  const left = () => asking.timeoutSeconds - (performance.now() - begun) / 1_000;
  const fingerprint = createHash('sha256')
    .update(identity(ctx, call, asking))
    .digest();
  let name = fingerprint.toString('base64url');

  for (let alike = 0; alike < MOST_ALIKE; alike++) {
    const seconds = Math.round(left() - HOOK_MARGIN_SECONDS);
    if (seconds < SHORTEST_SECONDS) return decisionOf(nobody);
    const question = {
      ...readQuestion(
        ctx,
        services,
        readJson(JSON.stringify(bodyOf(ctx, call, shown, asking, seconds))),
      ),
      // No caller's key begins like this: they hold no control characters.
      idempotency: { key: `\u0001claude-code/${name}`, fingerprint },
    };
    const { replayed, pause } = await openQuestion(ctx, services, question);
    // What was decided before was decided for an earlier call.
    if (!replayed || pause.status === 'pending') {
      const decision = await hold(ctx, services, pause, left() - LAST_SECONDS);
      if (decision.behavior === 'deny' || (await isFirst(ctx, services, pause))) return decision;
    }
    name = createHash('sha256').update(`${name}/${pause.id}`).digest('base64url');
  }
  return tooOften;
}

const nobody = { status: 'timed_out', responseChoice: null, responseText: null } as const;

/** Twins wait for one answer, but one Allow lets one call run. */
const isFirst = (ctx: Ctx, { store }: Services, { developerId, mode, id }: PauseRecord) =>
  useAnswer(store, { developerId, mode, pauseId: id, now: ctx.state.now });

/** The same call, put to the same human in the same way. */
function identity(ctx: Ctx, call: ToolCall, asking: Asking): string {
  // A hook for permission is not told the id of the call.
  const { promptId, toolUseId, ...what } = call;
  const which = call.event === 'PreToolUse' && toolUseId !== null ? { toolUseId } : { promptId };
  return canonicalJson({ ...what, ...which, ...asking, key: ctx.state.key!.id });
}

function bodyOf(ctx: Ctx, call: ToolCall, shown: ShownCall, asking: Asking, seconds: number) {
  const { policy } = ctx.state.key!;
  const { recipient, channel } = asking;
  const { tool, event, toolUseId, sessionId, promptId } = call;
  const runId = sessionId !== null && /^[\w.:-]{1,200}$/.test(sessionId) ? sessionId : undefined;
  return {
    ...(recipient !== undefined && { recipient }),
    ...(channel !== undefined && { channel }),
    ...wordsOf(shown, channel),
    options: [ALLOW, DENY],
    timeout_default: DENY,
    timeout_seconds: seconds,
    allow_text_response: true,
    agent: { name: 'Claude Code', ...(runId && { run_id: runId }) },
    metadata: {
      claude_code: {
        event,
        tool_name: tool,
        tool_use_id: toolUseId,
        session_id: sessionId,
        prompt_id: promptId,
      },
      tool_call_digest: digestOf(call),
    },
    risk: strictest(risks, riskOf(shown, asking), policy?.minRisk),
    require: strictest(requirements, 'link', policy?.minRequire),
  };
}

/** As the client's `toolCallDigest`: what was asked about can be compared with what ran. */
const digestOf = ({ tool, input }: ToolCall): string =>
  `sha256:${createHash('sha256')
    .update(canonicalJson({ tool, arguments: input }))
    .digest('hex')}`;

/** In a text message nothing would tell the model's words from ours. */
function wordsOf({ question, said, facts }: ShownCall, channel: ChannelName | undefined) {
  if (!said) return { message: question, context: facts };
  return channel === undefined || channel === 'sms'
    ? { message: question, context: [...facts, { label: 'The model says', value: said }] }
    : { message: `${question}\n\n${said}`, context: facts };
}

/** A text message has no room for what is asked: who answers it by a digit has not read it. */
const riskOf = ({ brief }: ShownCall, { risk, channel }: Asking): Risk =>
  channel === 'email' || channel === 'slack' || channel === 'telegram' || brief ? risk : 'high';

const strictest = <T>(from: readonly T[], a: T, b: T | undefined): T =>
  b !== undefined && from.indexOf(b) > from.indexOf(a) ? b : a;

async function hold(
  ctx: Ctx,
  services: Services,
  pause: PauseRecord,
  seconds: number,
): Promise<HookDecision> {
  const of = { developerId: pause.developerId, mode: pause.mode, id: pause.id };
  const leave = services.heldCalls.join(pause.id);
  // Whoever silently goes away (a laptop that is closed) is noticed by this alone.
  ctx.req.socket.setKeepAlive(true, 30_000);
  let last: boolean | undefined;
  try {
    const shown = await waitForPause(ctx, services, of, seconds);
    last = leave();
    if (shown && shown.pause.status !== 'pending') return decisionOf(shown.pause);
    // A twin that is still there goes on waiting for the same answer.
    if (ctx.res.closed && !last) return decisionOf(withdrawn);
    const ended = await withdraw(services, of);
    if (ended.status !== 'cancelled') return decisionOf(ended);
    if (shown && isUndeliverable(shown.pause)) return unreachable;
    return services.open() ? decisionOf(nobody) : ending;
  } catch (error) {
    // What is denied here must not be allowed there: nobody would ever run it.
    if (last ?? leave()) await withdraw(services, of).catch(() => undefined);
    throw error;
  }
}

const withdrawn = { status: 'cancelled', responseChoice: null, responseText: null } as const;

type Of = Pick<PauseRecord, 'developerId' | 'mode' | 'id'>;

/** As it stands then: somebody may have answered in the same moment, and that counts. */
async function withdraw(services: Services, of: Of): Promise<PauseRecord> {
  const key = { developerId: of.developerId, pauseId: of.id };
  const act = { kind: 'cancel', ...key, mode: of.mode } as const;
  const [settled] = await settle(services.store, [act]);
  const verdict = settled!.verdict;
  if ('settlement' in verdict) tellSettled(services, key, verdict.settlement.status);
  const shown = await services.pauses.find(of);
  if (!shown || shown.pause.status === 'pending') throw new DomainError('not_found');
  return shown.pause;
}
