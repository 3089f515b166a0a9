// What a client is told of the tools: fixed here, and held to the API's own document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  contradictions,
  readDocument,
  shapeOf,
  type ApiDocument,
  type Shape,
} from './testing/api-document.ts';
import { connect, connectHere, ways } from './testing/clients.ts';
import { version } from './version.ts';

const looks = { readOnlyHint: true, idempotentHint: true, openWorldHint: true };
const changes = { readOnlyHint: false, idempotentHint: true, openWorldHint: true };
const key = process.env['PAUSEPOINT_API_KEY']!;

test.each(ways)('over %s, %s: the five tools, as they are written down', async (door, era) => {
  const client = await connect(door, era, key);
  const { tools } = await client.listTools();
  const listed = tools.map(({ name, title, annotations }) => ({ name, title, ...annotations }));
  expect(listed).toEqual([
    { name: 'create_pause_request', title: 'Ask a human', ...changes, destructiveHint: false },
    { name: 'poll_pause_request', title: 'Wait for the human’s answer', ...looks },
    {
      name: 'cancel_pause_request',
      title: 'Withdraw the question',
      ...changes,
      destructiveHint: true,
    },
    { name: 'list_pause_requests', title: 'List questions', ...looks },
    { name: 'get_audit_log', title: 'Read the audit log', ...looks },
  ]);
  expect(client.getServerVersion()).toMatchObject({ name: 'pausepoint', version });
  expect(client.getInstructions()).toContain('Nobody answering is not an approval');
});

test('the version is the package’s', () => {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  expect(version).toBe((JSON.parse(text) as { version: string }).version);
});

describe('no tool has another shape than the API', () => {
  let tools: ReadonlyMap<string, Tool>;
  let api: ApiDocument;
  beforeAll(async () => {
    api = await readDocument();
  });
  const read = async () => {
    const client = await connectHere(key);
    tools = new Map((await client.listTools()).tools.map((tool) => [tool.name, tool]));
  };
  const input = (name: string) => shapeOf(tools.get(name)!.inputSchema);
  const output = (name: string) => shapeOf(tools.get(name)!.outputSchema!);
  /** Without what is ours alone. */
  const without = (shape: Shape, ...names: readonly string[]): Shape => {
    expect(Object.keys(shape.properties!)).toEqual(expect.arrayContaining([...names]));
    const kept = Object.entries(shape.properties!).filter(([name]) => !names.includes(name));
    return { ...shape, properties: Object.fromEntries(kept) };
  };

  test('create_pause_request takes exactly what POST /v1/pause takes', async () => {
    await read();
    // One has a single value yet; where answers are sent is for programs, not for models.
    const theirs = without(api.schema('CreatePause'), 'decide_by', 'webhook_url');
    expect(input('create_pause_request')).toEqual(theirs);
  });

  test('a pause is told as the API tells it', async () => {
    await read();
    const pause = api.schema('Pause');
    for (const name of ['create_pause_request', 'poll_pause_request', 'cancel_pause_request']) {
      const ours = without(output(name), 'what_now', 'applied_default');
      expect(contradictions(ours, pause)).toEqual([]);
    }
    const listed = output('list_pause_requests').properties!['data']!.items!;
    expect(contradictions(without(listed, 'applied_default'), pause)).toEqual([]);
  });

  test('the audit log is told as the API tells it', async () => {
    await read();
    expect(contradictions(output('get_audit_log'), api.schema('AuditList'))).toEqual([]);
  });

  test.each([
    ['list_pause_requests', '/v1/pause'],
    ['get_audit_log', '/v1/audit'],
  ])('%s takes the filters of GET %s', async (name, path) => {
    await read();
    const ours = input(name);
    const theirs = { nullable: false, constraints: {}, properties: api.query(path) };
    expect(contradictions(ours, theirs)).toEqual([]);
    expect(Object.keys(ours.properties!).sort()).toEqual(Object.keys(theirs.properties).sort());
  });

  test('poll_pause_request holds no longer than the API does, nor than clients wait', async () => {
    await read();
    const { wait_seconds } = input('poll_pause_request').properties!;
    expect(wait_seconds!.constraints).toMatchObject({ minimum: 0, maximum: 50 });
    const { wait } = api.query('/v1/pause/{id}');
    expect(wait!.constraints['maximum']).toBeGreaterThanOrEqual(50);
  });
});
