// S9: whatever receivers do, each try ends in time, memory stays small and nobody else waits.
import { readFileSync, writeFileSync } from 'node:fs';
import { addMilliseconds, DAY } from '@pausepoint/core';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { claimInstallation } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { misbehaviours } from './testing/misbehaviours.ts';
import { rawServer } from './testing/raw-server.ts';
import { startReceiver } from './testing/receiver.ts';
import { ask, eventually, rows, useDatabase } from './testing/set-up.ts';
import { environmentFor, startProcess } from './testing/worker-process.ts';

const db = useDatabase();
const EACH = scaled(8);
const HEALTHY = scaled(60);
const LIMIT_SECONDS = 15;
const MOST_GROWTH = 50 << 20;

interface Try {
  readonly pause_id: string;
  readonly duration_ms: number;
  readonly status_code: number | null;
}

test(
  'whatever receivers do, tries end at 15 s, memory grows by less than 50 MB, others get theirs',
  async () => {
    await claimInstallation(db());
    const { child } = startProcess(environmentFor(db()));
    const healthy = await startReceiver();
    const asked = (webhookUrl: string, count: number) => {
      const developerId = crypto.randomUUID();
      const createdAt = addMilliseconds(new Date(), -DAY);
      return Promise.all(
        Array.from({ length: count }, () => ask(db(), { developerId, createdAt, webhookUrl })),
      );
    };
    // Warm, so that what is measured is not the program itself.
    await asked(healthy.url, HEALTHY);
    await eventually(() => expect(healthy.received).toHaveLength(HEALTHY), patience(20_000));
    const before = memoryOf(child.pid!, 'VmRSS');
    countPeakAnew(child.pid!);

    const kinds = new Map<string, string>();
    for (const [name, { does, secure }] of Object.entries(misbehaviours)) {
      const url = await rawServer(does);
      const pauses = await asked(secure ? url.replace('http:', 'https:') : url, EACH);
      for (const { id } of pauses) kinds.set(id, name);
    }
    // Half of it comes while everything else hangs, and arrives before anything that hangs ends.
    await asked(healthy.url, HEALTHY);
    await eventually(() => expect(healthy.received).toHaveLength(2 * HEALTHY), patience(10_000));
    const ended = (await tries(kinds)).filter((one) => one.duration_ms >= LIMIT_SECONDS * 1_000);
    expect(ended).toEqual([]);

    await eventually(async () => {
      expect(new Set((await tries(kinds)).map((one) => one.pause_id)).size).toBe(kinds.size);
    }, patience(60_000));
    for (const { pause_id: id, duration_ms: took, status_code: code } of await tries(kinds)) {
      const name = kinds.get(id)!;
      expect({ name, answered: code === 200 }).toEqual({
        name,
        answered: misbehaviours[name]!.answers,
      });
      expect(took).toBeLessThan(LIMIT_SECONDS * 1_000 + 1_000);
    }
    expect(memoryOf(child.pid!, 'VmHWM') - before).toBeLessThan(MOST_GROWTH);
  },
  patience(120_000),
);

const tries = (of: ReadonlyMap<string, string>): Promise<Try[]> =>
  rows(
    db(),
    `select d.pause_id, a.duration_ms, a.status_code
     from attempt a join delivery d on d.developer_id = a.developer_id and d.id = a.delivery_id
     where d.pause_id = any ($1)`,
    [[...of.keys()]],
  );

/** Only Linux tells. */
const told = process.platform === 'linux';

const countPeakAnew = (pid: number): void =>
  told ? writeFileSync(`/proc/${pid}/clear_refs`, '5') : undefined;

/** Bytes a process has in memory now, or had at its peak. */
function memoryOf(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  if (!told) return 0;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(status)!;
  return Number(kilobytes) * 1_024;
}
