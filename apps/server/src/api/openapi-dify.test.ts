// What Dify's custom tool makes of its document, sent as its sender does, is what the API takes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDeveloper } from '../testing/test-developer.ts';
import { testServer, type TestServer } from '../testing/test-server.ts';

type Value = string | number | boolean;
type Values = Readonly<Record<string, Value>>;

interface Tool {
  readonly path: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly properties: Readonly<Record<string, { readonly type: string }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: { readonly default?: Value };
}

let server: TestServer;
let key: string;
let tools: ReadonlyMap<string, Tool>;

beforeAll(async () => {
  server = await testServer();
  key = (await testDeveloper(server)).test;
  tools = readTools((await server.ask('GET', '/openapi/dify.json')).json);
});
afterAll(() => server.close());

it('a model that asks by Dify hears the human, and only the human', async () => {
  const asked = await call('createPause', {
    ...{ recipient: '+15550100', channel: 'sms', message: 'Wire $8,400 to Meridian?' },
    // A list and an object come out of the model as text.
    ...{ options: '["Approve", "Reject"]', context: '{"Payee": "Meridian Supplies"}' },
    timeout_default: 'Approve',
  });
  expect(asked).toMatchObject({ status: 201, json: { status: 'pending' } });
  const id = asked.json.pause_id as string;
  expect((await call('getPause', { id, wait: 0 })).json).toMatchObject({ human_decided: false });

  const held = call('getPause', { id });
  const token = new URL(asked.json.respond_url as string).pathname.split('/').at(-1)!;
  await server.ask('POST', `/v1/respond/${token}`, { body: { choice: 'Reject' } });
  expect((await held).json).toMatchObject({ human_decided: true, response_choice: 'Reject' });
});

it('a question that is not needed any more is withdrawn', async () => {
  const { json } = await call('createPause', {
    ...{ recipient: 'a@example.com', channel: 'email', message: 'Send?', options: '["Yes","No"]' },
  });
  const cancelled = await call('cancelPause', { id: json.pause_id as string });
  expect(cancelled).toMatchObject({ status: 200, json: { status: 'cancelled' } });
});

it('a model that fills in too little hears everything that is wrong', async () => {
  const { status, json } = await call('createPause', {
    recipient: '',
    channel: 'sms',
    message: '',
  });
  expect(status).toBe(422);
  expect(json.errors.length).toBeGreaterThan(2);
});

/** As Dify reads a document: a tool an operation, with what stands in it and nothing referred to. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function readTools(document: any): ReadonlyMap<string, Tool> {
  const found = new Map<string, Tool>();
  for (const [path, operations] of Object.entries<object>(document.paths)) {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    for (const [method, operation] of Object.entries<any>(operations)) {
      found.set(operation.operationId, {
        ...{ path, method, parameters: operation.parameters ?? [] },
        properties: operation.requestBody?.content['application/json'].schema.properties ?? {},
      });
    }
  }
  return found;
}

/** As Dify sends a call: defaults for what is missing, an empty query left out, text read as JSON. */
function call(name: string, values: Values) {
  const { path, method, parameters, properties } = tools.get(name)!;
  const query = new URLSearchParams();
  let place = path;
  for (const parameter of parameters) {
    const value = String(values[parameter.name] ?? parameter.schema.default ?? '');
    if (parameter.in === 'path') place = place.replace(`{${parameter.name}}`, value);
    else if (value !== '') query.set(parameter.name, value);
  }
  const given = Object.entries(properties).filter(([field]) => field in values);
  const body = Object.fromEntries(
    given.map(([field, { type }]) => {
      const value = values[field];
      const isText = (type === 'array' || type === 'object') && typeof value === 'string';
      return [field, isText ? (JSON.parse(value) as unknown) : value];
    }),
  );
  return server.ask(method.toUpperCase(), query.size > 0 ? `${place}?${query.toString()}` : place, {
    key,
    ...(method === 'post' && { body }),
  });
}
