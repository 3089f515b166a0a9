// GET /sign-in: e-mail and password.
import { html } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';
import { form } from '../dashboard/form.ts';
import { field } from '../dashboard/parts.ts';
import { atDoor } from './at-door.ts';
import { sendDoor } from './door.ts';

export const signInPage = atDoor((ctx: Ctx, services: Services) =>
  sendDoor(ctx, services, {
    title: 'Sign in',
    body: form(ctx, services, {
      action: '/sign-in',
      body: html`${field({ name: 'email', label: 'E-mail', type: 'email', required: true, autocomplete: 'username' })}
        ${field({ name: 'password', label: 'Password', type: 'password', required: true, autocomplete: 'current-password' })}
        <button class="main">Sign in</button>`,
    }),
  }),
);
