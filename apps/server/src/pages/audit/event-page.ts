// GET /audit/:id: all there is of one event, and what shows that it is in the log.
import { presentAudit, readId } from '@pausepoint/contract';
import { DomainError, formatId, type Html, html, sha256, showInvisible } from '@pausepoint/core';
import { auditLeaf, leafHash, readCheckpoint, verifyInclusion } from '@pausepoint/core/proof';
import {
  type AuditRecord,
  findAuditEvent,
  findLogHead,
  inclusionProof,
  type Scope,
} from '@pausepoint/store';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link, modeOf } from '../dashboard/mode.ts';
import { codeBlock, facts, timeOf } from '../dashboard/parts.ts';
import { counted } from '../usage/numbers.ts';
import { pauseLink } from './event-table.ts';
import { actorWords, eventWords } from './event-words.ts';

export async function eventPage(ctx: Ctx, services: Services): Promise<void> {
  const scope = { developerId: ctx.state.session!.developerId, mode: modeOf(ctx, services) };
  const id = readId('event', ctx.state.params['id']!);
  const event = await findAuditEvent(services.store, { ...scope, id });
  if (!event) throw new DomainError('not_found');
  const { pauseId } = event;
  await sendDashboard(ctx, services, {
    title: eventWords[event.type],
    section: 'audit',
    lead: html`<a href="${link(ctx, '/audit')}">Back to the audit log</a>`,
    body: html`${facts([
        ['Event', html`<code>${formatId('event', event.id)}</code>`],
        ['Type', html`<code>${event.type}</code>`],
        ['By', actorWords[event.actor]],
        ...(pauseId === null ? [] : [['Pause', pauseLink(ctx, pauseId, true)] as const]),
        ['When', timeOf(event.createdAt)],
        ['Place in the log', await place(services, scope, event)],
      ])}
      ${pauseId !== null && html`<p><a href="${link(ctx, '/audit', { pause_id: formatId('pause', pauseId) })}">Everything in the log about this pause</a></p>`}
      <section aria-labelledby="whole">
        <h2 id="whole">As the API and every export give it</h2>
        ${codeBlock(showInvisible(JSON.stringify(presentAudit(event), null, 2)), 'The event as JSON')}
      </section>`,
  });
}

/** The leaf is computed from the event as it is told here. */
async function place(
  { store }: Services,
  scope: Scope,
  event: AuditRecord,
): Promise<Html | string> {
  const { sequence } = event;
  if (sequence === null) return 'not sealed yet; as a rule it is within a second';
  const { size, checkpoint } = (await findLogHead(store, scope))!;
  const proof = await inclusionProof(store, { ...scope, sequence, size });
  const root = readCheckpoint(checkpoint)?.root;
  const leaf = leafHash(sha256, auditLeaf(presentAudit(event)));
  const holds =
    root !== undefined && verifyInclusion(sha256, { leaf, index: sequence, size, proof, root });
  const head = `the signed head of ${counted(size, 'event')}`;
  return holds
    ? `${sequence}; a proof of ${counted(proof.length, 'step')} leads from it to ${head}`
    : html`<strong>${sequence}, but no proof leads from what is told here to ${head}</strong>`;
}
