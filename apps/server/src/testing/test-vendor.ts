// A vendor of the tests' own: signs what it calls back with, and repeats the words it is given.
import { createHmac } from 'node:crypto';
import type { Hook, HookAnswer, HookCall } from '@pausepoint/channels';
import type { Answer, TestServer } from './test-server.ts';

/** What the vendor calls back with: a `HookCall` without its answer. */
export type VendorCall = Readonly<Record<string, unknown>> & { readonly kind: HookCall['kind'] };

const PATH = 'test/calls';
const SIGNATURE = 'x-test-signature';

/** Over the public address too, as Twilio does. */
const sign = (url: string, body: string): string =>
  createHmac('sha256', 'of the tests').update(`${url}\n${body}`).digest('hex');

const say = (words: string | null): HookAnswer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify({ words }),
});

const heard: HookAnswer = { status: 200, type: 'text/plain', body: '' };

const hook: Hook = {
  path: PATH,
  receive({ url, headers, body }) {
    if (headers[SIGNATURE] !== sign(url, body)) return { kind: 'forged' };
    const form = headers['content-type']?.includes('form');
    const call = JSON.parse(form ? new URLSearchParams(body).get('call')! : body) as VendorCall;
    const answer = call.kind === 'press' || call.kind === 'reply' ? say : heard;
    return { ...call, answer } as HookCall;
  },
};

export const testVendor = { hooks: new Map([[hook.path, hook]]) };

interface Setting {
  /** Behind the path, with its question mark. */
  readonly query?: string;
  readonly form?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls back, properly signed unless `headers` say otherwise. */
export function callBack(
  server: TestServer,
  call: VendorCall | string,
  { query = '', form = false, headers }: Setting = {},
): Promise<Answer> {
  const text = typeof call === 'string' ? call : JSON.stringify(call);
  const body = form ? new URLSearchParams({ call: text }).toString() : text;
  const path = `/hooks/${PATH}${query}`;
  return server.ask('POST', path, {
    body,
    headers: {
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      [SIGNATURE]: sign(`http://localhost:${server.port}${path}`, body),
      ...headers,
    },
  });
}
