// The secret that signs what goes to a pause's own webhook_url: shown when asked for, rotated in two steps.
import { type Html, html } from '@pausepoint/core';
import { defaultSecret, rotateDefaultSecret } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { may } from '../dashboard/may.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { secretOnce } from '../dashboard/parts.ts';
import { scopeOfPage } from '../pauses/own-pause.ts';

export const defaultSecretPart = (ctx: Ctx, services: Services): Html =>
  html`<section aria-labelledby="default-secret">
    <h2 id="default-secret">The default secret</h2>
    <p class="quiet">
      A pause may bring an address of its own (<code>webhook_url</code>). What goes there is signed
      with this secret of the ${modeOf(ctx, services)} mode.
    </p>
    ${
      may(ctx, 'build') &&
      html`<div class="ways">
          ${form(ctx, services, {
            action: '/webhooks/default-secret',
            body: html`<button>Show the secret</button>`,
          })}
        </div>
        <details class="act">
          <summary>Rotate the default secret</summary>
          <p>A new one is made. The one before signs beside it for 24 hours.</p>
          ${form(ctx, services, {
            action: '/webhooks/default-secret/rotate',
            body: html`<button>Make a new secret</button>`,
          })}
        </details>`
    }
  </section>`;

/** POST /webhooks/default-secret: by a form, so that no page that is merely open shows it. */
export async function defaultSecretShow(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const of = { ...scopeOfPage(ctx, services), now: ctx.state.now };
  await show(ctx, services, 'The default secret', await defaultSecret(services.store, of));
}

/** POST /webhooks/default-secret/rotate. */
export async function defaultSecretRotate(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const of = { ...scopeOfPage(ctx, services), now: ctx.state.now };
  const secret = await rotateDefaultSecret(services.store, of);
  await show(ctx, services, 'The default secret is rotated', secret);
}

const show = (ctx: Ctx, services: Services, title: string, value: string): Promise<void> =>
  sendDashboard(ctx, services, {
    title,
    section: 'webhooks',
    lead: `It signs what goes to a pause’s own webhook_url, in ${modeOf(ctx, services)} mode.`,
    body: html`${secretOnce({ label: 'Signing secret', value })}
      <p class="ways">
        <a class="button" href="${link(ctx, '/webhooks')}">Back to the webhooks</a>
        <a href="/docs#webhooks">How to check a signature</a>
      </p>`,
  });
