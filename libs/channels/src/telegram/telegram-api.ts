// Telegram's Bot API: grammy's client, loaded when first needed and told every answer it can't read.
import type { Api } from 'grammy';

export interface TelegramAccess {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMilliseconds: number;
}

/** The token is in every URL: no error of the client's may be passed on, nor be logged. */
export async function openTelegramApi(access: TelegramAccess): Promise<Api> {
  const grammy = await import('grammy');
  // grammy's own fetch loses the status of an answer that is no JSON, such as a proxy's 502.
  const ask = async (url: string, { body }: { readonly body: string }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(access.timeoutMilliseconds),
    });
    const answer = readAnswer(await response.text(), response.status);
    return { json: async () => answer };
  };
  // Not its `raw`: that has a method of every name, and a promise would ask it for `then`.
  return new grammy.Api(access.token, { apiRoot: access.apiUrl, fetch: ask as never });
}

/** What Telegram says of itself, or else the status as if Telegram had said it. */
function readAnswer(text: string, status: number): unknown {
  const unread = { ok: false, error_code: status, description: 'no answer of Telegram' };
  try {
    const answer: unknown = JSON.parse(text);
    const ours = typeof answer === 'object' && answer !== null && 'ok' in answer;
    return ours ? { ...unread, ...answer } : unread;
  } catch {
    return unread;
  }
}
