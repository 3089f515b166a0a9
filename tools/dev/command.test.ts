// `npx pausepoint` in this repository is the command as its sources say it, as the README promises.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const script = join(import.meta.dirname, '../../libs/client/from-sources.sh');

test('it runs by a link, hands on what it was given, and ends as the command does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pausepoint-link-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(script, join(folder, 'pausepoint'));
  const run = (...args: string[]) =>
    promisify(execFile)(join(folder, 'pausepoint'), args, { cwd: folder });
  expect((await run('ask', '--help')).stdout).toContain('npx pausepoint ask');
  await expect(run('no such', 'command')).rejects.toMatchObject({
    code: 3,
    stderr: expect.stringContaining('There is no command “no such”') as string,
  });
});
