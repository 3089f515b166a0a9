// A place in the feed of events as text: opaque to the caller, two snapshots and an event to us.
import type { Mode } from '@pausepoint/core';

/** Whose events: a place in one feed says nothing about another. */
export interface Feed {
  readonly developerId: string;
  readonly mode: Mode;
}

/** As the store gives it: the rest of a window between two snapshots, or where the next one begins. */
export interface EventCursor {
  readonly since: string | null;
  readonly until: string | null;
  readonly last: { readonly xid: string; readonly id: string } | null;
}

const VERSION = '1';

export function writeEventCursor({ since, until, last }: EventCursor, feed: Feed): string {
  const fields = [since, until, last?.xid, last && bare(last.id)].map((field) => field ?? '');
  return Buffer.from([head(feed), ...fields].join('.')).toString('base64url');
}

/** Undefined for anything we did not make, or not for this feed: the database would stumble over it. */
export function readEventCursor(text: string, feed: Feed): EventCursor | undefined {
  const bytes = Buffer.from(text, 'base64url');
  const opened = bytes.toString('latin1');
  if (bytes.toString('base64url') !== text || !opened.startsWith(`${head(feed)}.`))
    return undefined;
  const [since, until, xid, id, ...more] = opened.slice(head(feed).length + 1).split('.');
  if (more.length > 0 || [since, until].some((one) => one && !isSnapshot(one))) return undefined;
  const last = readLast(xid, id);
  // The last event of a page is one of a window, and a window has an end.
  if (last === undefined || (until !== '') !== (last !== null)) return undefined;
  if (!since && !last) return undefined;
  return { since: since || null, until: until || null, last };
}

const bare = (id: string): string => id.replaceAll('-', '');

const head = ({ developerId, mode }: Feed): string => `${VERSION}.${mode}.${bare(developerId)}`;

function readLast(
  xid: string | undefined,
  id: string | undefined,
): EventCursor['last'] | undefined {
  if (xid === '' && id === '') return null;
  if (!/^\d{1,18}$/.test(xid ?? '') || !/^[0-9a-f]{32}$/.test(id ?? '')) return undefined;
  return { xid: xid!, id: id!.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
}

const snapshot = /^([1-9]\d{0,17}):([1-9]\d{0,17}):((?:[1-9]\d{0,17},)*[1-9]\d{0,17})?$/;

/** `xmin:xmax:running`, as PostgreSQL wants it: none of them 0, in order, and within its bounds. */
function isSnapshot(text: string): boolean {
  const [, xmin, xmax, running] = snapshot.exec(text) ?? [];
  if (!xmin || !xmax) return false;
  const ids = (running?.split(',') ?? []).map(BigInt);
  const ascending = ids.every((one, i) => one >= (ids[i - 1] ?? BigInt(xmin) - 1n) + 1n);
  return ascending && (ids.at(-1) ?? BigInt(xmin) - 1n) < BigInt(xmax);
}
