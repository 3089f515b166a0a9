// Whatever is sent to whichever endpoint: no 500, and every refusal is a problem+json.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson, register, tokenOf, withKey } from '../run-examples/human.ts';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { almost, junk, naughtyText, type Resolve, type Schema } from './schema-arbitrary.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly schema?: Schema;
}
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  readonly statuses: readonly string[];
}
interface Shot {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}
interface Known {
  readonly keys: readonly string[];
  /** Ids of things that exist, by the name of the path parameter they may stand for. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

test(
  '/v1/* never answers 500, and every refusal is a problem+json that says what to do',
  { timeout: patience(300_000) },
  async () => {
    const document = await askJson(`${service.url}/openapi.json`);
    const operations = operationsOf(document).filter(({ path }) => path.startsWith('/v1/'));
    expect(operations.length).toBeGreaterThan(15);
    const resolve: Resolve = (ref) =>
      ref
        .replace('#/', '')
        .split('/')
        .reduce((at, name) => at[name], document);
    const shot = shotAt(operations, await furnish(), resolve);
    const ledger = new Map<number, number>();
    /** Answers the OpenAPI document does not know: it must say what the server does. */
    const undocumented = new Set<string>();

    await fc.assert(
      fc.asyncProperty(shot, async ({ operation, ...shot }) => {
        const response = await fetch(service.url + shot.url, { ...shot, redirect: 'manual' });
        const text = await response.text();
        ledger.set(response.status, (ledger.get(response.status) ?? 0) + 1);
        const told = `${response.status} ${JSON.stringify([...response.headers])} ${text}`;
        expect(response.status, told).toBeLessThan(500);
        expect(response.headers.get('x-request-id'), told).toBeTruthy();
        if (response.ok || response.status === 304) return;
        expect(response.headers.get('content-type'), told).toMatch(/^application\/problem\+json/);
        const problem = JSON.parse(text) as unknown;
        expect(problem).toMatchObject({
          type: expect.any(String),
          title: expect.any(String),
          status: response.status,
          code: expect.stringMatching(/^[a-z_]+$/),
          request_id: expect.any(String),
        });
        if (!operation.statuses.includes(String(response.status))) {
          undocumented.add(`${operation.method} ${operation.path} ${response.status}`);
        }
      }),
      { numRuns: scaled(2_500) },
    );

    expect([...undocumented].sort()).toEqual([]);
    const counts = [...ledger].sort(([a], [b]) => a - b);
    console.log(counts.map(([status, count]) => `${status}: ${count}`).join(', '));
    expect([...ledger.keys()].some((status) => status < 300)).toBe(true);
    expect(ledger.get(422) ?? 0).toBeGreaterThan(0);
    expect(service.log()).not.toMatch(/"level":(50|60)|"level":"(error|fatal)"/);
  },
);

function operationsOf(document: { paths: Record<string, Record<string, never>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const {
        parameters = [],
        requestBody,
        responses,
      } = operation as {
        parameters?: readonly Parameter[];
        requestBody?: { content: Record<string, { schema: Schema }> };
        responses: Record<string, unknown>;
      };
      const body = requestBody?.content['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        body,
        statuses: Object.keys(responses),
      };
    }),
  );
}

