// GET /docs/audit: what the record holds and proves, for whoever has to review it.
import { type Html, html } from '@pausepoint/core';
import type { Ctx, Services } from '../../services.ts';
import { mark, sendPage } from '../layout.ts';
import { articles, type Article } from './ai-act.ts';
import { inline, markdown } from './markdown.ts';

const recorded = `
- \`pause.created\`: who may be asked, how many options, the deadline, and the digest of everything shown
- \`pause.notified\`, \`pause.reminded\`, \`pause.escalated\`, \`pause.notification_failed\`: what became of each message
- \`pause.viewed\`: that a link was opened, and whether it looked like a machine; of whoever opens or answers it, neither IP address nor browser is kept
- \`pause.responded\`: the choice, by which way, and how the human was identified
- \`pause.timed_out\`: nobody decided; \`pause.cancelled\`: the developer withdrew the question
- keys, webhooks and approvers made and removed, webhooks delivered and failed, exports taken, personal data erased
`.trim();

const proves = `
The log of each developer and mode is a Merkle tree (RFC 6962). As a rule within a second every event becomes a leaf, and the head of the tree is signed: a checkpoint. Whoever holds a checkpoint can tell whether anything that was logged before it has since been altered, removed, inserted or reordered, though it were by the operator of this server with every right in its database.

**Its limit.** Whoever holds the signing key can sign anything that no checkpoint outside has witnessed yet, and could have written something untrue at the time. Two things resist even that: checkpoints kept where the operator has no access (they are in every webhook and settled poll), and answers by passkey, whose signature only the human’s own device can make. Pin the public key you trust: one that only this server vouches for proves no more than this server does.

**Receipts.** \`GET /v1/pause/{id}/receipt\` is one decision, signed, with its place in the log. It needs nothing else to be checked.

**Erasure.** Recipients, names, messages and notes are sealed under a key of each pause’s own. Erasing destroys that key; the log keeps commitments, which say nothing, and every proof still holds. \`metadata\`, options and run ids are not erased: put nothing personal there. Nor can it reach what left before: messages sent, webhooks and exports you keep, and the operator’s backups, which hold the key until they are deleted.
`.trim();

const check = (publicUrl: string): string =>
  `
\`\`\`sh
curl -H "Authorization: Bearer $PP_KEY" ${publicUrl}/v1/audit/checkpoint > checkpoint.txt
curl -H "Authorization: Bearer $PP_KEY" ${publicUrl}/v1/audit/export > export.ndjson
curl ${publicUrl}/.well-known/jwks.json > jwks.json
npx pausepoint verify export.ndjson --checkpoint checkpoint.txt --key jwks.json

curl -H "Authorization: Bearer $PP_KEY" ${publicUrl}/v1/pause/$PAUSE_ID/receipt > receipt.json
npx pausepoint verify receipt.json --key jwks.json --passkey alices-passkey.txt
\`\`\`

From there on nothing is asked of this server. Verify against a checkpoint you have kept for a while as well: that one nobody can have made to fit. Once older months are archived, the export begins later, and needs \`--proof\`: what \`/v1/audit/proof?event_id=\` says of its first event. Where a passkey answered, its signature over this very question, choice and note is verified as well; \`--passkey\` is its public key as you had it from the human, without which you believe this server whose it is. In the file, \`sequence\` is an event’s place and \`leaf_hash\` what the log holds of it; beside each \`X_commitment\`, \`X\` and \`X_salt\` show what it commits to, while that is not erased.
`.trim();

export async function auditPage(ctx: Ctx, { config }: Services): Promise<void> {
  const body = auditBody(config.publicUrl);
  await sendPage(ctx, 200, { title: 'The record · PausePoint', style: 'docs', body });
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly text: Html | readonly Html[];
}

function auditBody(publicUrl: string): Html {
  const parts: readonly Part[] = [
    { id: 'recorded', title: 'What is recorded', text: markdown(recorded) },
    { id: 'proven', title: 'What that proves', text: markdown(proves) },
    { id: 'ai-act', title: 'Beside the EU AI Act', text: act },
    { id: 'check', title: 'Check it yourself', text: markdown(check(publicUrl)) },
  ];
  return html`<a class="skip" href="#main">Skip to the text</a>
    <header class="top">
      <a href="/">${mark}<b>PausePoint</b></a> The record
      <a class="file" href="/docs">API</a>
    </header>
    <div class="frame">
      <nav aria-label="Contents">
        <ul>
          ${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
        </ul>
      </nav>
      <main id="main">
        <div class="intro">
          <h1>The record, for reviewers</h1>
          <p class="lead">
            What is kept of every question an agent asked a human here, what that proves, and where
            the law asks for such records.
          </p>
        </div>
        ${parts.map(
          ({ id, title, text }) =>
            html`<section aria-labelledby="${id}">
              <h2 id="${id}">${title}</h2>
              <div class="intro">${text}</div>
            </section>`,
        )}
      </main>
    </div>`;
}

const act = html`<p>
    Regulation (EU) 2024/1689. Its duties for high-risk systems apply from 2 December 2027 and, for
    those that are part of regulated products, from 2 August 2028. Whether yours is one, and what
    you owe then, no record decides: this one <strong>supports</strong> what the articles below ask
    for. Nothing here is legal advice.
  </p>
  ${articles.map(describe)}`;

function describe({ id, title, asks, supports, yours }: Article): Html {
  return html`<article id="${id}">
    <h3><a href="#${id}">${title}</a></h3>
    <p class="who">${inline(asks)}</p>
    <h4>What the record supports it with</h4>
    <ul>
      ${supports.map((one) => html`<li>${inline(one)}</li>`)}
    </ul>
    <h4>What stays with you</h4>
    <p>${inline(yours)}</p>
  </article>`;
}
