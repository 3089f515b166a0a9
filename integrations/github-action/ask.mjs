// Runs `pausepoint ask` with the action's inputs, and tells the job what became of it. Plain JavaScript
// on nothing but Node.js 20: it runs on machines that have nothing of ours.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const FAILED = 3;
/** Of an agent, as the API has it; a repository’s may be longer. */
const LONGEST_NAME = 80;
const { env } = process;
const input = (name) => env[`INPUT_${name}`]?.trim() ?? '';
const lines = (name) =>
  input(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** `--name=value`, so that a value which begins with a dash is a value. */
const option = (name, value) => (value === '' ? [] : [`--${name}=${value}`]);
const each = (name, values) => values.flatMap((value) => option(name, value));

function options() {
  const text = (env.INPUT_OPTIONS ?? '').replace(/\s*\n\s*$/, '');
  return text.split(text.includes('\n') ? /\r?\n/ : ',').map((one) => one.trim());
}

function askArguments() {
  return [
    ...['ask', '--json'],
    // An empty one too, which is refused: left out, the next would be the one that means go.
    ...options().map((one) => `--option=${one}`),
    ...option('channel', input('CHANNEL')),
    ...option('ok', input('OK')),
    ...option('timeout', input('TIMEOUT')),
    ...option('default', input('DEFAULT')),
    ...option('risk', input('RISK')),
    ...option('require', input('REQUIRE')),
    ...each('context', lines('CONTEXT')),
    ...each('metadata', lines('METADATA')),
    ...option('idempotency-key', input('KEY')),
    ...option('agent', (env.GITHUB_REPOSITORY ?? '').slice(0, LONGEST_NAME)),
    ...option('run-id', env.GITHUB_RUN_ID ?? ''),
    ...(input('TEXT') === 'true' ? ['--text'] : []),
    // The question is piped in: however long, and whatever it begins with.
    '-',
  ];
}

/** The process under way: a job that is cancelled withdraws its question. */
let child;
let cancelled = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    cancelled = true;
    child?.kill('SIGINT');
  });
}

function run(command, args, { text = '', known = env } = {}) {
  return new Promise((resolve) => {
    child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env: known });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk));
    child.stdin.on('error', () => undefined).end(text);
    child.once('error', (error) => resolve({ code: FAILED, out: String(error) }));
    child.once('close', (code) => resolve({ code: code ?? FAILED, out }));
  });
}

/** On Windows npm is a script for a shell, which Node.js does not start: what it would start is. */
const npm = (args) =>
  process.platform === 'win32'
    ? [process.execPath, [join(process.execPath, '../node_modules/npm/bin/npm-cli.js'), ...args]]
    : ['npm', args];

async function install() {
  const folder = join(env.RUNNER_TEMP ?? '.', `pausepoint-${randomUUID()}`);
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const args = ['install', ...quiet, '--prefix', folder, '--', input('PACKAGE')];
  // Whoever installs needs no key of ours.
  const known = { ...env, PAUSEPOINT_API_KEY: undefined, PAUSEPOINT_TO: undefined };
  const { code, out } = await run(...npm(args), { known });
  if (code === 0) return join(folder, 'node_modules/pausepoint/dist/cli.js');
  console.error(out);
  return undefined;
}

/** A name and a value in a file of the runner's; its end is a word nobody can guess. */
const output = (name, value) => {
  const end = `end_${randomUUID()}`;
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
};

/** Words of others as text: neither Markdown nor HTML is left in them. */
const plain = (text) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);

function tell(pause, code) {
  const decided = pause.human_decided === true;
  output('choice', decided ? pause.response_choice : '');
  output('text', decided ? (pause.response_text ?? '') : '');
  output('status', pause.status);
  output('human-decided', String(decided));
  output('pause-id', pause.pause_id);
  const outcome = decided
    ? `a human chose <b>${plain(pause.response_choice)}</b>`
    : 'nobody decided';
  const mark = code === 0 ? '✅' : '⛔';
  const line = `${mark} ${plain(input('QUESTION'))}: ${outcome} (${pause.status}, <code>${plain(pause.pause_id)}</code>)`;
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${line}\n\n`);
}

const read = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function main() {
  const program = await install();
  if (!program || cancelled) return FAILED;
  const { code, out } = await run(process.execPath, [program, ...askArguments()], {
    text: input('QUESTION'),
  });
  const pause = read(out);
  if (pause) tell(pause, code);
  // A 0 without the pause that says so is none.
  return code === 0 && pause?.human_decided !== true ? FAILED : code;
}

// The runner takes lines of a log that begin with “::” for commands, whoever wrote them.
const token = randomUUID();
console.log(`::stop-commands::${token}`);
process.exitCode = await main().catch((error) => {
  console.error(error);
  return FAILED;
});
console.log(`::${token}::`);
