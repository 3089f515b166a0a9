// What waits for whoever is signed in, the most urgent first.
import { splitQuestion } from '@pausepoint/channels';
import { formatId, html, type Html, showOnOneLine } from '@pausepoint/core';
import { listWaiting, type PauseRecord } from '@pausepoint/store';
import { requireDeed } from '../../middleware/session.ts';
import type { Ctx, Services } from '../../services.ts';
import { deadline } from '../pauses/pause-table.ts';
import { sendDashboard } from '../dashboard/frame.ts';
import { emptyState, statusWord, table } from '../dashboard/parts.ts';

/** Whoever has more waiting answers some first. */
const SHOWN = 100;

export async function waitingPage(ctx: Ctx, services: Services): Promise<void> {
  requireDeed(ctx, 'decide');
  const session = ctx.state.session!;
  const everyWatch = session.role === 'owner';
  const pauses = await listWaiting(services.store, { ...session, everyWatch, limit: SHOWN });
  await sendDashboard(ctx, services, {
    title: 'Waiting for you',
    section: 'waiting',
    lead: pauses.length > 0 ? 'What ends first comes first. Nothing is decided by opening it.' : '',
    body: html`${
      !session.emailVerified &&
      html`<p class="hint">
        Your address ${session.email} is not confirmed yet, so questions that were sent to it are
        not shown here. <a href="/account">Confirm it</a>, and they are.
      </p>`
    }
    ${table({
      caption: 'Questions that wait for you',
      head: ['Question', 'Asked by', 'Deadline', 'Mode'],
      rows: pauses.map((pause) => rowOf(pause, ctx.state.now)),
      empty: emptyState({
        heading: 'Nothing waits for you',
        body: html`<p>
          Questions sent to ${session.email} appear here, and in the message itself. You need not
          keep this page open.
        </p>`,
      }),
    })}`,
  });
}

function rowOf(pause: PauseRecord, now: Date): readonly (Html | string)[] {
  const { question } = splitQuestion(pause.content.message);
  const { agent, developerName } = pause.content;
  const asker = agent?.name ?? developerName;
  return [
    html`<a href="/waiting/${formatId('pause', pause.id)}"><bdi>${showOnOneLine(question)}</bdi></a
      >${pause.risk === 'high' && html` <b>high risk</b>`}`,
    html`<bdi>${showOnOneLine(asker)}</bdi>`,
    deadline(pause, now),
    statusWord(pause.mode),
  ];
}
