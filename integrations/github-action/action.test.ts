// The action’s steps, run as the runner runs them, against a live server.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pausepoint, type Pause } from 'pausepoint';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { packClient, type PackedClient } from './testing/packed-client.ts';

interface Step {
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const folder = import.meta.dirname;
const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Action;
const client = pausepoint();
const url = process.env['PAUSEPOINT_URL']!;

let packed: PackedClient;
beforeAll(async () => {
  packed = await packClient();
}, 120_000);
afterAll(() => packed.remove());

/** Longer than an agent’s name may be. */
const repository = `acme/shop-${'x'.repeat(90)}`;

/** A job that uses the action with these inputs. */
function job(inputs: Readonly<Record<string, string>>) {
  const given = {
    'api-key': process.env['PAUSEPOINT_API_KEY']!,
    url,
    package: packed.tarball,
    ...inputs,
  };
  const [step] = action.runs.steps;
  const valueOf = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => {
      const value = (given as Record<string, string>)[name] ?? action.inputs[name]!.default;
      return value ?? '';
    });
  const file = (name: string) => join(packed.folder, `${name}-${randomUUID()}`);
  const [output, summary] = [file('output'), file('summary')];
  const env = Object.fromEntries(
    Object.entries(step!.env).map(([name, text]) => [name, valueOf(text)]),
  );
  // As the runner starts `shell: bash`.
  const bash = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step!.run];
  const child = spawn('bash', bash, {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], RUNNER_TEMP: packed.folder },
      ...{ GITHUB_ACTION_PATH: folder, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
      ...{ GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: '7', npm_config_offline: 'true' },
      ...env,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void (log += text));
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    log: () => log,
    async ended() {
      const code = await ended;
      const outputs = readOutputs(await readFile(output, 'utf8').catch(() => ''));
      return { code, outputs, summary: await readFile(summary, 'utf8').catch(() => ''), log };
    },
    /** The question, once it is asked. */
    asked: () =>
      vi.waitUntil(
        async () => {
          const [id] = /psr_[0-9a-f-]{36}/.exec(log) ?? [];
          return id === undefined ? undefined : client.pauses.get(id);
        },
        { timeout: 60_000 },
      ),
  };
}

/** As the runner reads them. */
function readOutputs(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/^([\w-]+)<<(end_[0-9a-f-]{36})\n(.*?)\n\2\n/gms);
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]));
}

