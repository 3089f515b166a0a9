// Starts one of the webhook receivers as its reader would, and tells what it did.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Command = readonly [command: string, ...args: string[]];

interface Program {
  /** Asks whether this machine has what it takes. */
  readonly needs: Command;
  /** Into `binary`, for a language that is compiled first. */
  readonly build?: (file: string, binary: string) => Command;
  readonly start: (file: string, binary: string) => Command;
}

const programs = {
  'typescript/receiver.ts': {
    needs: [process.execPath, '--version'],
    // A reader has `pausepoint` from npm and needs no condition.
    start: (file) => [process.execPath, '--conditions=@pausepoint/source', file],
  },
  'python/receiver.py': {
    needs: ['python3', '--version'],
    start: (file) => ['python3', file],
  },
  'go/receiver.go': {
    needs: ['go', 'version'],
    build: (file, binary) => ['go', 'build', '-o', binary, file],
    start: (_, binary) => [binary],
  },
  'ruby/receiver.rb': {
    needs: ['ruby', '--version'],
    start: (file) => ['ruby', file],
  },
} satisfies Record<string, Program>;

export type ReceiverProgram = keyof typeof programs;
export const receiverPrograms = Object.keys(programs) as readonly ReceiverProgram[];

export interface Receiver {
  readonly url: string;
  /** What it acted upon, in order: `pause.responded psr_… go`. */
  readonly acted: () => readonly string[];
  /** All that it has printed. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/** Why the receiver cannot run on this machine; undefined when it can. */
export function missingForReceiver(program: ReceiverProgram): string | undefined {
  const [command, ...ask] = programs[program].needs;
  const { status } = spawnSync(command, ask, { stdio: 'ignore' });
  if (status === 0) return undefined;
  return `webhooks/${program} was not run: “${command} ${ask.join(' ')}” fails here`;
}

/** On a free port, with the secret it is to believe. */
export async function startReceiver(program: ReceiverProgram, secret: string): Promise<Receiver> {
  const { build, start }: Program = programs[program];
  const file = join(import.meta.dirname, 'webhooks', program);
  const folder = await mkdtemp(join(tmpdir(), 'pausepoint-receiver-'));
  const binary = join(folder, 'receiver');
  // Without C there is nothing to compile but Go.
  const env = { ...process.env, CGO_ENABLED: '0', PORT: '0', PAUSEPOINT_WEBHOOK_SECRET: secret };
  if (build) {
    const [command, ...args] = build(file, binary);
    const [code] = await once(spawn(command, args, { env, stdio: 'inherit' }), 'close');
    if (code !== 0) throw new Error(`webhooks/${program} does not compile`);
  }

  const [command, ...args] = start(file, binary);
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    const [, found] = /^listening on (\S+)$/m.exec(stdout) ?? [];
    if (found) resolve(found);
  });
  child.on('error', reject);
  child.on('close', () => reject(new Error(`webhooks/${program} ended: ${stdout}${stderr}`)));

  const dispose = () => rm(folder, { recursive: true, force: true });
  const listening = await url.catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    url: listening,
    acted: () => stdout.match(/^\w+\.\w+ .*$/gm) ?? [],
    output: () => stdout + stderr,
    async stop() {
      child.kill();
      await ended;
      await dispose();
    },
  };
}
