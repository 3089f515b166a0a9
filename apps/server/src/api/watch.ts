// The second dialect: `/api/pause` asks every approver, in other words than `/v1/pause`.
import {
  farthestWatch,
  parseApprove,
  parseCreateWatch,
  parseWatchQuery,
  presentNewWatch,
  presentWatch,
  presentWatchList,
  readId,
  toJson,
  watchedAs,
  watchUrl,
  type AskedRecipient,
} from '@pausepoint/contract';
import { DomainError } from '@pausepoint/core';
import { findDeveloper, findPauseByLink, listApprovers, listWatches } from '@pausepoint/store';
import { answerSignedIn } from '../answer-signed-in.ts';
import { readBody } from '../middleware/body.ts';
import type { Ctx, Services } from '../services.ts';
import { writeJson } from '../write-json.ts';
import { scopeOf } from './caller.ts';
import { limitsOf, openQuestion } from './create-pause.ts';

/** POST /api/pause. */
export async function createWatch(ctx: Ctx, services: Services): Promise<void> {
  const { config } = services;
  const key = ctx.state.key!;
  const asked = parseCreateWatch(await readBody(ctx), {
    longestTimeoutSeconds: limitsOf(key, config).longestTimeoutSeconds,
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    idempotencyKey: ctx.get('Idempotency-Key'),
    policy: key.policy,
  });
  const recipients = await everyApprover(ctx, services);
  const { replayed, pause } = await openQuestion(ctx, services, { ...asked, recipients }).catch(
    withoutPlaces,
  );
  if (replayed) {
    ctx.set('Idempotent-Replayed', 'true');
  } else {
    ctx.status = 201;
    ctx.set('Location', new URL(watchUrl(config.publicUrl, pause.id)).pathname);
  }
  ctx.body = presentNewWatch(pause, config.publicUrl);
}

/** With nobody listed the account's owner is asked. */
async function everyApprover(ctx: Ctx, { store }: Services): Promise<readonly AskedRecipient[]> {
  const scope = scopeOf(ctx);
  const rest = { afterSeconds: 0, pointer: '' };
  const approvers = await listApprovers(store, scope);
  if (approvers.length > 0) {
    return approvers.map(({ channel, address, name }) => ({
      ...{ channel, recipient: address, name },
      ...rest,
    }));
  }
  const owner = await findDeveloper(store, scope.developerId);
  if (!owner) throw new DomainError('not_found');
  return [{ channel: 'email', recipient: owner.email, name: null, ...rest }];
}

/** Whom it asks is nowhere in the body, so no fault of theirs has a place in it. */
function withoutPlaces(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const { code, message, retryAfterSeconds } = error;
  throw new DomainError(code, message, {
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** GET /api/pause/:id. */
export async function readWatch(ctx: Ctx, { pauses }: Services): Promise<void> {
  const id = readId('watch', ctx.state.params.id!);
  ctx.state.pauseId = id;
  const shown = await pauses.find({ ...scopeOf(ctx), id });
  if (!shown?.pause.watch) throw new DomainError('not_found');
  ctx.set('Cache-Control', 'private, no-cache');
  writeJson(ctx, toJson(presentWatch(shown.pause)));
}

/** GET /api/pause. */
export async function readWatches(ctx: Ctx, { store }: Services): Promise<void> {
  const { status, limit, offset } = parseWatchQuery(ctx.query);
  const { pauses, total } = await listWatches(store, {
    ...scopeOf(ctx),
    ...{ ending: status && watchedAs[status], limit, offset, farthest: farthestWatch },
  });
  writeJson(ctx, toJson(presentWatchList(pauses, { total, limit, offset })));
}

/** POST /api/pause/:id/approve: by the dashboard's session alone. */
export async function decideWatch(ctx: Ctx, services: Services): Promise<void> {
  const session = ctx.state.session!;
  const pauseId = readId('watch', ctx.state.params.id!);
  ctx.state.pauseId = pauseId;
  const given = parseApprove(await readBody(ctx));
  const pause = await findPauseByLink(services.store, {
    developerId: session.developerId,
    pauseId,
  });
  if (!pause?.watch) throw new DomainError('not_found');
  writeJson(ctx, toJson(presentWatch(await answerSignedIn(services, session, pause, given))));
}
