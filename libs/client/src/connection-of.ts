// Where the server is and who asks: as told, else from the environment, where there is one.
import { PausePointError } from './error.ts';
import type { ClientOptions } from './request.ts';

interface Process {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A key goes to the server it was given for: the environment's URL is only for its own key. */
export function connectionOf({ apiKey, url }: ClientOptions): { apiKey: string; url: string } {
  // Browsers and some edge runtimes have no environment.
  const env = (globalThis as { readonly process?: Process }).process?.env ?? {};
  const key = apiKey ?? env['PAUSEPOINT_API_KEY'];
  if (!key) {
    throw new PausePointError(
      'api_key_invalid',
      'There is no API key: give apiKey, or set PAUSEPOINT_API_KEY',
    );
  }
  const known = apiKey === undefined ? env['PAUSEPOINT_URL'] : undefined;
  return { apiKey: key, url: url ?? (known || 'http://localhost:3000') };
}
