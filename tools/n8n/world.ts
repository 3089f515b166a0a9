// A live PausePoint, the real n8n with our node, and doors between them that can be shut.
import { setup } from '@pausepoint/standalone/testing/live';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pause } from 'pausepoint';
import { askedBy, humanOf, type Human } from './answer.ts';
import { openDoor, type Door } from './door.ts';
import { startModel, type Model } from './model.ts';
import { alone, newN8n, type N8n } from './n8n.ts';
import { until } from './until.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

export interface Workflow {
  readonly name: string;
  readonly nodes: readonly Json[];
  readonly connections: Json;
}

export interface Finished {
  readonly status: string;
  /** The node that ran last, and the first item it put out. */
  readonly last: string;
  readonly json: Json;
  readonly error: string | undefined;
  /** What a node put out in each of its runs. */
  outputs(node: string): readonly (readonly Json[])[];
}

export interface Run {
  readonly id: string;
  /** Every question it has asked, oldest first. */
  asked(): Promise<readonly Pause[]>;
  /** The `count`th question, once n8n sleeps over it. */
  question(count?: number): Promise<Pause>;
  finished(): Promise<Finished>;
}

export interface World {
  readonly url: string;
  readonly apiKey: string;
  readonly n8n: N8n;
  readonly model: Model;
  readonly human: Human;
  /** Between n8n and PausePoint's API; between PausePoint's webhooks and n8n. */
  readonly apiDoor: Door;
  readonly webhookDoor: Door;
  /** Puts a workflow to work and returns its id. */
  add(workflow: Workflow): Promise<string>;
  /** As `add`, then starts it by its webhook. */
  run(workflow: Workflow, body?: object): Promise<Run>;
  runsOf(workflowId: string): Promise<readonly Run[]>;
  remove(): Promise<void>;
}

const examples = join(import.meta.dirname, '../../integrations/n8n-nodes-pausepoint/examples');

/** As a person imports it, changed as they might. */
export function example(name: string, change: (node: Json) => void = () => undefined): Workflow {
  const workflow = JSON.parse(readFileSync(join(examples, `${name}.json`), 'utf8')) as Workflow;
  workflow.nodes.forEach(change);
  return workflow;
}

export async function createWorld(folder: string, tarball: string): Promise<World> {
  const stop = await setup();
  const { PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: apiKey } = process.env as Record<string, string>;
  const apiDoor = await openDoor(() => url!);
  const webhookDoor = await openDoor(() => n8n.url);
  const n8n = await newN8n(folder, tarball, webhookDoor.url);
  const model = await startModel();
  await n8n.start();
  const owner = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' };
  await n8n.ask('POST', '/rest/owner/setup', { ...owner, password: 'A long enough passw0rd' });
  const credentials = {
    pausePointApi: await credential(n8n, 'pausePointApi', { apiKey, baseUrl: apiDoor.url }),
    openAiApi: await credential(n8n, 'openAiApi', { apiKey: 'none', url: model.url }),
  };
  let count = 0;

  function runOf(id: string): Run {
    const asked = () => askedBy(url!, apiKey!, id);
    const status = async () => (await n8n.ask('GET', `/rest/executions/${id}`)).status as string;
    return {
      ...{ id, asked },
      async question(number = 1) {
        const what = `execution ${id} waits for its question ${number}`;
        return until(what, async () => {
          const pause = (await asked())[number - 1];
          const state = await status();
          if (state === 'error') throw new Error((await finishedOf(n8n, id)).error);
          return state === 'waiting' && pause;
        });
      },
      async finished() {
        const ended = ['success', 'error', 'crashed', 'canceled'];
        await until(`execution ${id} ends`, async () => ended.includes(await status()));
        return finishedOf(n8n, id);
      },
    };
  }

  const world: World = {
    ...{ url: url!, apiKey: apiKey!, n8n, model, apiDoor, webhookDoor },
    human: humanOf(url!, apiKey!),
    async add(workflow) {
      const nodes = workflow.nodes.map((node) => ({
        ...node,
        ...credentialsOf(node, credentials),
      }));
      const settings = { executionOrder: 'v1' };
      const made = await n8n.ask('POST', '/rest/workflows', { ...workflow, nodes, settings });
      const { id, versionId } = made;
      await n8n.ask('POST', `/rest/workflows/${id}/activate`, { versionId });
      return id as string;
    },
    async run(workflow, body = {}) {
      const path = `path-${++count}`;
      const nodes = workflow.nodes.map((node) =>
        node.type === 'n8n-nodes-base.webhook'
          ? { ...node, webhookId: path, parameters: { ...node.parameters, path } }
          : node,
      );
      const id = await world.add({ ...workflow, nodes });
      await until(`${workflow.name} is active`, async () => {
        const response = await fetch(`${n8n.url}/webhook/${path}`, {
          method: 'POST',
          headers: { ...alone, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
        return response.ok;
      });
      return until(`${workflow.name} runs`, async () => (await world.runsOf(id))[0]);
    },
    async runsOf(workflowId) {
      const filter = encodeURIComponent(JSON.stringify({ workflowId }));
      const { results } = await n8n.ask('GET', `/rest/executions?filter=${filter}`);
      return results.map(({ id }: { id: string }) => runOf(id)).toReversed();
    },
    async remove() {
      await n8n.remove();
      for (const server of [apiDoor, webhookDoor, model]) server.close();
      await stop();
    },
  };
  return world;
}

export async function credential(n8n: N8n, type: string, data: object): Promise<Json> {
  const { id, name } = await n8n.ask('POST', '/rest/credentials', { name: type, type, data });
  return { id, name };
}

function credentialsOf({ type, credentials }: Json, all: Record<string, Json>): object {
  if (credentials) return {};
  if (type.startsWith('n8n-nodes-pausepoint.'))
    return { credentials: { pausePointApi: all['pausePointApi'] } };
  return type.endsWith('lmChatOpenAi') ? { credentials: { openAiApi: all['openAiApi'] } } : {};
}

async function finishedOf(n8n: N8n, id: string): Promise<Finished> {
  const { status, data } = await n8n.execution(id);
  const { runData = {}, lastNodeExecuted: last, error } = data.resultData;
  const outputs = (node: string) =>
    (runData[node] ?? []).map((run: Json) =>
      Object.values(run.data ?? {})
        .flat(2)
        .map((item: Json) => item?.json),
    );
  return {
    ...{ status, last, outputs },
    json: outputs(last).at(-1)?.[0],
    error: error && `${error.message} ${error.description ?? ''}`,
  };
}
