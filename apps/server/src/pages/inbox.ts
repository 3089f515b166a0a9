// GET /inbox: what the sandbox kept, newest first, refreshed by itself.
import { DomainError, formatId, type Html, html, iso, mayDo } from '@pausepoint/core';
import { findSession, listInbox, listMessages, type InboxMessage } from '@pausepoint/store';
import { mayReadEverything } from '../middleware/inbox.ts';
import { sessionToken } from '../middleware/session.ts';
import type { Ctx, Services } from '../services.ts';
import { channelNames } from './channel-words.ts';
import { messageBubble } from './message-bubble.ts';
import { mark, sendPage } from './layout.ts';
import { timeAgo } from './time-words.ts';
import { en } from './words/en.ts';

const SHOWN = 50;

export async function inboxPage(ctx: Ctx, services: Services): Promise<void> {
  const messages = await readable(ctx, services);
  // To everybody else there is no such page.
  if (!messages) throw new DomainError('not_found');
  const { publicUrl } = services.config;
  await sendPage(ctx, 200, {
    title: 'Inbox · PausePoint',
    style: 'inbox',
    script: 'inbox',
    head: html`<noscript><meta http-equiv="refresh" content="5" /></noscript>`,
    body: html`<header class="top">
        <a class="brand" href="/">${mark}<b>PausePoint</b></a>
        <span>sandbox · nothing here was really sent</span>
      </header>
      <main>
        <h1>Inbox</h1>
        <p class="quiet" id="empty">
          No message yet. Create a pause: what its human would have received appears here by itself.
        </p>
        <ol id="messages" aria-live="polite" aria-relevant="additions">
          ${messages.map((message) => item(message, publicUrl, ctx.state.now))}
        </ol>
      </main>`,
  });
}

/** Everybody's on a machine of one's own; elsewhere what whoever is signed in would have sent. */
async function readable(
  ctx: Ctx,
  { store, config }: Services,
): Promise<InboxMessage[] | undefined> {
  if (mayReadEverything(ctx, config)) return listInbox(store, { limit: SHOWN });
  const token = sessionToken(ctx, config);
  const session = token && (await findSession(store, token, ctx.state.now));
  if (!session || !mayDo(session.role, 'read')) return undefined;
  return listMessages(store, { developerId: session.developerId, limit: SHOWN });
}

const item = (message: InboxMessage, publicUrl: string, now: Date): Html =>
  html`<li id="${formatId('message', message.id)}" class="${message.channel}">
    <p class="meta">
      <b>${channelNames[message.channel]}</b> ${recipient(message)}
      ${message.mode === 'test' && '· test key'}
      <time datetime="${iso(message.createdAt)}">${timeAgo(message.createdAt, now, en)}</time>
    </p>
    ${messageBubble(message, publicUrl)}
  </li>`;

/** A Slack URL is a secret, even here. */
const recipient = ({ recipient }: InboxMessage): Html =>
  recipient.includes('hooks.slack.com')
    ? html`to an incoming webhook`
    : html`to <bdi>${recipient}</bdi>`;
