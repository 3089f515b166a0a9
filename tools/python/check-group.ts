// One group: is it formatted, are its types right, do its tests pass?
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, type Group } from './groups.ts';

export interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly told: string;
}

interface Check {
  readonly group: Group;
  readonly environment: string;
  /** The installer, for tests of what is published. */
  readonly uv: string;
  /** For pytest: `-k name`, `-x`. Types and format are left alone then. */
  readonly pytestArgs: readonly string[];
}

const here = import.meta.dirname;

export async function checkGroup({ group, environment, uv, pytestArgs }: Check): Promise<Result> {
  const { name, folder } = group;
  const program = (tool: string) => join(environment, 'bin', tool);
  const stories = join(root, 'examples', name);
  const checked = [folder, ...(existsSync(stories) ? [stories] : [])];
  const env = { ...environmentOf(group, environment), UV: uv };
  const steps: Readonly<Record<string, readonly string[]>> = {
    ruff: [program('ruff'), 'check', '--config', join(here, 'ruff.toml'), '--no-cache', ...checked],
    format: [
      ...[program('ruff'), 'format', '--check', '--config', join(here, 'ruff.toml')],
      ...['--no-cache', ...checked],
    ],
    mypy: [
      ...[program('mypy'), '--config-file', join(here, 'mypy.ini')],
      ...['--cache-dir', join(environment, 'mypy-cache'), ...checked],
    ],
    pytest: [
      ...[program('pytest'), '-c', join(here, 'pytest.ini'), '--rootdir', folder],
      ...['-o', `cache_dir=${join(environment, 'pytest-cache')}`, folder, ...pytestArgs],
    ],
  };
  const began = performance.now();
  const told: string[] = [];
  let ok = true;
  for (const [step, command] of Object.entries(steps)) {
    if (pytestArgs.length > 0 && step !== 'pytest') continue;
    console.log(`\n--- ${name}: ${step}`);
    const { code, output } = await run(command, { cwd: root, env });
    const passed = step === 'pytest' ? /^.*\d+ passed.*$/m.exec(output)?.[0] : undefined;
    // No test at all is no success.
    const well = code === 0 && (step !== 'pytest' || passed !== undefined);
    ok &&= well;
    told.push(passed?.replaceAll('=', '').trim() ?? `${step} ${well ? 'ok' : 'FAILED'}`);
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  return { name, ok, told: `${told.join(', ')}; ${seconds} s in all` };
}

/** Our own packages run from source; the server and its key are found as any program finds them. */
function environmentOf({ name, folder }: Group, environment: string): NodeJS.ProcessEnv {
  const sources = [join(folder, 'src'), join(root, 'integrations/python/src'), here].filter(
    (path) => existsSync(path),
  );
  return {
    ...process.env,
    VIRTUAL_ENV: environment,
    PATH: `${join(environment, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    PYTHONPATH: sources.join(delimiter),
    MYPYPATH: [...sources, join(root, 'examples', name)].join(delimiter),
    PYTHONPYCACHEPREFIX: join(environment, 'pycache'),
    // A telemetry nobody asked for.
    DO_NOT_TRACK: '1',
    OTEL_SDK_DISABLED: 'true',
    NO_COLOR: '1',
  };
}

/** Not `spawnSync`: the server it asks lives in this process. */
async function run(
  [program, ...args]: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program!, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text);
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
