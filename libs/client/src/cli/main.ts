// The `pausepoint` command: what was typed, what the environment says, and how it ends.
import { exitCodes } from './exit-codes.ts';
import { runCommand } from './run-command.ts';
import { typeIn } from './type-in.ts';

const stop = new AbortController();
// A terminal that is closed is as good as Ctrl-C: nobody is left to hear the answer.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stop.abort());
}
// Whoever reads us (`| head`) may have heard enough.
process.stdout.on('error', () => process.exit(exitCodes.failed));
// What is said beside it is missed by nobody who is gone; the question still is to be withdrawn.
process.stderr.on('error', () => undefined);
// Node.js would end with 1, which has a meaning of ours.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(exitCodes.failed);
});

// Rewritten in place only where a human looks at it.
const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
const live = (text: string): void => {
  const fits = text.slice(0, (process.stderr.columns || 80) - 1);
  process.stderr.write(`\r\u001b[K${fits}`);
};

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  ...(isTerminal && { live }),
  input: typeIn(process.stdin, (text) => void process.stderr.write(text), stop.signal),
  now: () => new Date(),
  signal: stop.signal,
});
// A pipe that stays open holds nobody up.
process.stdin.destroy();
