// `npm start`: everything in one process. `keys`, `migrate` and `help` are the other commands.
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { styleText } from 'node:util';
import { ConfigError, createLog, gracefully } from '@pausepoint/runtime';
import { readArguments, usage, type Arguments } from './arguments.ts';
import { banner, readyLine, type Paint, type Style } from './banner.ts';
import { readStandaloneConfig, type StandaloneConfig } from './config.ts';
import { lanAddress } from './lan-address.ts';
import { localKeysFile } from './local-keys.ts';
import { openDatabase } from './open-database.ts';
import { showKeys } from './show-keys.ts';
import { startStandalone } from './start-standalone.ts';

const styles: Record<Style, Parameters<typeof styleText>[0]> = {
  accent: 'blueBright',
  strong: 'bold',
  faint: 'dim',
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

async function main({ command, lan, port }: Arguments): Promise<void> {
  if (command === 'help') return console.log(usage);
  // What is set already wins over the file.
  if (existsSync('.env')) process.loadEnvFile();
  const env = { ...process.env, ...(port === undefined ? {} : { PORT: port }) };
  const address = lan ? lanAddress(networkInterfaces()) : undefined;
  const config = readStandaloneConfig(env, address);
  if (command === 'keys') return console.log(showKeys(config));
  const log = createLog({ level: config.logLevel, pretty: onTerminal });
  if (command === 'start') return await start(config, log);
  const { steps } = await openDatabase(config, log);
  for (const step of steps) await step.run();
  log.info('the database is up to date');
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
