// What the tests of the embedded server share: folders that go away, and programs that can be killed.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, onTestFinished } from 'vitest';
import { identify } from './process-identity.ts';
import { until } from './until.ts';

export function newFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function newFolderForAll(): string {
  const folder = makeFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** With owners and modes, as `cp -a` does. */
export function copyFolder(from: string, name = 'copy'): string {
  const copy = join(newFolder(), name);
  execFileSync('cp', ['-a', from, copy]);
  return copy;
}

/** As root another account runs the server, so it must be able to enter. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-'));
  chmodSync(folder, 0o755);
  return folder;
}

export type Fact = Readonly<Record<string, unknown>>;

/** Starts `owner.fixture.ts` in a process of its own. */
export function startOwner(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.fixture.ts'), ...args]);
  const facts: Fact[] = [];
  let errors = '';
  let ended = false;
  let code: number | null = null;
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith('{')) facts.push(JSON.parse(line) as Fact);
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = new Promise<void>((resolve) => {
    child.once('close', (status) => {
      [ended, code] = [true, status];
      resolve();
    });
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await closed;
  });
  return {
    pid: child.pid!,
    facts,
    closed,
    exitCode: () => code,
    errors: () => errors,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** The value of the first fact of that name; fails when the program ends without telling it. */
    async told(name: string): Promise<unknown> {
      const fact = () => facts.find((candidate) => name in candidate);
      const come = await until(() => ended || fact() !== undefined, { withinMs: 25_000 });
      if (!come || !fact()) throw new Error(`the program never said ${name}: ${errors}`);
      return fact()![name];
    },
  };
}

export async function untilGone(pid: number): Promise<void> {
  const gone = await until(() => identify(pid) === undefined, { withinMs: 25_000 });
  if (!gone) throw new Error(`process ${pid} does not end`);
}
