// Whatever goes wrong behind the dashboard, or finds no page, is told as one; who is not signed in is sent to the door.
import { DomainError, type ProblemCode, html, problems } from '@pausepoint/core';
import { isDatabaseDown } from '../../database-down.ts';
import { loggableError } from '../../loggable-error.ts';
import { MethodNotAllowed } from '../../router.ts';
import type { Ctx, Services } from '../../services.ts';
import { sendDoor } from '../account/door.ts';
import { type Section, sendDashboard } from './frame.ts';
import { sectionOf, signInFirst } from './next-path.ts';
import { ownSections, sections } from './sections.ts';

export async function toldAsPage(
  ctx: Ctx,
  services: Services,
  serve: () => Promise<void>,
): Promise<void> {
  try {
    await serve();
  } catch (error) {
    if (ctx.is('application/json')) throw error;
    await tell(ctx, services, error);
  }
}

async function tell(ctx: Ctx, services: Services, error: unknown): Promise<void> {
  const { log, metrics } = services;
  if (error instanceof DomainError) {
    metrics.refusals.inc({ code: error.code });
    if (error.code === 'session_required') {
      ctx.status = 303;
      ctx.set('Location', signInFirst(ctx));
      ctx.body = '';
      return;
    }
    if (error instanceof MethodNotAllowed) ctx.set('Allow', error.allow);
    const wait = error.retryAfterSeconds;
    if (wait !== undefined) ctx.set('Retry-After', String(Math.max(1, Math.ceil(wait))));
    return say(ctx, services, problems[error.code][0], refusal(error));
  }
  log.error({ err: loggableError(error), requestId: ctx.state.requestId }, 'page failed');
  const down = isDatabaseDown(error);
  metrics.refusals.inc({ code: down ? 'overloaded' : 'internal_error' });
  if (down) ctx.set('Retry-After', '1');
  return say(ctx, services, down ? 503 : 500, [
    'Something broke on our side',
    'Nothing was changed by this request, or not all of it. Try again in a moment.',
  ]);
}

type Told = readonly [heading: string, text: string];

const own: Partial<Record<ProblemCode, Told>> = {
  not_found: ['There is nothing here', 'It may have been removed, or belong to another account.'],
  role_denied: [
    'Your role does not open this page',
    'An owner of this account can change your role on the team page.',
  ],
  request_forged: [
    'This form is out of date',
    'You signed in anew since the page was opened, or the form came from elsewhere. Nothing was changed: go back, reload the page and send it again.',
  ],
  rate_limited: ['Too many requests', 'Wait a minute, then try again.'],
};

function refusal({ code, message }: DomainError): Told {
  return own[code] ?? [problems[code][1], message === problems[code][1] ? '' : message];
}

/** The section in which something is missing; none where it does not open at all. */
const sectionAt = (ctx: Ctx, status: number): Section | undefined =>
  status === 403
    ? undefined
    : [...sections, ...ownSections].find(({ section }) => `/${section}` === sectionOf(ctx))
        ?.section;

function say(ctx: Ctx, services: Services, status: number, [title, text]: Told): Promise<void> {
  const body = html`${text !== '' && html`<p>${text}</p>`}
    <p><a href="/">Go to the start</a></p>`;
  return ctx.state.session
    ? sendDashboard(ctx, services, { title, section: sectionAt(ctx, status), status, body })
    : sendDoor(ctx, services, { title, status, body });
}
