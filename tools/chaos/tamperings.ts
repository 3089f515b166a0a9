// What somebody with all rights on the database may do to a log, and where the first trace of it is.
import { randomBytes, randomInt } from 'node:crypto';
import { createKeyRing, newId, readSigningKey, type SigningKey } from '@pausepoint/core';
import type { Store } from '@pausepoint/store';
import {
  rehashed,
  sealAnew,
  writeEvents,
  writeNode,
  type StoredEvent,
  type StoredLog,
} from './stored-log.ts';

export interface Trace {
  /** The place of the first event that is not what was sealed. */
  readonly sequence: number;
  /** It shows in a proof the server hands out, and not in the export. */
  readonly proofOf?: string | undefined;
}

interface Signer {
  readonly key: SigningKey;
  readonly origin: string;
}

type Tamper = (store: Store, log: StoredLog, signer: Signer) => Promise<Trace>;

const anyOf = <T>(all: readonly T[]): T => all[randomInt(all.length)]!;

/** The same event, with another past. */
const otherwise = (event: StoredEvent): StoredEvent => {
  const other = (name: string, but: unknown) => (name === but ? `not ${name}` : name);
  return anyOf<(one: StoredEvent) => StoredEvent>([
    (one) => ({
      ...one,
      actor: anyOf(['developer', 'human', 'system'].filter((a) => a !== one.actor)),
    }),
    (one) => ({ ...one, type: other('pause.viewed', one.type) }),
    (one) => ({ ...one, created_at: new Date(one.created_at.getTime() - randomInt(1, 10_000)) }),
    (one) => ({ ...one, pause_id: newId(one.created_at) }),
    (one) => ({ ...one, detail: { ...one.detail, choice: `x${randomInt(1e9)}` } }),
    (one) => ({ ...one, detail: { ...one.detail, forged: true } }),
  ])(event);
};

const another = (event: StoredEvent): StoredEvent => ({
  ...event,
  id: newId(event.created_at),
});

const swap = (events: readonly StoredEvent[], at: number, other: number): StoredEvent[] =>
  events.with(at, events[other]!).with(other, events[at]!);

/** Two places, the first of them first. */
function two(length: number): [number, number] {
  const first = randomInt(length - 1);
  return [first, randomInt(first + 1, length)];
}

const changed: Readonly<
  Record<string, (events: readonly StoredEvent[]) => [StoredEvent[], number]>
> = {
  altered(events) {
    const at = randomInt(events.length);
    return [events.with(at, otherwise(events[at]!)), at];
  },
  deleted(events) {
    const at = randomInt(events.length);
    return [events.toSpliced(at, randomInt(1, 4)), at];
  },
  inserted(events) {
    const at = randomInt(events.length);
    return [events.toSpliced(at, 0, another(events[at]!)), at];
  },
  reordered(events) {
    const [at, other] = two(events.length);
    return [swap(events, at, other), at];
  },
};

const inEvents = Object.values(changed);

export const tamperings: Readonly<Record<string, Tamper>> = {
  async 'an event altered, its leaf left'(store, log) {
    const at = randomInt(log.events.length);
    await writeEvents(store, { ...log, events: log.events.with(at, otherwise(log.events[at]!)) });
    return { sequence: at };
  },
  async 'an event altered in the table of its month'({ pool }, { events }) {
    const at = randomInt(events.length);
    const { rows } = await pool.query<{ month: string }>(
      'select tableoid::regclass::text as month from audit_event where id = $1',
      [events[at]!.id],
    );
    await pool.query(
      `update ${rows[0]!.month} set detail = detail || '{"forged": true}' where id = $1`,
      [events[at]!.id],
    );
    return { sequence: at };
  },
  async 'events deleted, their leaves left'({ pool }, { events }) {
    const at = randomInt(events.length);
    const ids = events.slice(at, at + randomInt(1, 4)).map(({ id }) => id);
    await pool.query('delete from audit_event where id = any ($1)', [ids]);
    return { sequence: at };
  },
  async 'a leaf rewritten'({ pool }, { events, developerId, mode }) {
    const at = randomInt(events.length);
    await pool.query(
      `update audit_leaf set hash = $4 where developer_id = $1 and mode = $2 and sequence = $3`,
      [developerId, mode, at, randomBytes(32)],
    );
    return { sequence: at };
  },
  async 'a leaf deleted'({ pool }, { events, developerId, mode }) {
    const at = randomInt(events.length);
    await pool.query(
      `delete from audit_leaf where developer_id = $1 and mode = $2 and sequence = $3`,
      [developerId, mode, at],
    );
    return { sequence: at };
  },
  async 'two events swapped between their leaves'(store, log) {
    const [at, other] = two(log.events.length);
    const swapped = swap(log.events, at, other).map((event, index) => ({
      ...event,
      hash: log.events[index]!.hash,
    }));
    await writeEvents(store, { ...log, events: swapped });
    return { sequence: at };
  },
  async 'events and leaves changed, the tree left'(store, log) {
    const [events, sequence] = anyOf(inEvents)(log.events);
    await writeEvents(store, { ...log, events: rehashed(events) });
    return { sequence };
  },
  async 'a node rewritten'(store, log) {
    const { length } = log.events;
    // The sibling of a node that every proof below its neighbour leans on.
    const level = randomInt(1, Math.floor(Math.log2(length)));
    const index = randomInt(Math.floor(length / 2 ** level));
    const neighbour = index % 2 === 0 ? index + 1 : index - 1;
    const sequence = neighbour * 2 ** level;
    if (sequence >= length) return tamperings['a node rewritten']!(store, log, undefined!);
    await writeNode(store, log, { level, index, hash: randomBytes(32) });
    return { sequence, proofOf: log.events[sequence]!.id };
  },
  async 'the whole log rebuilt, signed by another key'(store, log, { origin }) {
    const [events, sequence] = anyOf(inEvents)(log.events);
    const key = readSigningKey(createKeyRing(randomBytes(32).toString('hex')));
    await sealAnew(store, { ...log, events: rehashed(events) }, { key, origin });
    return { sequence };
  },
  async 'the whole log rebuilt, signed by its own key'(store, log, signer) {
    const [events, sequence] = anyOf(inEvents)(log.events);
    await sealAnew(store, { ...log, events: rehashed(events) }, signer);
    return { sequence };
  },
  async 'the end cut off, as if it had never been'(store, log, signer) {
    const sequence = randomInt(1, log.events.length);
    await sealAnew(store, { ...log, events: log.events.slice(0, sequence) }, signer);
    return { sequence };
  },
};
