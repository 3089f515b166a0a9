// Vendors' callbacks as anybody could send them: signed by whomever, altered on the way, or not at all.
import { randomBytes } from 'node:crypto';
import { signTwilio } from '@pausepoint/channels/testing';
import { expect } from 'vitest';
import { eventually, publicUrl, type LiveService } from './live-service.ts';

export type Headers = Readonly<Record<string, string>>;
export type Form = Readonly<Record<string, string>>;

interface Signing {
  readonly token?: string;
  /** What Twilio is said to have called; the path itself unless told. */
  readonly url?: string;
  /** What really arrives. */
  readonly sent?: Form;
}

export interface Callbacks {
  post(path: string, headers: Headers, body: string | URLSearchParams): Promise<Response>;
  fromTwilio(path: string, form: Form, signing?: Signing): Promise<Response>;
  /** What each of Twilio's callbacks begins with. */
  account(): Form;
  /** All that is on record about anything. */
  record(): Promise<readonly object[]>;
  /** Once the messages of a pause say the outcome, and nothing is left to write down. */
  concluded(pauseId: string): Promise<void>;
}

export function callbacksTo({ url, rows, twilio }: LiveService): Callbacks {
  const post: Callbacks['post'] = (path, headers, body) =>
    fetch(`${url}/hooks/${path}`, { method: 'POST', headers, body });
  return {
    post,
    fromTwilio(path, form, { token = twilio.env['TWILIO_AUTH_TOKEN']!, url, sent = form } = {}) {
      const signature = signTwilio(token, url ?? `${publicUrl}/hooks/${path}`, form);
      return post(path, { 'X-Twilio-Signature': signature }, new URLSearchParams(sent));
    },
    account: () => ({ AccountSid: twilio.env['TWILIO_ACCOUNT_SID']! }),
    record: () =>
      rows(
        `select p::text as line from pause p union all select d::text from delivery d
         union all select e::text from audit_event e union all select a::text from attempt a
         order by 1`,
      ),
    concluded: (pauseId) =>
      eventually(async () => {
        const open = await rows(
          'select from delivery where pause_id = $1 and next_attempt_at is not null',
          [pauseId.replace('psr_', '')],
        );
        expect(open).toEqual([]);
      }),
  };
}

export const newSid = (): string => `SM${randomBytes(16).toString('hex')}`;

/** By what was wrong with each. */
export async function expectRefused(
  requests: readonly (readonly [what: string, request: Promise<Response>])[],
): Promise<void> {
  for (const [what, request] of requests) {
    const response = await request;
    expect([what, response.status, await response.json()]).toMatchObject([
      what,
      403,
      { code: 'request_forged' },
    ]);
  }
}
