// POST /hooks/:vendor/:name: what vendors report, and what humans answered inside a message.
import type { Hook, HookAnswer, HookCall } from '@pausepoint/channels';
import { DomainError, isShortCode, parseDeliveryKey } from '@pausepoint/core';
import {
  findReplyDigit,
  findShortCode,
  hearOnce,
  reportDelivery,
  takeMessageAllowance,
} from '@pausepoint/store';
import { readText } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { answerInMessage } from './answer-in-message.ts';
import { unclearWords, unknownWords } from './hook-words.ts';

type Call<Kind> = Extract<HookCall, { readonly kind: Kind }>;

const bodyTypes = ['application/json', 'application/x-www-form-urlencoded'];
/** Where a courier sets no bound: two machines must not answer each other for ever. */
const REPLIES_PER_HOUR = 10;

export async function receiveHook(ctx: Ctx, services: Services): Promise<void> {
  const { vendor, name } = ctx.state.params;
  const hook = services.channels.hooks.get(`${vendor!}/${name!}`);
  if (!hook) throw new DomainError('not_found');
  const body = await readText(ctx, bodyTypes);
  const answer = await answerCall(ctx, services, receive(ctx, services, hook, body));
  ctx.status = answer.status;
  ctx.type = answer.type;
  ctx.body = answer.body;
}

/** Whatever breaks in there may quote the body: only its kind is told. */
function receive(ctx: Ctx, { config }: Services, hook: Hook, body: string): HookCall {
  const url = config.publicUrl + ctx.originalUrl;
  const headers = ctx.headers as Readonly<Record<string, string | undefined>>;
  let fault = 'unknown';
  try {
    return hook.receive({ url, headers, body, now: ctx.state.now });
  } catch (error) {
    if (error instanceof Error) fault = error.name;
  }
  throw new Error(`hook ${hook.path} broke: ${fault}`);
}

function answerCall(
  ctx: Ctx,
  services: Services,
  call: HookCall,
): Promise<HookAnswer> | HookAnswer {
  switch (call.kind) {
    case 'forged':
      throw new DomainError('request_forged', 'The signature is missing, wrong or too old.');
    case 'nothing':
      return call.answer;
    case 'report':
      return report(ctx, services, call);
    case 'press':
      return press(ctx, services, call);
    case 'reply':
      return reply(ctx, services, call);
  }
}

async function report(ctx: Ctx, { store, signals }: Services, call: Call<'report'>) {
  const key = parseDeliveryKey(call.key);
  if (!key) return call.answer;
  ctx.state.pauseId = key.pauseId;
  const { status, error } = call;
  if (await reportDelivery(store, key, { status, error, at: ctx.state.now })) signals.due();
  return call.answer;
}

async function press(ctx: Ctx, services: Services, call: Call<'press'>) {
  const link = isShortCode(call.code) && (await findShortCode(services.store, call.code));
  return call.answer(
    link
      ? await answerInMessage(ctx, services, { ...call, pressId: call.id, ...link })
      : unknownWords,
  );
}

async function reply(ctx: Ctx, services: Services, call: Call<'reply'>) {
  const words = await answerDigit(ctx, services, call);
  return call.answer((await mayWriteBack(ctx, services, call.address)) ? words : null);
}

/** Anybody can text us: we answer where we would ask, and no more often than that. */
async function mayWriteBack(ctx: Ctx, { store, channels }: Services, address: string) {
  const { refuses, perHour = REPLIES_PER_HOUR } = channels.couriers.sms ?? {};
  if (refuses?.(address) !== undefined) return false;
  const taken = { channel: 'sms reply', address, perHour, now: ctx.state.now } as const;
  return (await takeMessageAllowance(store, taken)) === 0;
}

/** One digit and nothing beside it: what a human may have meant is never guessed. */
async function answerDigit(ctx: Ctx, services: Services, call: Call<'reply'>) {
  const { store } = services;
  const { id, line, address, text } = call;
  const digit = text.trim();
  if (!/^[1-9]$/.test(digit)) return unclearWords;
  // Signed without a time: replayed next year it would answer whatever the digit stands for then.
  const repeated = !(await hearOnce(store, id, ctx.state.now));
  const found = await findReplyDigit(store, { line, address, digit: Number(digit) });
  if (!found) return unclearWords;
  const given = { via: 'sms', identifiedBy: 'phone_number', repeated } as const;
  return answerInMessage(ctx, services, { ...found, ...given });
}
