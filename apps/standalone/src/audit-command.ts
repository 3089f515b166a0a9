// `npm run audit`: which months of the log are archived and whose log is held, and to change that.
import { formatId, parseId } from '@pausepoint/core';
import { ConfigError } from '@pausepoint/runtime';
import {
  holdAudit,
  listAuditHolds,
  listAuditMonths,
  releaseAudit,
  returnMonth,
  type Store,
} from '@pausepoint/store';

const help = `npm run audit                          tell months and holds
npm run audit -- hold <developer>      archive no month that holds an event of theirs, or a younger one
npm run audit -- release <developer>   end that
npm run audit -- return <month>        take an archived month (2026-01) back into the log; the youngest
                                       first, and with a hold, or it goes again within the hour`;

type Change = (store: Store, of: string, now: Date) => Promise<string>;

const changes: Readonly<Record<string, Change>> = {
  async hold(store, of, now) {
    const done = await holdAudit(store, developer(of), now);
    return done ? `The log of ${of} is held.` : refuse(`There is no developer ${of}.`);
  },
  async release(store, of) {
    const done = await releaseAudit(store, developer(of));
    return done ? `The log of ${of} is held no more.` : `The log of ${of} was not held.`;
  },
  async return(store, of) {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(of)) refuse(`“${of}” is no month: write it as 2026-01.`);
    const done = await returnMonth(store, of);
    if (done === undefined) return refuse('The log is in use just now: try again.');
    return done ? `${of} is in the log again.` : refuse(`${of} is not in the archive.`);
  },
};

/** @returns what to show */
export async function auditCommand(
  store: Store,
  [name, of, ...more]: readonly string[],
  now: Date,
): Promise<string> {
  if (name === undefined) return tell(store);
  if (name === 'help') return help;
  const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
  if (!change || of === undefined || more.length > 0) return refuse(help);
  return change(store, of, now);
}

async function tell(store: Store): Promise<string> {
  const { kept, archived } = await listAuditMonths(store);
  const holds = await listAuditHolds(store);
  return [
    `Months in the log    ${kept.join(' ')}`,
    `Months archived      ${archived.join(' ') || 'none'}`,
    `Logs held            ${holds.length === 0 ? 'none' : ''}`,
    ...holds.map(
      ({ developerId, heldAt }) =>
        `  ${formatId('developer', developerId)} since ${heldAt.toISOString()}`,
    ),
  ].join('\n');
}

function developer(text: string): string {
  return parseId('developer', text) ?? refuse(`“${text}” is no developer’s id: dev_…`);
}

function refuse(why: string): never {
  throw new ConfigError(why);
}
