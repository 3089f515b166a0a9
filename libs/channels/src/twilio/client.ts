// The way to Twilio: its own SDK, with our time limit, our base URL, and no second tries.
import type { Twilio } from 'twilio';
import type { VendorParts } from '../vendor.ts';
import type { ValidateRequest } from './signed-form.ts';

export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
}

export interface OpenClient {
  readonly client: Twilio;
  readonly validateRequest: ValidateRequest;
}

/** Twilio answered, and did not do as asked. */
export interface Refusal extends Error {
  readonly status: number;
  readonly code: number | undefined;
  /** As the header says it: seconds or a date. */
  readonly retryAfter: string | undefined;
}

const LARGEST_ANSWER = 1_000_000;

/**
 * Loads the SDK: half a second and many megabytes, so only where an account is set. Whatever is
 * asked of the client is answered with 2xx, or fails with a `Refusal` or an error of the wire.
 */
export async function openClient(
  { accountSid, authToken }: Account,
  apiUrl: string | undefined,
  { timeoutMilliseconds: timeout }: Pick<VendorParts, 'timeoutMilliseconds'>,
): Promise<OpenClient> {
  const { default: twilio } = await import('twilio');
  const http = new twilio.RequestClient({ timeout, keepAlive: true, autoRetry: false });
  http.axios.defaults.maxContentLength = LARGEST_ANSWER;
  // The SDK's own limit starts anew with every byte: a dripping answer would never end.
  http.axios.interceptors.request.use((config) => ({
    ...config,
    signal: AbortSignal.timeout(timeout),
  }));
  const request = http.request.bind(http);
  http.request = async (asked) => {
    const answer = await request({ ...asked, uri: moved(asked.uri, apiUrl) });
    // Thrown here, where the headers still are: the SDK's exception forgets Retry-After.
    if (answer.statusCode >= 300) throw refusal(answer);
    return answer;
  };
  const client = twilio(accountSid, authToken, { httpClient: http, logLevel: 'error' });
  return { client, validateRequest: twilio.validateRequest };
}

/** Twilio's hosts differ by product, their paths do not clash: one stand-in serves them all. */
function moved(uri: string, base: string | undefined): string {
  if (base === undefined) return uri;
  const { pathname, search } = new URL(uri);
  return base.replace(/\/+$/, '') + pathname + search;
}

interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
  readonly headers?: unknown;
}

function refusal({ statusCode, body, headers }: Answer): Refusal {
  const { code } = (typeof body === 'object' ? (body ?? {}) : {}) as { readonly code?: unknown };
  const retryAfter = (headers as Record<string, unknown> | undefined)?.['retry-after'];
  return Object.assign(new Error(`Twilio answered ${statusCode}`), {
    status: statusCode,
    code: Number.isSafeInteger(code) ? (code as number) : undefined,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
  });
}

export const isRefusal = (thrown: unknown): thrown is Refusal =>
  thrown instanceof Error && 'status' in thrown && 'retryAfter' in thrown;
