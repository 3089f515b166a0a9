// What may be done about a pause, each with a step in which to think again; and what the forms do.
import { DomainError, formatId, type Html, html } from '@pausepoint/core';
import { erasePersonalData, type PauseRecord } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { withdrawPause } from '../../withdraw-pause.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { may } from '../dashboard/may.ts';
import { link } from '../dashboard/mode.ts';
import { codeBlock } from '../dashboard/parts.ts';
import { ownPauseKey } from './own-pause.ts';

export function pauseActs(ctx: Ctx, services: Services, pause: PauseRecord): Html {
  const { status, erasedAt } = pause;
  const path = `/pauses/${formatId('pause', pause.id)}`;
  return html`${
      status !== 'pending' &&
      erasedAt === null &&
      html`<section aria-labelledby="receipt">
        <h2 id="receipt">Receipt</h2>
        <p>
          The decision, signed, with its place in the audit log. It is checked without asking us.
        </p>
        <p><a class="button" href="${link(ctx, `${path}/receipt`)}">Show the receipt</a></p>
      </section>`
    }
    <section aria-labelledby="api">
      <h2 id="api">Read it with the API</h2>
      ${codeBlock(curl(services.config.publicUrl, pause), 'This pause with curl')}
    </section>
    ${status === 'pending' && may(ctx, 'build') && cancel(ctx, services, path)}
    ${status !== 'pending' && erasedAt === null && may(ctx, 'own') && erase(ctx, services, path)}`;
}

const curl = (publicUrl: string, { id }: PauseRecord): string =>
  `curl ${publicUrl}/v1/pause/${formatId('pause', id)} \\
  -H "Authorization: Bearer $PAUSEPOINT_API_KEY"`;

const cancel = (ctx: Ctx, services: Services, path: string): Html =>
  html`<details class="act" id="cancel">
    <summary>Cancel this pause</summary>
    <p>
      Nobody can answer it any more, and whoever was asked is told so. The agent that waits hears
      <code>cancelled</code>. This cannot be taken back.
    </p>
    ${form(ctx, services, {
      action: `${path}/cancel`,
      body: html`<button class="grave">Cancel the pause</button>`,
    })}
  </details>`;

const erase = (ctx: Ctx, services: Services, path: string): Html =>
  html`<details class="act" id="erase">
    <summary>Erase personal data</summary>
    <p>
      The question’s words, names, addresses and notes are gone for good, here and for everybody who
      could read them. That it was decided, when and how stays, and the audit log still proves it.
    </p>
    ${form(ctx, services, {
      action: `${path}/erase`,
      body: html`<button class="grave">Erase for good</button>`,
    })}
  </details>`;

/** POST /pauses/:id/cancel. */
export async function pauseCancel(ctx: Ctx, services: Services): Promise<void> {
  const key = ownPauseKey(ctx, services);
  await readForm(ctx, services);
  const { pause } = await withdrawPause(services, key);
  const done = pause.status === 'cancelled' ? 'pause_cancelled' : 'pause_was_settled';
  back(ctx, `/pauses/${formatId('pause', key.id)}`, done);
}

/** POST /pauses/:id/erase. */
export async function pauseErase(ctx: Ctx, services: Services): Promise<void> {
  const { store, pauses } = services;
  const key = ownPauseKey(ctx, services);
  await readForm(ctx, services);
  if (!(await erasePersonalData(store, key))) throw new DomainError('not_found');
  pauses.forget(key);
  back(ctx, `/pauses/${formatId('pause', key.id)}`, 'pause_erased');
}
