// Hands an event to a program as its webhook would come, and tells what the program said.
import type { WebhookEvent } from '@pausepoint/contract/wire';
import { webhookHeaders } from '@pausepoint/core/sign-webhook';
import { oneLine, type Terminal } from './terminal.ts';

export interface Target {
  readonly url: string;
  readonly secret: string;
}

/** As long as a real webhook waits. */
const answerMilliseconds = 15_000;

export async function forwardEvent(
  text: string,
  { id, type }: WebhookEvent,
  { url, secret }: Target,
  { now, signal }: Pick<Terminal, 'now' | 'signal'>,
): Promise<string> {
  const start = performance.now();
  const took = () => `${Math.round(performance.now() - start)} ms`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: text,
      headers: webhookHeaders(type, { id, body: text, at: now(), secrets: [secret] }),
      // A real webhook follows none either.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMilliseconds)]),
    });
    const said = oneLine(await response.text());
    const verdict = response.ok ? '' : ' – a webhook would be tried again';
    return `→ ${response.status} in ${took()}${said && `: ${said}`}${verdict}`;
  } catch (error) {
    signal.throwIfAborted();
    return `→ no answer after ${took()}: ${reasonOf(error)} – a webhook would be tried again`;
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { readonly cause?: { readonly code?: string } };
  return oneLine(cause?.code ?? message);
}
