// What `npm run admin` says of developers, for people and for programs, and how it is used.
import { formatId, plans } from '@pausepoint/core';
import type { ServerConfig } from '@pausepoint/server';
import type { ListedDeveloper } from '@pausepoint/store';

export const adminHelp = `npm run admin                                 list every developer with this month's live pauses
npm run admin -- show <developer>             tell of one
npm run admin -- plan <developer> <plan>      free, starter, pro or enterprise; binds with PLAN_LIMITS=on
npm run admin -- disable <developer>          refuse their keys and links, end their sessions, ask nobody for them
npm run admin -- enable <developer>           end that
npm run admin -- reset-password <address>     print a link with which that person sets a new password, once
npm run admin -- invite <address>             print a link to open an account with, where SIGN_UP=invite
npm run admin -- help                         this

<developer> is an id (dev_…) or an owner's e-mail address. With --json, programs can read the answer.
Every server knows of a change within a second. The built-in database has one owner at a time: stop
npm start before. DEFAULT_PLAN is what a new developer starts on, SIGN_UP who may open an account.`;

type Plans = Pick<ServerConfig, 'planLimits'>;

/** A table as wide as it must be. */
export function developerLines(all: readonly ListedDeveloper[], config: Plans, now: Date): string {
  const month = now.toISOString().slice(0, 7);
  const head = ['DEVELOPER', 'NAME', 'OWNER', 'PLAN', `PAUSES ${month}`, 'LAST USED', 'SINCE', ''];
  const rows = [head, ...all.map((one) => cells(one, config))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(one: ListedDeveloper, { planLimits }: Plans): readonly string[] {
  const quota = planLimits ? plans[one.plan].pausesPerMonth : null;
  const [owner = 'nobody', ...others] = one.owners;
  return [
    formatId('developer', one.id),
    inOneLine(one.name),
    others.length > 0 ? `${owner} +${others.length}` : owner,
    one.plan,
    quota === null ? String(one.pauses) : `${one.pauses} of ${quota}`,
    dayOf(one.usedAt),
    dayOf(one.createdAt),
    one.disabledAt ? `disabled since ${dayOf(one.disabledAt)}` : '',
  ];
}

const dayOf = (at: Date | null): string => at?.toISOString().slice(0, 10) ?? 'never';

/** A name is its owner's text: it moves no cursor of ours, and pushes nothing off the screen. */
const inOneLine = (name: string): string => {
  const plain = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return plain.length > 32 ? `${plain.slice(0, 31)}…` : plain;
};

export const developerJson = (one: ListedDeveloper) => ({
  developer_id: formatId('developer', one.id),
  name: one.name,
  plan: one.plan,
  owners: one.owners,
  members: one.members,
  pauses_this_month: one.pauses,
  created_at: one.createdAt.toISOString(),
  last_used_at: one.usedAt?.toISOString() ?? null,
  disabled_at: one.disabledAt?.toISOString() ?? null,
});
