// GET and POST /audit/verify: the log computed anew from its events, and exactly what that showed.
import { type Html, html, isSignedBy } from '@pausepoint/core';
import { readCheckpoint } from '@pausepoint/core/proof';
import { checkLog, listSigningKeys, type Scope } from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { form, readForm } from '../dashboard/form.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { codeBlock, emptyState } from '../dashboard/parts.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { type Verification, verdict } from './verdict.ts';

/** More would keep this process from answering others; the command reads logs of any length. */
export const MOST_EVENTS = 10_000;

/** Whoever comes by address alone has pressed nothing. */
export const verifyPage = (ctx: Ctx, services: Services): Promise<void> =>
  send(
    ctx,
    services,
    html`<div class="card">
      <p>
        The newest ${MOST_EVENTS.toLocaleString('en')} events are hashed anew from what the database
        holds, and held against the signed checkpoint.
      </p>
      ${again(ctx, services, 'Verify now')}
    </div>`,
  );

export async function verifySubmit(ctx: Ctx, services: Services): Promise<void> {
  await readForm(ctx, services);
  const scope = { developerId: ctx.state.session!.developerId, mode: modeOf(ctx, services) };
  const found = await oneAtATime(scope, () => verify(services, scope));
  await send(
    ctx,
    services,
    found ? html`${verdict(ctx, found)} ${again(ctx, services, 'Verify again')}` : nothing,
  );
}

async function verify(
  { store, receipts }: Services,
  scope: Scope,
): Promise<Verification | undefined> {
  const check = await checkLog(store, { ...scope, most: MOST_EVENTS });
  if (!check) return undefined;
  const signed = readCheckpoint(check.checkpoint);
  await receipts.publishKey();
  const keys = await listSigningKeys(store);
  return { check, key: signed && keys.find((one) => isSignedBy(signed, one)) };
}

const nothing = emptyState({
  heading: 'Nothing to verify yet',
  body: html`<p>No event of this log is sealed; as a rule each is within a second.</p>`,
});

const again = (ctx: Ctx, services: Services, words: string): Html =>
  form(ctx, services, {
    action: '/audit/verify',
    body: html`<button class="main">${words}</button>`,
  });

async function send(ctx: Ctx, services: Services, body: Html): Promise<void> {
  await sendDashboard(ctx, services, {
    title: 'Verification',
    section: 'audit',
    lead: html`<a href="${link(ctx, '/audit')}">Back to the audit log</a>`,
    body: html`${body} ${independently(services.config.publicUrl)}`,
  });
}

const independently = (publicUrl: string): Html =>
  html`<section class="card" aria-labelledby="elsewhere">
    <h2 id="elsewhere">What this page cannot show</h2>
    <p>
      Here the server checks itself: whoever controls it could make this page say anything. The
      independent check runs on your machine, and asks nothing of this server once it has the three
      files. Verify against a checkpoint that you have kept for a while, too.
    </p>
    ${codeBlock(commands(publicUrl), 'The commands of the independent check')}
    <p><a href="/docs/audit">What the record holds and proves</a></p>
  </section>`;

const commands = (publicUrl: string): string =>
  `curl -H "Authorization: Bearer $PAUSEPOINT_API_KEY" ${publicUrl}/v1/audit/checkpoint > checkpoint.txt
curl -H "Authorization: Bearer $PAUSEPOINT_API_KEY" ${publicUrl}/v1/audit/export > export.ndjson
curl ${publicUrl}/.well-known/jwks.json > jwks.json
npx pausepoint verify export.ndjson --checkpoint checkpoint.txt --key jwks.json`;
