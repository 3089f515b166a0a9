// GET /keys/new and POST /keys: the form, and the key it makes.
import { type Html, html } from '@pausepoint/core';
import { createKey, type MadeKey } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { type Faults, faultsOf } from '../dashboard/faults.ts';
import { readFormList } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { secretOnce } from '../dashboard/parts.ts';
import { tryIt } from './try-it.ts';
import { keyForm, readKeyForm, type Typed } from './key-form.ts';

export const newKeyPage = (ctx: Ctx, services: Services): Promise<void> =>
  formPage(ctx, services, {}, {});

export async function makeKey(ctx: Ctx, services: Services): Promise<void> {
  const typed = await readFormList(ctx, services);
  const mode = modeOf(ctx, services);
  let wanted;
  try {
    wanted = readKeyForm(typed, mode);
  } catch (error) {
    return formPage(ctx, services, typed, faultsOf(error));
  }
  const { developerId } = ctx.state.session!;
  const prefix = `pp_${mode}_` as const;
  const made = await createKey(services.store, {
    ...wanted,
    developerId,
    mode,
    prefix,
    now: ctx.state.now,
  });
  await madePage(ctx, services, made);
}

const formPage = (ctx: Ctx, services: Services, typed: Typed, faults: Faults): Promise<void> =>
  sendDashboard(ctx, services, {
    title: `Make a ${modeOf(ctx, services)} key`,
    section: 'keys',
    status: Object.keys(faults).length > 0 ? 422 : 200,
    body: keyForm(ctx, services, typed, faults),
  });

/** The one page that ever shows the secret. */
export function madePage(
  ctx: Ctx,
  services: Services,
  { key, record }: MadeKey,
  note?: Html,
): Promise<void> {
  return sendDashboard(ctx, services, {
    title: record.name ?? 'Your new key',
    section: 'keys',
    status: 201,
    lead: 'Save the key now: it is not shown again, and nobody can read it back.',
    body: html`${secretOnce({ label: record.mode === 'test' ? 'Test key' : 'Live key', value: key })}
      ${note ?? (record.mode === 'test' && tryIt(services.config, key))}
      <p class="ways"><a class="button main" href="${link(ctx, '/keys')}">I saved it</a></p>`,
  });
}
