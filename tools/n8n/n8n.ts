// The real n8n in a home of its own: started, spoken to as its editor does, killed, started again.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

/** Whatever the editor is answered: the checks say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/** n8n closes what was idle for some seconds, perhaps at the moment it is used again. */
export const alone = { connection: 'close' } as const;

export interface N8n {
  readonly url: string;
  /** The newest of what it has printed. */
  log(): string;
  ask(method: string, path: string, body?: object): Promise<Json>;
  /** What the editor reads as it stands. */
  file(path: string): Promise<Json>;
  /** An execution with its data, as the editor shows it. */
  execution(id: string): Promise<Json>;
  start(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

/** @param webhookUrl how the world reaches its webhooks */
export async function newN8n(folder: string, tarball: string, webhookUrl: string): Promise<N8n> {
  const home = mkdtempSync(join(tmpdir(), 'pausepoint-n8n-home-'));
  const port = await freePort();
  const env = { ...environment(home, port, await freePort()), WEBHOOK_URL: `${webhookUrl}/` };
  installNode(join(home, '.n8n/nodes'), tarball);
  const url = `http://127.0.0.1:${port}`;
  const { parse } = createRequire(join(folder, 'package.json'))('flatted') as {
    parse: (text: string) => Json;
  };
  let child: ChildProcess | undefined;
  // Nobody else would end it.
  process.once('exit', () => child?.kill('SIGKILL'));
  let cookie = '';
  let log = '';

  async function ask(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...alone, cookie, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return text ? JSON.parse(text).data : undefined;
  }

  const n8n: N8n = {
    url,
    log: () => log.slice(-4_000),
    ask,
    file: async (path) => (await fetch(`${url}${path}`, { headers: { ...alone, cookie } })).json(),
    async execution(id) {
      const { data, ...rest } = await ask('GET', `/rest/executions/${id}`);
      return { ...rest, data: parse(data) };
    },
    async start() {
      const program = join(folder, 'node_modules/n8n/bin/n8n');
      child = spawn(process.execPath, [program, 'start'], {
        env,
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.setEncoding('utf8').on('data', (text: string) => (log += text));
      }
      await until('n8n is ready', async () => {
        if (child!.exitCode !== null) throw new Error(`n8n has ended:\n${n8n.log()}`);
        const response = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
        return response?.ok;
      });
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const closed = new Promise((resolve) => child!.once('close', resolve));
      child.kill('SIGKILL');
      await closed;
    },
    async remove() {
      await n8n.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return n8n;
}

/** As n8n itself installs a community package, but from a file. */
function installNode(folder: string, tarball: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"installed-nodes","private":true}');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const lean = ['--omit=dev', '--omit=optional', '--omit=peer', '--ignore-scripts'];
  spawnSync('npm', ['install', tarball, ...quiet, ...lean], { cwd: folder, stdio: 'inherit' });
}

/** Nothing of it asks the internet for anything. */
const environment = (home: string, port: number, brokerPort: number): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: home,
  N8N_USER_FOLDER: home,
  N8N_ENCRYPTION_KEY: 'a key for tests alone',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_HOST: '127.0.0.1',
  N8N_PORT: String(port),
  N8N_RUNNERS_BROKER_PORT: String(brokerPort),
  N8N_SECURE_COOKIE: 'false',
  N8N_LOG_LEVEL: 'warn',
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  N8N_VERIFIED_PACKAGES_ENABLED: 'false',
  N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
  N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
  EXTERNAL_FRONTEND_HOOKS_URLS: '',
  N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
  N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
  N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub,insights',
  // Services of our own on this machine are who it talks to.
  N8N_SSRF_PROTECTION_ENABLED: 'false',
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
