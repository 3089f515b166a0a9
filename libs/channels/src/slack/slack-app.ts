// The way to Slack's web API: its own SDK, with our time limit, our base URL, and no second tries.
import type { Logger, LogLevel, WebClient } from '@slack/web-api';

interface Parts {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly timeoutMilliseconds: number;
}

type Fetch = typeof globalThis.fetch;

/** A client of one exchange, which may watch the answers it gets. */
export type SlackApp = (fetch?: Fetch) => WebClient;

/** Loads the SDK: only where a token is set. */
export async function openSlackApp(parts: Parts): Promise<SlackApp> {
  const sdk = await import('@slack/web-api');
  return (fetch = globalThis.fetch) =>
    new sdk.WebClient(parts.token, {
      fetch,
      ...(parts.apiUrl !== undefined && { slackApiUrl: apiBase(parts.apiUrl) }),
      timeout: parts.timeoutMilliseconds,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: silent,
    });
}

/** As in `https://slack.com/api/`; a bare origin means that path too. */
function apiBase(url: string): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/' ? `${origin}/api/` : origin + pathname;
}

/** Outcomes say all there is to say; the SDK would print to the console. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  setName: () => {},
  getLevel: () => 'error' as LogLevel,
};
