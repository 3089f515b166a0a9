// `npm start`: everything in one process. `keys`, `migrate`, `doctor`, `audit`, `admin` and `help` are the others.
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { styleText } from 'node:util';
import { ConfigError, createLog, gracefully } from '@pausepoint/runtime';
import { adminCommand } from './admin-command.ts';
import { readArguments, usage, type Arguments } from './arguments.ts';
import { auditCommand } from './audit-command.ts';
import { banner, readyLine, type Paint, type Style } from './banner.ts';
import { readStandaloneConfig, type Environment, type StandaloneConfig } from './config.ts';
import { examine } from './doctor/examine.ts';
import { renderFindings } from './doctor/render-findings.ts';
import { lanAddress } from './lan-address.ts';
import { localKeysFile } from './local-keys.ts';
import { openDatabase } from './open-database.ts';
import { showKeys } from './show-keys.ts';
import { startStandalone } from './start-standalone.ts';

const styles: Record<Style, Parameters<typeof styleText>[0]> = {
  accent: 'blueBright',
  strong: 'bold',
  faint: 'dim',
  good: 'green',
  doubtful: 'yellow',
  bad: 'red',
  qr: ['whiteBright', 'bgBlack'],
};
const paint: Paint = (style, text) => styleText(styles[style], text);
const onTerminal = process.stdout.isTTY;

try {
  await main(readArguments(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof ConfigError ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}

async function main({ command, words, json, lan, port }: Arguments): Promise<void> {
  if (command === 'help') return console.log(usage);
  // What is set already wins over the file.
  if (existsSync('.env')) process.loadEnvFile();
  const env = { ...process.env, ...(port === undefined ? {} : { PORT: port }) };
  if (command === 'doctor') return await doctor(env);
  const address = lan ? lanAddress(networkInterfaces()) : undefined;
  const config = readStandaloneConfig(env, address);
  if (command === 'keys') return console.log(showKeys(config));
  // What programs read must hold nothing else.
  const level = json ? 'silent' : config.logLevel;
  const log = createLog({ level, pretty: onTerminal });
  if (command === 'start') return await start(config, log);
  const { store, steps } = await openDatabase(config, log, { beside: command !== 'migrate' });
  try {
    const now = new Date();
    if (command === 'audit') console.log(await auditCommand(store, words, now));
    else if (command === 'admin') {
      const parts = { store, config: config.server, now, json };
      console.log(await adminCommand(parts, words));
    } else log.info('the database is up to date');
  } finally {
    for (const step of steps) await step.run();
  }
}

async function doctor(env: Environment): Promise<void> {
  const findings = await examine({ env, now: () => new Date(), onLook: showProgress });
  showProgress('');
  // Longer lines are hard to read; some terminals don't say how wide they are.
  const width = Math.min(process.stdout.columns || 100, 100);
  const plain: Paint = (_, text) => text;
  console.log(renderFindings(findings, { width, paint: onTerminal ? paint : plain }));
  if (findings.some(({ state }) => state === 'failed')) process.exitCode = 1;
}

/** One line that the next one replaces; a pipe gets the result alone. */
function showProgress(at: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[2K${at && `  … asking ${at}`}`);
}

async function start(config: StandaloneConfig, log: ReturnType<typeof createLog>): Promise<void> {
  const now = () => new Date();
  const running = await startStandalone({ config, log, now, random: Math.random });
  const end = gracefully({ log, steps: running.steps });
  void running.failed.then((reason) => end(reason, true));
  const { local } = config.server;
  const facts = { ...running, local, keysFile: localKeysFile(config.dataDir) };
  if (onTerminal) return console.log(banner(facts, paint));
  log.info(readyLine(facts));
  if (running.setupToken) {
    log.info(`The first account needs this setup_token: ${running.setupToken}`);
  }
}
