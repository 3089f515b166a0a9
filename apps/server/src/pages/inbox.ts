// GET /inbox: what the sandbox kept, as the phones and mailboxes would have shown it.
import { DomainError, formatId, type Html, html, iso, showInvisible } from '@pausepoint/core';
import { listInbox, type SandboxMessage } from '@pausepoint/store';
import { mayReadEverything } from '../middleware/inbox.ts';
import type { Ctx, Services } from '../services.ts';
import { mark, sendPage } from './layout.ts';
import { timeAgo } from './time-words.ts';

const SHOWN = 50;

export async function inboxPage(ctx: Ctx, services: Services): Promise<void> {
  // To everybody else there is no such page.
  if (!mayReadEverything(ctx, services.config)) throw new DomainError('not_found');
  const messages = await listInbox(services.store, { limit: SHOWN });
  const { publicUrl } = services.config;
  await sendPage(ctx, 200, {
    title: 'Inbox · PausePoint',
    style: 'inbox',
    script: 'inbox',
    head: html`<noscript><meta http-equiv="refresh" content="5" /></noscript>`,
    body: html`<header class="top">
        ${mark}<span><b>Inbox</b> · nothing here left this server</span>
      </header>
      <main>
        <h1>Messages</h1>
        <p class="quiet" id="empty">
          No message yet. Create a pause: what its human would have received appears here by itself.
        </p>
        <ol id="messages" aria-live="polite">
          ${messages.map((message) => item(message, publicUrl, ctx.state.now))}
        </ol>
      </main>`,
  });
}

const names: Record<string, string> = { sms: 'Text message', email: 'E-mail', slack: 'Slack' };

const item = (message: SandboxMessage, publicUrl: string, now: Date): Html =>
  html`<li id="${formatId('message', message.id)}" class="${message.channel}">
    <p class="meta">
      <b>${names[message.channel] ?? message.channel}</b> to <bdi>${message.recipient}</bdi>
      ${message.mode === 'test' && ' · test key'}
      <time datetime="${iso(message.createdAt)}">${timeAgo(message.createdAt, now)}</time>
    </p>
    <div class="bubble">
      ${message.subject !== null && html`<p class="subject"><bdi>${showInvisible(message.subject)}</bdi></p>`}
      <p class="text"><bdi>${withLinks(showInvisible(message.text), publicUrl)}</bdi></p>
    </div>
  </li>`;

/** Only links of our own become links: the rest is the agent's text. */
function withLinks(text: string, publicUrl: string): readonly (string | Html)[] {
  const own = new RegExp(
    `(${publicUrl.replace(/[^\w/-]/g, '\\$&')}/(?:r|respond)/[\\w-]+(?:\\?choice=\\d)?)`,
  );
  return text
    .split(own)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part.slice(publicUrl.length)}" target="_blank" rel="noopener">${part}</a>`
        : part,
    );
}
