// What one exchange with Slack came to, from what its SDKs throw and from the answer's headers.
import type { Outcome } from '@pausepoint/core';
import { neverConnected } from '../never-connected.ts';
import { isKnownRefusal, refusedWith } from './slack-errors.ts';

type Fetch = typeof globalThis.fetch;

/** An SDK's exceptions forget the headers, so the answer is looked at on its way. */
export async function exchange(act: (fetch: Fetch) => Promise<Outcome>): Promise<Outcome> {
  let answer: Response | undefined;
  try {
    return await act(async (...request) => (answer = await fetch(...request)));
  } catch (error) {
    return answer === undefined ? unanswered(error) : answered(answer, error);
  }
}

function unanswered(error: unknown): Outcome {
  return neverConnected(error)
    ? { kind: 'retry', error: 'Slack could not be reached' }
    : { kind: 'unsure', error: 'Slack did not answer: it may have the message' };
}

function answered({ status, headers }: Response, error: unknown): Outcome {
  const afterSeconds = secondsOf(headers.get('retry-after'));
  if (status === 429) return refusedWith('ratelimited', afterSeconds);
  const code = refusalIn(error);
  if (code !== undefined) return refusedWith(code, afterSeconds);
  const words = `Slack answered with HTTP ${status}`;
  if (status === 503) {
    return { kind: 'retry', error: words, ...(afterSeconds !== undefined && { afterSeconds }) };
  }
  // A 2xx too: its end was lost on the way.
  if (status >= 500 || status === 408 || status < 300) {
    return { kind: 'unsure', error: `${words}: it may have the message` };
  }
  return isAboutWebhook(error)
    ? { kind: 'dead', error: `${words}: the incoming webhook does not take the message` }
    : { kind: 'retry', error: `${words}: check SLACK_API_URL` };
}

/** Slack's own code: the web API says it in JSON, an incoming webhook as the whole body. */
function refusalIn(error: unknown): string | undefined {
  const { code, data, body } = error as {
    readonly code?: unknown;
    readonly data?: { readonly error?: unknown };
    readonly body?: unknown;
  };
  if (code === 'slack_webapi_platform_error') return String(data?.error);
  const said = typeof body === 'string' ? body.trim() : '';
  return isKnownRefusal(said) ? said : undefined;
}

const isAboutWebhook = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'slack_webhook_http_error';

const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
