// What Claude Code was recorded posting, by the settings we ship, against a whole PausePoint.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pausepoint } from 'pausepoint';
import { describe, expect, test } from 'vitest';

const { PAUSEPOINT_URL: url, PAUSEPOINT_API_KEY: apiKey } = process.env;
const { pauses } = pausepoint({ apiKey: apiKey!, url });

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
const recorded = (name: string) => JSON.parse(read(`recorded/${name}.json`)) as object;

interface HttpHook {
  readonly type: string;
  readonly url: string;
  readonly timeout: number;
  readonly onFailure?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowedEnvVars: readonly string[];
}
interface Settings {
  readonly hooks: Readonly<Record<string, readonly { matcher: string; hooks: HttpHook[] }[]>>;
}
const shipped = ['permission-request.json', 'pre-tool-use.json'].map(
  (name) => JSON.parse(read(`settings/${name}`)) as Settings,
);
const hooks = shipped.flatMap((one) =>
  Object.values(one.hooks).flatMap((matchers) => matchers.flatMap((matcher) => matcher.hooks)),
);

/** As Claude Code does it, but to the server under test. */
async function post(body: object, query = '', headers: Readonly<Record<string, string>> = {}) {
  const address = new URL(hooks[0]!.url);
  const to = new URL(address.pathname + address.search + query, url);
  const given = Object.entries(hooks[0]!.headers).map(([name, value]) => [
    name,
    value.replace('$PAUSEPOINT_API_KEY', apiKey!),
  ]);
  const response = await fetch(to, {
    method: 'POST',
    headers: { ...Object.fromEntries(given), 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

async function asked() {
  const open = async () => (await pauses.list({ status: 'pending' })).data;
  await expect.poll(async () => (await open()).length, { timeout: 40_000 }).toBe(1);
  return (await open())[0]!;
}

async function answer(choice: string, text?: string): Promise<void> {
  const { respond_url } = await asked();
  const token = respond_url.split('/').at(-1)!;
  const response = await fetch(`${url!}/v1/respond/${token}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ choice, text }),
  });
  if (!response.ok) throw new Error(await response.text());
}

describe('every hook we ship', () => {
  test('blocks when it fails, and hands on no other variable than the key', () => {
    expect(hooks).toHaveLength(2);
    for (const hook of hooks) {
      expect(hook).toMatchObject({
        ...{ type: 'http', onFailure: 'block', timeout: 600 },
        headers: { Authorization: 'Bearer $PAUSEPOINT_API_KEY' },
        allowedEnvVars: ['PAUSEPOINT_API_KEY'],
      });
    }
  });

  test('is for the event it says', () => {
    expect(shipped.map((one) => Object.keys(one.hooks))).toEqual([
      ['PermissionRequest'],
      ['PreToolUse'],
    ]);
  });
});

describe('a recorded call', () => {
  test('runs when a human allows it', async () => {
    const waiting = post(recorded('pre-tool-use-bash'));
    await answer('Allow');
    expect((await waiting).answer).toMatchObject({
      hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' },
    });
    const permission = post(recorded('permission-request-bash'));
    await answer('Allow');
    expect((await permission).answer).toEqual({
      hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } },
    });
  });

  test('shows the new file as what comes, and does not come when nobody agrees', async () => {
    for (const name of ['pre-tool-use-write', 'permission-request-write']) {
      const waiting = post(recorded(name));
      const pause = await asked();
      expect(pause.message).toBe('Write new-file.txt?');
      expect(pause.context).toContainEqual({
        ...{ label: 'All it will hold', value: '+one\n+two\n+', kind: 'diff' },
      });
      await pauses.cancel(pause.pause_id);
      expect(JSON.stringify((await waiting).answer)).toContain('No human agreed');
    }
  });

  test('is decided by the policy we show, where that says so', async () => {
    const policy = `&policy=${encodeURIComponent(read('settings/policy.json'))}`;
    const bash = recorded('pre-tool-use-bash');
    const run = (command: string) => post({ ...bash, tool_input: { command } }, policy);
    expect(JSON.stringify(await run('git status'))).toContain('"allow"');
    expect(JSON.stringify(await run('rm -rf /'))).toContain('"deny"');
    expect(JSON.stringify(await run('sudo rm -rf / && git status'))).toContain('"deny"');
    const waiting = run('git status; git push');
    const pause = await asked();
    expect(pause.risk).toBe('high');
    await pauses.cancel(pause.pause_id);
    await waiting;
  });

  test('is not let through with a key that is none', async () => {
    const { status } = await post(recorded('pre-tool-use-bash'), '', {
      Authorization: 'Bearer pp_live_none',
    });
    expect(status).toBe(401);
  });
});

test('the configuration for the third way is what Claude Code reads', () => {
  const { mcpServers } = JSON.parse(read('settings/mcp.json')) as {
    mcpServers: Record<string, { command: string; args: readonly string[] }>;
  };
  expect(mcpServers['pausepoint']).toMatchObject({ command: 'npx' });
  expect(mcpServers['pausepoint']!.args).toContain('--permission-prompt');
});

test('the plugin sends its key to the server it was given, and nowhere else', () => {
  const { name, version, userConfig, mcpServers } = JSON.parse(
    read('.claude-plugin/plugin.json'),
  ) as {
    name: string;
    version: string;
    userConfig: Record<string, { sensitive?: boolean }>;
    mcpServers: object;
  };
  expect(mcpServers).toEqual({
    pausepoint: {
      ...{ type: 'http', url: '${user_config.url}/mcp' },
      headers: { Authorization: 'Bearer ${user_config.api_key}' },
    },
  });
  expect(Object.keys(userConfig)).toEqual(['url', 'api_key']);
  expect(userConfig['api_key']!.sensitive).toBe(true);
  const { plugins } = JSON.parse(read('../../.claude-plugin/marketplace.json')) as {
    plugins: readonly { name: string; source: string }[];
  };
  expect(plugins).toMatchObject([{ name, source: './integrations/claude-code' }]);
  expect(version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
});
