// What the READMEs show for a shell, run as it stands there.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { pausepoint, type PausePoint } from 'pausepoint';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandLine, watch, type Running } from './command.ts';
import { answer, nextQuestion, register } from './human.ts';

const root = join(import.meta.dirname, '../..');
let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-shell-'));
  const [node, ...more] = [process.execPath, ...commandLine].map((word) => `"${word}"`);
  await write('npx', `shift\nexec ${[node, ...more].join(' ')} "$@"`);
  await write('deploy.sh', 'echo deployed');
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

/** The code in a README that has this in it. */
async function shown(path: string, what: string): Promise<string> {
  const text = await readFile(join(root, path), 'utf8');
  const blocks = [...text.matchAll(/^ *```(?:sh|json)\n(.*?)^ *```$/gms)].map(([, code]) => code!);
  const found = blocks.filter((code) => code.includes(what));
  expect(found, `${path}: ${what}`).toHaveLength(1);
  return found[0]!;
}

interface Reader {
  readonly apiKey: string;
  readonly client: PausePoint;
  run(script: string, input?: string): Running;
  tap(choice: string): Promise<unknown>;
}

async function reader(): Promise<Reader> {
  const { url } = service;
  const apiKey = await register(url);
  const env = {
    ...{ PATH: `${folder}:${process.env['PATH']!}`, HOME: folder, XDG_CONFIG_HOME: folder },
    ...{ PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: apiKey },
    ...{ PP_KEY: apiKey, YOUR_ADMIN_KEY: apiKey },
  };
  return {
    apiKey,
    client: pausepoint({ apiKey, url }),
    run: (script, input) => {
      const text = script.replaceAll('http://localhost:3000', url);
      return watch(spawn('bash', ['-ec', text], { cwd: folder, env }), input);
    },
    tap: async (choice) => answer(url, await nextQuestion(url, apiKey), choice),
  };
}

test('README: the first request, and what became of it, are answered as it shows', async () => {
  const { client, run, tap } = await reader();
  const json = async (path: string, what: string) =>
    JSON.parse(await shown(path, what)) as Readonly<Record<string, unknown>>;
  const { out } = await run(await shown('README.md', '"recipient": "+15550100"')).ended;
  const pause = JSON.parse(out) as { pause_id: string };
  const told = await json('README.md', '"pause_id": "psr_');
  expect(pause).toMatchObject({ status: told['status'] });
  expect(Object.keys(pause)).toEqual(expect.arrayContaining(Object.keys(told)));
  await tap('Approve');
  const poll = (await shown('README.md', '?wait=50')).replace(/psr_[\w-]+…/, pause.pause_id);
  const settled = await run(poll).ended;
  expect(JSON.parse(settled.out)).toMatchObject(await json('README.md', '"status": "responded"'));

  const several = await json('README.md', '"recipients": [');
  const asked = await client.pauses.create(several as never);
  expect(asked.recipients).toHaveLength(3);
});

test('README: a shell goes on only by a human’s yes', async () => {
  const { run, tap } = await reader();
  const block = await shown('README.md', 'npx pausepoint ask "Deploy');
  const yes = run(block);
  await tap('Deploy');
  expect(await yes.ended).toMatchObject({ code: 0, out: 'Deploy\ndeployed\n' });
  const no = run(block);
  await tap('Abort');
  expect(await no.ended).toMatchObject({ code: 1, out: 'Abort\n' });
});

test('README: the record proves itself', async () => {
  const { client, run } = await reader();
  const block = await shown('README.md', 'npx pausepoint verify log.ndjson');
  const question = { recipient: '+15550100', channel: 'sms', message: 'Go?' } as const;
  await client.pauses.create({ ...question, options: ['Yes', 'No'] });
  // What is not sealed yet is sealed within a moment.
  const { out } = await vi.waitFor(
    async () => {
      const ended = await run(block).ended;
      expect(ended.code, ended.out + ended.err).toBe(0);
      return ended;
    },
    { timeout: 100_000, interval: 1_000 },
  );
  expect(out).toContain('Proven');
});

test('libs/client: log in, ask, and keep what was chosen', async () => {
  const { apiKey, run, tap } = await reader();
  const block = await shown('libs/client/README.md', 'npx pausepoint login');
  const own = `export -n PAUSEPOINT_API_KEY\n${block}\necho "chose $choice"`;
  const running = run(own, apiKey);
  await tap('Deploy');
  await running.says('deployed');
  await tap('neither');
  // Neither is no go: what follows is the reader's to decide.
  const { code, out } = await running.ended;
  expect([code, out]).toEqual([1, 'Deploy\ndeployed\n']);
});

test.each([
  ['integrations/claude-code/README.md', '/v1/keys', { role: 'agent' }],
  ['examples/README.md', '/v1/webhooks', { enabled: true }],
])('%s: %s makes what it says', async (path, what, made) => {
  const { run } = await reader();
  const { out } = await run(await shown(path, what)).ended;
  expect(JSON.parse(out)).toMatchObject(made);
});
