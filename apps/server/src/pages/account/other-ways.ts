// The other ways in: a passkey, and the operator's identity provider.
import { DomainError, type Html, html } from '@pausepoint/core';
import { finishOidc, startOidc } from '../../account/oidc.ts';
import { passkeyOptions, signInByPasskey } from '../../account/passkeys.ts';
import type { Ctx, Services } from '../../services.ts';
import { back, passkeyForm, readForm } from '../dashboard/form.ts';
import { ownPath } from '../dashboard/next-path.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';
import { newKeysPage } from './new-keys-page.ts';

/** Below the password's form. The passkey's button is the script's to show: without it there is none. */
export const otherWays = async (ctx: Ctx, services: Services, next: string): Promise<Html> =>
  html`${passkeyForm(ctx, services, {
    action: '/sign-in/passkey',
    deed: 'get',
    options: await passkeyOptions(ctx, services),
    body: html`<input type="hidden" name="next" value="${next}" />
      <button hidden>Sign in with a passkey</button>`,
  })}
  ${
    services.config.oidc &&
    html`<p>
      <a class="button whole" href="/sign-in/oidc?next=${encodeURIComponent(next)}"
        >Sign in with ${services.config.oidc.name}</a
      >
    </p>`
  }`;

export const passkeySignIn = atDoor(async (ctx, services) => {
  const { response = '', next } = await readForm(ctx, services);
  try {
    await signInByPasskey(ctx, services, parsed(response));
  } catch (error) {
    return refused(ctx, services, error);
  }
  back(ctx, ownPath(next) ?? '/');
});

export const oidcStart = atDoor(async (ctx, services) => {
  const url = await startOidc(ctx, services, ownPath(ctx.query.next) ?? '/');
  ctx.status = 303;
  ctx.set('Location', url);
  ctx.body = '';
});

export const oidcCallback = atDoor(async (ctx, services) => {
  let signedIn;
  try {
    signedIn = await finishOidc(ctx, services);
  } catch (error) {
    return refused(ctx, services, error);
  }
  const { registered, next } = signedIn;
  if (registered) return newKeysPage(ctx, services, registered);
  back(ctx, ownPath(next) ?? '/');
});

async function refused(ctx: Ctx, services: Services, error: unknown): Promise<void> {
  if (!(error instanceof DomainError) || error.code !== 'credentials_invalid') throw error;
  await sendDoor(ctx, services, {
    title: 'Nobody was signed in',
    status: 401,
    body: html`<p>${error.message}</p>
      <p><a class="button main" href="/sign-in">Back to signing in</a></p>`,
  });
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
