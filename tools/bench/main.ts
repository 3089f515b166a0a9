// `npm run bench`: every row against its baseline in the same run, and one table at the end.
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPlace } from './place.ts';
import { printProfiles } from './profile.ts';
import { endLeftovers } from './programs.ts';
import { LedgerError, type Finding, type Row } from './row.ts';
import { createVsQueues } from './rows/create-vs-queues.ts';
import { create } from './rows/create.ts';
import { decisionToWaiter, secondInstance } from './rows/decision.ts';
import { growth } from './rows/growth.ts';
import { handMade } from './rows/hand-made.ts';
import { idleWaiters } from './rows/idle-waiters.ts';
import { lateness } from './rows/lateness.ts';
import { lifeCpu } from './rows/life-cpu.ts';
import { page } from './rows/page.ts';
import { pollLoop } from './rows/poll-loop.ts';
import { pollPending, pollSettled } from './rows/poll.ts';
import { scale } from './rows/scale.ts';
import { sealing } from './rows/sealing.ts';
import { soak } from './rows/soak.ts';
import { sweep } from './rows/sweep.ts';
import { webhooks } from './rows/webhooks.ts';
import { markOf, renderTable } from './table.ts';
import { writeNumbers } from './write-numbers.ts';

const rows: readonly Row[] = [
  ...[create, createVsQueues, handMade, pollPending, pollSettled, decisionToWaiter, secondInstance],
  ...[
    pollLoop,
    sweep,
    lateness,
    webhooks,
    lifeCpu,
    sealing,
    scale,
    page,
    growth,
    idleWaiters,
    soak,
  ],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    pauses: { type: 'string', default: '10000000' },
    events: { type: 'string', default: '50000000' },
    kept: { type: 'string', default: 'ten-million' },
    minutes: { type: 'string', default: '10' },
    profile: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (values.help || unknown.length > 0) {
  for (const name of unknown) console.error(`There is no row “${name}”.`);
  console.log(
    [
      'npm run bench [-- rows… --seconds=4 --rounds=5 --profile]',
      '  --pauses=10000000 --events=50000000 --kept=ten-million  of growth: its size, and its name to be reused by',
      '  --minutes=10                                            of soak',
      '  --readme                                                writes what was found into README.md\n',
      ...rows.map(
        ({ name, title, onlyByName }) =>
          `  ${name.padEnd(20)}${title}${onlyByName ? ' (only by its name)' : ''}`,
      ),
    ].join('\n'),
  );
  process.exit(unknown.length > 0 ? 1 : 0);
}
const wanted = rows.filter(({ name, onlyByName }) =>
  positionals.length > 0 ? positionals.includes(name) : !onlyByName,
);

const began = new Date();
const folder = join(import.meta.dirname, '.data', began.toISOString().replaceAll(':', '-'));
const place = await openPlace({
  ...{ folder, seconds: Number(values.seconds), rounds: Number(values.rounds) },
  ...{ pauses: Number(values.pauses), events: Number(values.events), kept: values.kept },
  soakMinutes: Number(values.minutes),
  profile: values.profile,
});
const machine = {
  began,
  node: process.version,
  postgres: place.postgresVersion,
  cores: cpus().length,
  processor: cpus()[0]?.model,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
};
let ending = false;
for (const end of ['SIGINT', 'SIGTERM', 'uncaughtException', 'unhandledRejection'] as const) {
  process.on(end, (why: unknown) => {
    if (ending) return;
    ending = true;
    process.exitCode = 1;
    console.error('!!! ended by', why);
    endLeftovers();
    void place.close().finally(() => process.exit(1));
  });
}
place.say(`Node ${machine.node}, PostgreSQL ${machine.postgres}, ${machine.cores} cores`);

const findings: Finding[] = [];
try {
  for (const [index, row] of wanted.entries()) {
    if (ending) break;
    const minutes = (Date.now() - began.getTime()) / 60_000;
    place.say(
      `\n[${index + 1}/${wanted.length}, ${minutes.toFixed(1)} min] ${row.name}: ${row.title}`,
    );
    try {
      findings.push(...(await row.run(place)));
    } catch (error) {
      process.exitCode = 1;
      const what = error instanceof LedgerError ? 'VOID, the ledger does not balance' : 'FAILED';
      console.error(`!!! ${row.name}: ${what}\n`, error);
    }
    endLeftovers();
  }
} finally {
  place.keep('findings', { machine, findings });
  await place.close();
}
if (values.profile) printProfiles(folder);
if (findings.length > 0) console.log(`\n${renderTable(findings)}\n\nRaw numbers: ${folder}`);
if (values.readme) await writeNumbers(machine, findings);
const below = findings.filter((finding) => markOf(finding) === 'BELOW').length;
if (below > 0) console.log(`${below} below their floor, or without one below their goal.`);
process.exit();
