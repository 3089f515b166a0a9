// GET /pauses/:id/receipt: the signed decision, to look at, to copy, or with `?download` as a file.
import { DomainError, formatId, type Html, html } from '@pausepoint/core';
import { type MadeReceipt, makeReceipt } from '../../make-receipt.ts';
import type { Ctx, Services } from '../../services.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { link } from '../dashboard/mode.ts';
import { codeBlock, emptyState, facts, statusWord, timeOf } from '../dashboard/parts.ts';
import { applied, chosen } from './outcome-words.ts';
import { ownPauseKey } from './own-pause.ts';

export async function receiptPage(ctx: Ctx, services: Services): Promise<void> {
  const key = ownPauseKey(ctx, services);
  const path = `/pauses/${formatId('pause', key.id)}`;
  const made = await makeReceipt(services, key, ctx.state.now).catch(asReason);
  if ('claims' in made && ctx.query.download !== undefined) {
    ctx.attachment(`receipt-${formatId('pause', key.id)}.json`);
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(made.signed, null, 2);
    return;
  }
  await sendDashboard(ctx, services, {
    title: 'Receipt',
    section: 'pauses',
    lead: html`<a href="${link(ctx, path)}">Back to the pause</a>`,
    status: 'claims' in made ? 200 : made.status,
    body:
      'claims' in made ? shown(ctx, path, services.config.publicUrl, made) : none(ctx, path, made),
  });
}

interface Reason {
  readonly status: number;
  readonly heading: string;
  readonly text: string;
  /** It will be there in a moment. */
  readonly soon?: true;
}

const reasons: Partial<Record<DomainError['code'], Reason>> = {
  not_settled: {
    status: 409,
    heading: 'Nothing is decided yet',
    text: 'There is a receipt once somebody has answered, the time is over, or it was cancelled.',
  },
  personal_data_erased: {
    status: 410,
    heading: 'Its personal data was erased',
    text: 'The audit log still proves that the pause ended, when and how; no receipt is made any more.',
  },
  overloaded: {
    status: 503,
    heading: 'Not sealed yet',
    text: 'The decision has no place in the audit log yet; as a rule it has within a second.',
    soon: true,
  },
};

function asReason(error: unknown): Reason {
  const reason = error instanceof DomainError && reasons[error.code];
  if (!reason) throw error;
  return reason;
}

const none = (ctx: Ctx, path: string, { heading, text, soon }: Reason): Html =>
  emptyState({
    heading,
    body: html`<p>${text}</p>`,
    action: soon
      ? html`<p><a class="button" href="${link(ctx, `${path}/receipt`)}">Look again</a></p>`
      : html`<p><a class="button" href="${link(ctx, path)}">To the pause</a></p>`,
  });

function shown(ctx: Ctx, path: string, publicUrl: string, { claims, signed }: MadeReceipt): Html {
  const { log, ...said } = claims;
  return html`<p>
      <a class="button main" href="${link(ctx, `${path}/receipt`, { download: '1' })}">Download</a>
    </p>
    <section aria-labelledby="says">
      <h2 id="says">What it says</h2>
      ${facts([
        ['Decided by', said.human_decided ? 'A human' : 'No human'],
        ['Outcome', outcome(said)],
        ['Resolved', timeOf(new Date(said.resolved_at))],
        ['Digest of the question', html`<code class="digest">${said.content_digest}</code>`],
        ['Place in the log', `${log.sequence.toLocaleString('en')} of ${log.origin}`],
        ['Signed by', said.iss],
      ])}
    </section>
    <section aria-labelledby="check">
      <h2 id="check">Check it yourself</h2>
      <p>On any machine, without asking this server anything but its keys:</p>
      ${codeBlock(
        `curl ${publicUrl}/.well-known/jwks.json > jwks.json
npx pausepoint verify receipt.json --key jwks.json`,
        'How to verify the receipt',
      )}
    </section>
    <section aria-labelledby="signed">
      <h2 id="signed">The receipt</h2>
      ${codeBlock(JSON.stringify(signed, null, 2), 'The signed receipt')}
    </section>`;
}

const outcome = ({ status, response_choice: choice }: Omit<MadeReceipt['claims'], 'log'>): Html =>
  html`<span class="result"
    >${statusWord(status)}
    ${choice !== null && (status === 'responded' ? chosen(choice) : applied(choice))}</span
  >`;
