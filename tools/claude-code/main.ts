// `npm run test:claude-code`: the real Claude Code with the settings we ship. Allowed runs, nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setup } from '@pausepoint/standalone/testing/live';
import { startService } from '@pausepoint/standalone/testing/service';
import { claudeBinary } from './claude-binary.ts';
import { human } from './human.ts';
import { installPlugin } from './install-plugin.ts';
import { runClaude, type Ran } from './run-claude.ts';

const root = join(import.meta.dirname, '../..');
const binary = claudeBinary();
if (binary) await main(binary);
else console.error('\n!!! SKIPPED: the real Claude Code can not be fetched here.');

type Event = 'permission-request' | 'pre-tool-use';

function settings(event: Event, url: string, query = ''): string {
  const path = join(root, 'integrations/claude-code/settings', `${event}.json`);
  const text = readFileSync(path, 'utf8');
  return text
    .replace('http://localhost:3000', url)
    .replace('%2B13128471928', `%2B13128471928${query}`);
}

async function main(claude: string): Promise<void> {
  const stop = await setup();
  const { PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: key } = process.env as Record<string, string>;
  const ada = human(url!, key!);
  const env = { PAUSEPOINT_API_KEY: key!, PAUSEPOINT_URL: url! };
  // What Claude Code's own settings allow is asked about all the same by the hook before every use.
  const pre = ['--allowedTools', 'Bash'];
  const hooked = (event: Event, query = '', at = url!) => ({
    ...{ binary: claude, env, settings: settings(event, at, query) },
    args: event === 'pre-tool-use' ? pre : [],
  });
  const policy = (then: string) =>
    `&policy=${encodeURIComponent(`{"rules":[{"tool":"Bash","input":"touch it-ran","then":"${then}"}]}`)}`;
  const mcp = {
    pausepoint: {
      command: process.execPath,
      args: [
        ...['--conditions=@pausepoint/source', join(root, 'integrations/mcp/src/main.ts')],
        ...['--permission-prompt', 'recipient=%2B13128471928'],
      ],
      env,
    },
  };
  const prompted = {
    ...{ binary: claude, env },
    args: [
      ...['--mcp-config', JSON.stringify({ mcpServers: mcp })],
      ...['--permission-prompt-tool', 'mcp__pausepoint__permission_prompt'],
    ],
  };

  for (const event of ['pre-tool-use', 'permission-request'] as const) {
    await check(`${event}: a human allows`, true, '', () =>
      runClaude(hooked(event), () => ada.answer('Allow')),
    );
    await check(`${event}: a human denies, and says why`, false, 'not on a Friday', () =>
      runClaude(hooked(event), () => ada.answer('Deny', 'not on a Friday')),
    );
    const before = await ada.count();
    await check(`${event}: the policy allows`, true, '', () =>
      runClaude(hooked(event, policy('allow'))),
    );
    await check(`${event}: the policy denies`, false, 'policy', () =>
      runClaude(hooked(event, policy('deny'))),
    );
    if ((await ada.count()) !== before) fail(`${event}: somebody was asked beside the policy`);
    await check(`${event}: nobody to ask`, false, 'refused', () =>
      runClaude(hooked(event, '&channel=telegram&polcy=x')),
    );
    await check(`${event}: a wrong key`, false, '401', () =>
      runClaude({ ...hooked(event), env: { PAUSEPOINT_API_KEY: 'pp_live_none' } }),
    );
    await check(`${event}: no key at all`, false, '401', () =>
      runClaude({ ...hooked(event), env: {} }),
    );
    await check(`${event}: a server that is not there`, false, 'block', () =>
      runClaude(hooked(event, '', 'http://127.0.0.1:9')),
    );
  }
  await check('pre-tool-use: a human’s note reaches the model', true, 'but tell Bob', () =>
    runClaude(hooked('pre-tool-use'), () => ada.answer('Allow', 'but tell Bob')),
  );
  await check('pre-tool-use: the server ends while it holds', false, 'restarting', async () => {
    const other = await startService();
    const body = { email: 'ada@example.com', name: 'Ada', password: 'a long enough password' };
    const made = await fetch(`${other.url}/v1/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { test_api_key } = (await made.json()) as { test_api_key: string };
    const asked = human(other.url, test_api_key);
    const run = {
      ...hooked('pre-tool-use', '', other.url),
      env: { PAUSEPOINT_API_KEY: test_api_key },
    };
    return runClaude(run, async () => {
      await asked.isAsked();
      await other.close();
    });
  });
  await check('permission prompt tool: a human allows', true, '', () =>
    runClaude(prompted, () => ada.answer('Allow')),
  );
  await check('permission prompt tool: a human denies', false, 'not today', () =>
    runClaude(prompted, () => ada.answer('Deny', 'not today')),
  );
  await check(
    'the plugin, installed from here, brings its tools',
    false,
    '/mcp (HTTP) - ✔',
    async () => ({
      ...{ ran: false, heard: await installPlugin(claude, { url: url!, key: key! }) },
    }),
  );
  await stop();
}

async function check(
  name: string,
  ran: boolean,
  heard: string,
  run: () => Promise<Ran>,
): Promise<void> {
  const found = await run().catch((error: unknown) => ({ ran: !ran, heard: String(error) }));
  const ok = found.ran === ran && found.heard.includes(heard);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
  if (!ok) fail(`       ran: ${String(found.ran)}; heard: ${found.heard.slice(-600)}`);
}

function fail(text: string): void {
  process.exitCode = 1;
  console.log(text);
}
