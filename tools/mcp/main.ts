// `npm run test:mcp`: the tools as the official conformance suite and inspector find them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setup } from '@pausepoint/standalone/testing/live';
import { keyHolder } from './key-holder.ts';
import { officialPrograms, type OfficialPrograms } from './official-programs.ts';

const root = join(import.meta.dirname, '../..');
const stdio = ['--conditions=@pausepoint/source', join(root, 'integrations/mcp/src/main.ts')];
const scenarios = ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'];

const programs = officialPrograms();
if (programs) await main(programs);
else
  console.error('\n!!! SKIPPED: the MCP conformance suite and inspector can not be fetched here.');

async function main({ conformance, inspector }: OfficialPrograms): Promise<void> {
  const stop = await setup();
  const { PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: key } = process.env;
  const door = await keyHolder(url!, key!);
  const env = ['-e', `PAUSEPOINT_API_KEY=${key!}`, '-e', `PAUSEPOINT_URL=${url!}`];
  const question = [
    'recipient=+15550100',
    'channel=sms',
    'message=Deploy?',
    'options=["Deploy","Abort"]',
  ];
  const inspected: readonly (readonly string[])[] = [
    ['--method', 'tools/list', '--strict'],
    ['--method', 'tools/call', '--tool-name', 'list_pause_requests'],
    ['--method', 'tools/call', '--tool-name', 'create_pause_request', '--tool-arg', ...question],
  ];
  const runs: readonly (readonly [string, readonly string[]])[] = [
    ...scenarios.map(
      (name) =>
        [
          `conformance ${name}`,
          [conformance, 'server', '--url', door.url, '--scenario', name],
        ] as const,
    ),
    ...inspected.map(
      (args) =>
        [
          `inspector, stdio: ${args.slice(1, 4).join(' ')}`,
          [inspector, '--cli', process.execPath, ...stdio, ...env, ...args],
        ] as const,
    ),
    ...inspected.map(
      (args) =>
        [
          `inspector, /mcp: ${args.slice(1, 4).join(' ')}`,
          [
            ...[inspector, '--cli', `${url!}/mcp`, '--transport', 'http', ...args],
            ...['--header', `Authorization: Bearer ${key!}`],
          ],
        ] as const,
    ),
  ];
  for (const [name, args] of runs) {
    const { code, output } = await run(args);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (code === 0) continue;
    process.exitCode = 1;
    console.log(output.replaceAll(key!, 'pp_test_…'));
  }
  door.close();
  await stop();
}

/** Not `spawnSync`: the server it asks lives in this process. */
async function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
