// POST /keys/:id/rotate, and revoking with a page that asks first.
import { parseRotateKey, readJson } from '@pausepoint/contract';
import { DomainError, formatId, html } from '@pausepoint/core';
import { revokeKey, rotateKey } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { timeOf, when } from '../dashboard/parts.ts';
import { askedKey, findOwnKey } from './key-page.ts';
import { nameOf, shown } from './keys-page.ts';
import { madePage } from './make-key.ts';

export async function rotateOwnKey(ctx: Ctx, services: Services): Promise<void> {
  const { overlap_hours: typed } = await readForm(ctx, services);
  const { id, developerId } = await askedKey(ctx, services);
  const hours = JSON.stringify({ overlap_hours: Number(typed ?? 24) });
  const { overlapHours } = parseRotateKey(readJson(hours));
  const { now } = ctx.state;
  const rotated = await rotateKey(services.store, { developerId, id, now, overlapHours });
  if (!rotated) throw new DomainError('not_found');
  services.keys.forget();
  const old = await findOwnKey(ctx, services);
  await madePage(
    ctx,
    services,
    rotated,
    html`<p>
      ${
        old?.expiresAt
          ? html`The old key, <code>${shown(old)}</code>, works until ${timeOf(old.expiresAt)}.`
          : 'The old key is refused from now on.'
      }
    </p>`,
  );
}

export async function revokeKeyPage(ctx: Ctx, services: Services): Promise<void> {
  const key = await askedKey(ctx, services);
  const path = `/keys/${formatId('key', key.id)}`;
  await sendDashboard(ctx, services, {
    title: `Revoke ${nameOf(key)}?`,
    section: 'keys',
    body: html`<div class="confirm">
      <p>
        Whatever holds <code>${shown(key)}</code> is refused everywhere within a second. This cannot
        be taken back. Questions it asked stay open.
      </p>
      <p class="quiet">
        ${key.lastUsedAt === null ? 'It was never used.' : html`It was last used ${when(key.lastUsedAt, ctx.state.now)}.`}
      </p>
      ${form(ctx, services, {
        action: `${path}/revoke`,
        className: 'ways',
        body: html`<button class="grave">Revoke the key</button>
          <a class="button" href="${link(ctx, path)}">Keep it</a>`,
      })}
    </div>`,
  });
}

export async function revokeOwnKey(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const { id, developerId } = await askedKey(ctx, services);
  await revokeKey(services.store, { developerId, id, now: ctx.state.now });
  services.keys.forget();
  back(ctx, '/keys', 'key_revoked');
}
