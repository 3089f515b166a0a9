// A thread outlives its process: what PostgreSQL and PausePoint keep is enough.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, test } from 'vitest';
import { asked, newWorld, openQuestion, tap, type World } from './testing/world.ts';

const run = promisify(execFile);
const program = join(import.meta.dirname, 'testing/other-process.ts');
let world: World;
let schema: string;
beforeEach(async () => {
  world = await newWorld();
  schema = `graph_${randomUUID().replaceAll('-', '')}`;
});

/** @returns the lines it printed */
async function elsewhere(act: 'start' | 'resume', pauseId = ''): Promise<readonly string[]> {
  const args = [act, 'thread-1', world.apiKey, schema, pauseId];
  const { stdout } = await run(process.execPath, [
    '--conditions=@pausepoint/source',
    '--no-warnings',
    program,
    ...args,
  ]);
  return stdout.trim().split('\n');
}

test('one process asks and ends, another hears the answer, a third changes nothing', async () => {
  await elsewhere('start');
  const pause = await openQuestion(world);
  expect(await elsewhere('resume', pause.pause_id)).toEqual(['waiting']);
  await tap(pause, 'Approve');
  expect(await elsewhere('resume', pause.pause_id)).toEqual(['wired', 'resumed']);
  expect(await elsewhere('resume', pause.pause_id)).toEqual(['done']);
  expect(await asked(world)).toHaveLength(1);
}, 120_000);
