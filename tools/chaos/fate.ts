// What goes wrong between us and a vendor, as a script for its fake, and a count of it.
import { telegramRefusal, twilioRefusal, type SmtpMishap } from '@pausepoint/channels/testing';

/** How a vendor behaves for one request. `lost`: it takes the message, and its answer never comes. */
interface Fate {
  readonly mishap: SmtpMishap;
  /** Taken, and nobody heard of it. */
  readonly lost: boolean;
  /** We can't know whether it was taken. */
  readonly ambiguous: boolean;
}

export interface Script {
  readonly mishaps: readonly SmtpMishap[];
  readonly refused: number;
  readonly ambiguous: number;
}

const lost = (mishap: SmtpMishap): Fate => ({ mishap, lost: true, ambiguous: true });
const refused = (mishap: SmtpMishap): Fate => ({ mishap, lost: false, ambiguous: false });
const broken = (mishap: SmtpMishap): Fate => ({ mishap, lost: false, ambiguous: true });

const http = (
  busy: { readonly status: number; readonly body?: unknown },
  fault: { readonly status: number; readonly body?: unknown },
): readonly Fate[] => [
  refused({ ...busy, retryAfter: 2 }),
  broken(fault),
  refused({ status: 503, body: '<html>Service Unavailable</html>' }),
  lost('reset'),
];

/** What may befall a message, beside a hang: 429 and when to come back, 500, 503, reset. */
export const fates = {
  twilio: http(twilioRefusal(429, 20429), twilioRefusal(500, 20500)),
  slack: http({ status: 429, body: { ok: false, error: 'ratelimited' } }, { status: 500 }),
  telegram: http(
    telegramRefusal(429, 'Too Many Requests: retry after 2', { retry_after: 2 }),
    telegramRefusal(500, 'Internal Server Error'),
  ),
  // After the message was sent, where a mail server is asked for its word on it.
  smtp: [
    refused({ at: 'data', does: 421 }),
    refused({ at: 'data', does: 451 }),
    refused({ at: 'data', does: 503 }),
    lost({ at: 'data', does: 'reset' }),
  ],
} as const;

export type VendorName = keyof typeof fates;

/** One hang, which is slow, and `size - 1` others at random. */
export function scriptOf(vendor: VendorName, size: number): Script {
  const hang = lost(vendor === 'smtp' ? { at: 'data', does: 'hang' } : 'hang');
  const others = Array.from({ length: size - 1 }, () => anyOf(fates[vendor]));
  const drawn = [hang, ...others];
  return {
    mishaps: drawn.map(({ mishap }) => mishap),
    refused: drawn.filter((one) => !one.lost).length,
    ambiguous: drawn.filter((one) => one.ambiguous).length,
  };
}

const anyOf = <T>(all: readonly T[]): T => all[Math.floor(Math.random() * all.length)]!;