/** One developer with something of everything, so that shots reach beyond the first check. */
async function furnish(): Promise<Known> {
  const apiKey = await register(service.url);
  const post = (path: string, body: unknown) =>
    askJson(service.url + path, {
      method: 'POST',
      headers: { ...withKey(apiKey).headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const question = {
    recipient: '+15550100',
    channel: 'sms',
    message: 'Go?',
    options: ['Yes', 'No'],
  };
  const pauses = await Promise.all(Array.from({ length: 20 }, () => post('/v1/pause', question)));
  const spare = await Promise.all(
    Array.from({ length: 5 }, () => post('/v1/keys', { name: 'spare' })),
  );
  const webhook = { url: 'http://127.0.0.1:9/hook', events: ['pause.responded'] };
  const webhooks = await Promise.all(
    Array.from({ length: 5 }, () => post('/v1/webhooks', webhook)),
  );
  const agent = await post('/v1/keys', { name: 'agent', role: 'agent' });
  const all = [...pauses.map((p) => p.pause_id), ...spare.map((k) => k.id ?? k.key_id)];
  return {
    keys: [apiKey, agent.api_key ?? agent.key, await register(service.url)],
    ids: { id: [...all, ...webhooks.map((w) => w.webhook_id)], token: pauses.map(tokenOf) },
  };
}

function shotAt(operations: readonly Operation[], known: Known, resolve: Resolve) {
  return fc.constantFrom(...operations).chain((operation) =>
    fc
      .record({
        path: pathOf(operation, known),
        query: queryOf(operation, resolve),
        headers: headersOf(known),
        body: bodyOf(operation, resolve),
      })
      .map(({ path, query, headers, body }): Shot & { operation: Operation } => ({
        operation,
        method: operation.method,
        url: path + query,
        headers,
        // Most of those that take no body get none, else they would never get to work.
        body: operation.method === 'GET' || (!operation.body && body.length % 4 > 0) ? null : body,
      })),
  );
}

function pathOf({ path }: Operation, { ids }: Known): fc.Arbitrary<string> {
  const parts = path.split('/').map((part) => {
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name === undefined) return fc.constant(part);
    const naughty = naughtyText.map((text) => encode(text.slice(0, 2_000)) || '-');
    return fc.oneof(fc.constantFrom(...(ids[name] ?? ['none'])), naughty);
  });
  return fc.tuple(...parts).map((all) => all.join('/'));
}

function queryOf({ parameters }: Operation, resolve: Resolve): fc.Arbitrary<string> {
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  const pairs = asked.map(({ name, schema = {} }) => {
    // A wait that is granted holds the run up; only refused ones and none at all.
    const value =
      name === 'wait' ? fc.constantFrom('0', '-1', '56', 'x', '') : almost(schema, resolve);
    return fc.option(value, { nil: undefined }).map((given) => [name, given] as const);
  });
  const stray = fc
    .tuple(fc.nat(10), naughtyText, naughtyText)
    .map(([roll, name, value]) => [roll === 0 ? name.slice(0, 200) : '', value] as const);
  return fc.tuple(stray, ...pairs).map((all) => {
    const text = all
      .filter(([name, value]) => name !== '' && value !== undefined)
      .map(([name, value]) => `${encode(name)}=${encode(textOf(value).slice(0, 900))}`)
      .join('&');
    return text && `?${text}`;
  });
}

const headersOf = ({ keys }: Known): fc.Arbitrary<Record<string, string>> =>
  fc
    .record({
      key: fc.oneof(
        { arbitrary: fc.constantFrom(...keys), weight: 10 },
        { arbitrary: fc.constantFrom('pp_live_...', 'Basic x', ''), weight: 1 },
      ),
      type: fc.oneof(
        { arbitrary: fc.constant('application/json'), weight: 20 },
        {
          arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'x'),
          weight: 1,
        },
      ),
      idempotencyKey: fc.option(fc.constantFrom('a', 'b', '', 'x'.repeat(300)), { freq: 5 }),
    })
    .map(({ key, type, idempotencyKey }) => ({
      Authorization: `Bearer ${key}`,
      'Content-Type': type,
      ...(idempotencyKey !== null && { 'Idempotency-Key': idempotencyKey }),
    }));

function bodyOf({ body }: Operation, resolve: Resolve): fc.Arbitrary<string> {
  const value = body ? almost(body, resolve) : junk;
  const deep = fc.integer({ min: 15, max: 20_000 }).map((n) => '['.repeat(n) + ']'.repeat(n));
  const nested = deep.map((text) => `{"metadata":{"a":${text}},"message":"x"}`);
  const twice = fc.constant('{"message":"a","message":"b"}');
  const broken = fc.tuple(value, fc.nat()).map(([whole, at]) => {
    const text = JSON.stringify(whole);
    return text.slice(0, at % (text.length + 1));
  });
  const whole = value.map((given) => JSON.stringify(given));
  const surrogate = fc.constant('{"message":"\\ud800","options":["a","b"]}');
  return fc.oneof(
    { arbitrary: whole, weight: 30 },
    { arbitrary: fc.oneof(broken, deep, nested, twice, surrogate, naughtyText), weight: 3 },
  );
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Lone surrogates cannot be written into a URL at all. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