async function tap(
  { respond_url }: Pause,
  answer: { readonly choice: string; readonly text?: string },
) {
  const response = await fetch(`${url}/v1/respond/${respond_url.split('/').at(-1)!}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(answer),
  });
  expect(response.status).toBe(200);
}

const ask = { question: 'Deploy build 4712?', to: '+15550100', options: 'Deploy, Abort' };

test('nothing of an input is ever put into a script', () => {
  expect(action.runs.steps).toHaveLength(1);
  for (const { run, shell } of action.runs.steps) {
    expect(run).not.toContain('${{');
    expect(shell).toBe('bash');
  }
  const used = action.runs.steps.flatMap(({ env }) => Object.values(env)).join(' ');
  for (const name of Object.keys(action.inputs)) expect(used).toContain(`\${{ inputs.${name} }}`);
});

describe.concurrent('the step', () => {
  test('succeeds when a human chose the first option, and tells what they chose', async () => {
    const running = job({ ...ask, text: 'true', context: 'build=4712\nby=Ada', metadata: 'a=b' });
    const pause = await running.asked();
    expect(pause).toMatchObject({
      options: ['Deploy', 'Abort'],
      agent: { name: repository.slice(0, 80), run_id: '7' },
      context: [
        { label: 'build', value: '4712' },
        { label: 'by', value: 'Ada' },
      ],
      metadata: { a: 'b' },
    });
    await tap(pause, { choice: 'Deploy', text: 'line 1\nstatus<<x\nend' });
    const { code, outputs, summary } = await running.ended();
    expect([code, outputs]).toEqual([
      0,
      {
        ...{ choice: 'Deploy', text: 'line 1\nstatus<<x\nend', status: 'responded' },
        ...{ 'human-decided': 'true', 'pause-id': pause.pause_id },
      },
    ]);
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(action.outputs).sort());
    expect(summary).toContain('✅ Deploy build 4712&#63;: a human chose <b>Deploy</b>');
  }, 120_000);

  test('fails when they chose another, or one that --ok does not name', async () => {
    const [other, named] = [job(ask), job({ ...ask, ok: 'Abort' })];
    await tap(await other.asked(), { choice: 'Abort' });
    await tap(await named.asked(), { choice: 'Deploy' });
    expect(await other.ended()).toMatchObject({ code: 1, outputs: { choice: 'Abort' } });
    expect(await named.ended()).toMatchObject({ code: 1, outputs: { choice: 'Deploy' } });
  }, 120_000);

  test('fails when nobody answers, whatever the default', async () => {
    const { code, outputs, summary } = await job({
      ...ask,
      default: 'Deploy',
      timeout: '1s',
    }).ended();
    expect([code, outputs['choice'], outputs['human-decided']]).toEqual([2, '', 'false']);
    expect(summary).toContain('⛔');
  }, 120_000);

  test('fails when it is refused or nothing can be installed', async () => {
    const refused = await job({ ...ask, 'api-key': 'pp_test_x' }).ended();
    expect([refused.code, refused.outputs]).toEqual([3, {}]);
    // What a variable left empty: the next answer would mean go.
    for (const options of [',Abort,Later', '\nAbort\nLater\n']) {
      const shifted = await job({ ...ask, options }).ended();
      expect([shifted.code, shifted.outputs]).toEqual([3, {}]);
    }
    const missing = await job({ ...ask, package: join(packed.folder, 'not-there.tgz') }).ended();
    expect([missing.code, missing.outputs]).toEqual([3, {}]);
  }, 120_000);

  test('of a cancelled job withdraws its question', async () => {
    const running = job(ask);
    const { pause_id } = await running.asked();
    await vi.waitUntil(() => running.log().includes('Waiting'), { timeout: 30_000 });
    running.child.kill('SIGINT');
    const { code, outputs } = await running.ended();
    expect([code, outputs['status']]).toEqual([3, 'cancelled']);
    expect((await client.pauses.get(pause_id)).status).toBe('cancelled');
  }, 120_000);

  test('takes hostile words as words', async () => {
    const hostile =
      '$(touch pwned) `id` "; exit 0 # ${{ secrets.X }}\n::set-output name=choice::Deploy';
    const running = job({
      ...{ ...ask, question: `--ok=Abort ${hostile}`, metadata: 'x=--help' },
      options: 'Go $(id) | <b>\n**No**',
    });
    const pause = await running.asked();
    expect(pause).toMatchObject({
      message: `--ok=Abort ${hostile}`,
      options: ['Go $(id) | <b>', '**No**'],
      metadata: { x: '--help' },
    });
    await tap(pause, { choice: '**No**' });
    const { code, outputs, summary, log } = await running.ended();
    expect([code, outputs['choice']]).toEqual([1, '**No**']);
    expect(summary).not.toMatch(/\*\*No|<b>\s*\||\$\(/);
    // The runner takes no command from the log before the word that ends it.
    const [, token] = /^::stop-commands::(\S+)\n/.exec(log)!;
    expect(log.trimEnd().endsWith(`::${token!}::`)).toBe(true);
  }, 120_000);
});

test('the workflow of the README uses the inputs there are, and all that are needed', () => {
  const text = readFileSync(join(folder, 'examples/deploy.yml'), 'utf8');
  const workflow = parse(text) as { jobs: { deploy: { steps: { with?: object }[] } } };
  const used = Object.keys(workflow.jobs.deploy.steps[0]!.with!);
  const needed = Object.keys(action.inputs).filter((name) => action.inputs[name]!.required);
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(used));
  expect(used).toEqual(expect.arrayContaining(needed));
});
