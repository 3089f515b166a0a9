// Ten thousand random webhooks: ours are true to the reference libraries, theirs to us, and a change to none.
import { signWebhook } from '@pausepoint/core';
import fc from 'fast-check';
import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { expect, test } from 'vitest';
import { webhooks, WebhookVerificationError } from './index.ts';

const made = fc
  .uint8Array({ minLength: 24, maxLength: 64 })
  .map((bytes) => `whsec_${Buffer.from(bytes).toString('base64')}`);
const own = fc.string({ unit: 'binary', minLength: 16, maxLength: 255 });
const secret = fc.oneof(made, own);
const body = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }).map((value) => {
  return JSON.stringify({ type: 'pause.responded', value });
});
const id = fc.uuid({ version: 7 }).map((uuid) => `evt_${uuid}`);
/** Which character of something long is changed, and to which other one. */
const change = fc.record({ where: fc.nat(), by: fc.integer({ min: 1, max: 93 }) });

const message = fc.record({ id, body, secret, older: secret, change });

/** What a stranger's library is given: a secret we made, or the bytes of their own. */
const libraryOf = (Library: typeof Standard | typeof Svix, key: string) =>
  key.startsWith('whsec_')
    ? new Library(key)
    : new Library(new TextEncoder().encode(key), { format: 'raw' });

const check = (numRuns: number, verify: (given: Given) => Promise<void>) =>
  fc.assert(fc.asyncProperty(message, verify), { numRuns });
type Given = typeof message extends fc.Arbitrary<infer Value> ? Value : never;

const patience = { timeout: 120_000 };

test('what we sign, standardwebhooks, svix and our client take', patience, () =>
  check(10_000, async ({ id, body, secret, older }) => {
    // The libraries look at the clock themselves.
    const headers = signWebhook({ id, body, at: new Date(), secrets: [secret, older] });
    for (const key of [secret, older]) {
      expect(libraryOf(Standard, key).verify(body, headers)).toEqual(JSON.parse(body));
      libraryOf(Svix, key).verify(body, headers);
      expect(await webhooks.verify(body, headers, key)).toEqual(JSON.parse(body));
    }
  }),
);

test('what standardwebhooks and svix sign, our client takes', patience, () =>
  check(10_000, async ({ id, body, secret, older }) => {
    const at = new Date();
    for (const Library of [Standard, Svix]) {
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': libraryOf(Library, secret).sign(id, at, body),
      };
      expect(await webhooks.verify(body, headers, [older, secret])).toEqual(JSON.parse(body));
    }
  }),
);

test('one character changed anywhere, and neither we nor they take it', patience, () =>
  check(2_000, async ({ id, body, secret, older, change }) => {
    fc.pre(secret !== older);
    const headers = signWebhook({ id, body, at: new Date(), secrets: [secret] });
    const altered = { body: changed(body, change), headers };
    const renamed = { body, headers: { ...headers, 'webhook-id': changed(id, change) } };
    for (const { body, headers } of [altered, renamed]) {
      expect(() => libraryOf(Standard, secret).verify(body, headers)).toThrow();
      await refused(webhooks.verify(body, headers, secret));
    }
    await refused(webhooks.verify(body, headers, older));
  }),
);

const refused = (verified: Promise<unknown>) =>
  expect(verified).rejects.toBeInstanceOf(WebhookVerificationError);

/** Printable ASCII stays so and becomes another; anything else becomes a question mark. */
function changed(text: string, { where, by }: Given['change']): string {
  const index = where % text.length;
  const code = text.charCodeAt(index);
  const isPrintable = code >= 33 && code <= 126;
  const other = isPrintable ? String.fromCharCode(33 + ((code - 33 + by) % 94)) : '?';
  return text.slice(0, index) + other + text.slice(index + 1);
}
