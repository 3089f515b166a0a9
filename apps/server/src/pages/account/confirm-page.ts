// Confirming one's address: a link is asked for on /account, and opened by whoever is signed in there.
import { type Html, html } from '@pausepoint/core';
import { askConfirmation, confirmAddress, mailArrives } from '../../account/confirm.ts';
import type { Ctx, Services } from '../../services.ts';
import { back, form, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';

/** Nothing once it is confirmed. */
export function confirmSection(ctx: Ctx, services: Services): Html | false {
  const { email, emailVerified } = ctx.state.session!;
  if (emailVerified) return false;
  return html`<section>
    <h2>Confirm your address</h2>
    <p class="quiet">Until then, what is asked of ${email} does not wait for you here.</p>
    ${
      mailArrives(services)
        ? form(ctx, services, {
            action: '/account/confirm',
            body: html`<button>Send me a link</button>`,
          })
        : html`<p>No mail leaves this server, so there is no way to confirm it yet.</p>`
    }
  </section>`;
}

/** POST /account/confirm. */
export async function confirmAsk(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  if (!ctx.state.session!.emailVerified) await askConfirmation(ctx, services);
  back(ctx, '/account', 'confirmation_sent');
}

/** GET /account/confirm/:token: mail scanners open links too, and confirm nothing by it. */
export const confirmPage = (ctx: Ctx, services: Services): Promise<void> =>
  sendDashboard(ctx, services, {
    title: 'Confirm your address',
    section: 'account',
    lead: html`You are signed in as <b>${ctx.state.session!.email}</b>.`,
    body: form(ctx, services, {
      action: `/account/confirm/${encodeURIComponent(ctx.state.params.token!)}`,
      body: html`<button class="main">This is my address</button>`,
    }),
  });

/** POST /account/confirm/:token. */
export async function confirmSubmit(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  if (await confirmAddress(ctx, services, ctx.state.params.token!)) {
    return back(ctx, '/account', 'address_confirmed');
  }
  await sendDashboard(ctx, services, {
    title: 'This link does not work',
    section: 'account',
    status: 410,
    body: html`<p>It is older than a day, or was sent to another address than yours.</p>
      <p><a class="button main" href="/account">Ask for a new link</a></p>`,
  });
}
