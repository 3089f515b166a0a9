// The record, kept, checked, tampered with and erased from, as a reader would who pastes line by line.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSnippet } from '@pausepoint/examples/run-snippet';
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { answer, askJson, postJson, register, withKey } from './human.ts';
import { play, story } from './story.ts';

let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), 'pausepoint-reader-'));
  await install();
});
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** As npm would, but that the command runs from its sources. */
async function install(): Promise<void> {
  const main = join(import.meta.dirname, '../../libs/client/src/cli/main.ts');
  const bin = join(folder, 'node_modules/.bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"name":"reader"}');
  const command = `#!/bin/sh\nexec "${process.execPath}" --conditions=@pausepoint/source "${main}" "$@"\n`;
  await writeFile(join(bin, 'pausepoint'), command);
  await chmod(join(bin, 'pausepoint'), 0o755);
}

story('audit/1-keep.sh', 'what is kept proves itself, tampered with or erased from', async () => {
  const { url } = service;
  const apiKey = await register(url);
  const pause = await askJson(
    `${url}/v1/pause`,
    postJson(
      {
        ...{ recipient: 'ada@company.example', channel: 'link', message: 'Wire $8,400?' },
        options: ['Approve', 'Reject'],
      },
      apiKey,
    ),
  );
  await answer(url, pause, 'Approve');
  const env = { PP_KEY: apiKey, PAUSE_ID: pause.pause_id as string };
  const step = (name: string) => play(`audit/${name}.sh`, { url, apiKey, env, folder });
  const sealed = (type: string) =>
    vi.waitFor(
      async () => {
        const { data } = await askJson(`${url}/v1/audit`, withKey(apiKey));
        expect(data[0]).toMatchObject({ event_type: type, sequence: expect.any(Number) as number });
      },
      { timeout: 60_000 },
    );
  const kept = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  await sealed('pause.responded');
  expect(await step('1-keep')).toBe('');
  expect(await step('2-verify')).toMatch(/^Proven: \d+ events of \S+ are as sealed\.\n$/);

  const said = await step('3-tamper');
  const { sequence, event_id } = JSON.parse(
    (await kept('log.ndjson')).split('\n').find((line) => line.includes('"pause.responded"'))!,
  ) as { sequence: number; event_id: string };
  expect(said).toContain(`The event #${sequence} (${event_id}) is not what its leaf hash says`);
  expect(said).toContain('It ended with 1');

  expect(await step('4-receipt')).toContain('a human chose “Approve”');
  await sealed('audit.exported');
  expect(await step('5-erase')).toBe('');
  await sealed('pause.personal_data_erased');
  const again = await step('6-verify-again');
  expect(again).toMatch(/^Proven: \d+ events[^]*\nProven\.\n[^]*“Approve”/);
  expect(await kept('log.ndjson')).toContain('recipient_salt');
  expect(await kept('newer.ndjson')).not.toContain('recipient_salt');
  const { code, stderr } = await runSnippet('audit/4-receipt.sh', { url, apiKey, env, folder });
  expect([code, stderr]).toEqual([
    expect.not.stringMatching('^0$'),
    expect.stringContaining('410'),
  ]);
});
