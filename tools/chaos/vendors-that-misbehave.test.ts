// S13: every vendor is busy, broken, cut off or silent at random, and all workers die in the midst.
import type { Mishap } from '@pausepoint/channels/testing';
import { patience, scaled } from '@pausepoint/runtime/testing/scale';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptOf, type VendorName } from './fate.ts';
import { eventually, openLiveService, type LiveService } from './live-service.ts';
import { expectNothingTold } from './nothing-told.ts';
import { share } from './share.ts';
import { reached, ways, type Way } from './ways.ts';

/** Pauses of each way in each of the rounds. */
const PER_ROUND = scaled(15);
const ROUNDS = 4;
/** Of a vendor in each round; Slack has two ways. */
const MISHAPS = scaled(10);
const WORKERS = 2;

let service: LiveService;
beforeAll(async () => {
  service = await openLiveService();
}, patience(120_000));
afterAll(() => service.close());

interface Row {
  readonly id: string;
  readonly way: Way;
  readonly index: number;
  readonly status: string;
  readonly attempts: number;
}
interface Account {
  scripted: number;
  refused: number;
  ambiguous: number;
  /** Under way when their worker was killed. */
  killed: number;
}

const accounts: Record<VendorName, Account> = {
  twilio: { scripted: 0, refused: 0, ambiguous: 0, killed: 0 },
  slack: { scripted: 0, refused: 0, ambiguous: 0, killed: 0 },
  telegram: { scripted: 0, refused: 0, ambiguous: 0, killed: 0 },
  smtp: { scripted: 0, refused: 0, ambiguous: 0, killed: 0 },
};
/** By pause id. */
const asked = new Map<string, { readonly way: Way; readonly index: number }>();

test(
  'every question reaches its vendor or is visibly failed; twice only where nobody could know',
  { timeout: patience(180_000) },
  async () => {
    let workers = await startWorkers();
    for (let round = 0; round < ROUNDS; round++) {
      misbehave();
      await askRound(round);
      if (round === 1) {
        await eventually(async () => expect((await underWay()).length).toBeGreaterThan(3));
        await Promise.all(workers.map((worker) => worker.kill()));
        await countKilled();
        workers = await startWorkers();
      }
      await moveOn(round === ROUNDS - 1 ? 0 : (PER_ROUND * Object.keys(ways).length) / 2);
    }
    const rows = await readRows();
    expect(rows).toHaveLength(asked.size);
    expectLedger(rows);
    await expectVisible(rows);
    const addresses = rows.map(({ way, index }) => ways[way].address(index));
    await expectNothingTold(service, { addresses, texts: ['Shall we go on'] });
  },
);

const startWorkers = () => Promise.all(Array.from({ length: WORKERS }, service.startWorker));

function misbehave(): void {
  for (const vendor of Object.keys(accounts) as VendorName[]) {
    const size = MISHAPS * (vendor === 'slack' ? 2 : 1);
    const { mishaps, refused, ambiguous } = scriptOf(vendor, size);
    service[vendor].script(...(mishaps as Mishap[]));
    const account = accounts[vendor];
    account.scripted += size;
    account.refused += refused;
    account.ambiguous += ambiguous;
  }
}

async function askRound(round: number): Promise<void> {
  const names = Object.keys(ways) as Way[];
  await share(PER_ROUND * names.length, 8, async (at) => {
    const way = names[at % names.length]!;
    const index = round * PER_ROUND + Math.floor(at / names.length);
    const { pause_id } = await service.ask({
      recipient: ways[way].address(index),
      channel: ways[way].channel,
      message: `Shall we go on with ${way} ${index}?`,
      options: ['Approve', 'Reject'],
    });
    asked.set(pause_id, { way, index });
  });
}

/** Spares the waits between tries, until no more than `left` questions are still on their way. */
async function moveOn(left: number): Promise<void> {
  await eventually(async () => {
    const open = await service.rows<{ id: string; status: string; lost: boolean; waits: boolean }>(
      `select id, status, next_attempt_at is null as lost,
         next_attempt_at > now() and status <> 'sending' as waits
       from delivery where status in ('queued', 'sending', 'maybe_sent')`,
    );
    // Promise: nothing is silent. What is not at its end has a next try.
    expect(open.filter(({ lost }) => lost)).toEqual([]);
    // Twilio's word comes within the grace it is given.
    await tellOfTexts();
    const waiting = open.filter(({ waits }) => waits).map(({ id }) => id);
    await service.rows(
      `update delivery set next_attempt_at = now()
       where id = any ($1) and status in ('queued', 'maybe_sent')`,
      [waiting],
    );
    expect(open.length).toBeLessThanOrEqual(left);
  }, patience(120_000));
}

let told = 0;
/** Twilio reports each text it took, of every other phone: also where its answer was lost. */
async function tellOfTexts(): Promise<void> {
  const { twilio, url } = service;
  while (told < twilio.messages.length) {
    const at = told++;
    if (!isReported(twilio.messages[at]!.to)) continue;
    expect((await twilio.report(at, 'delivered', undefined, url)).status).toBe(200);
  }
}

const isReported = (phone: string): boolean => Number(phone) % 2 === 0;

const underWay = () =>
  service.rows<{ id: string; pause_id: string }>(
    `select id, pause_id from delivery where status = 'sending'`,
  );

/** What the dead had begun is ambiguous. Nobody is left to end it, so its lease may end now. */
async function countKilled(): Promise<void> {
  await eventually(async () => {
    const alive = await service.rows(
      `select from pg_stat_activity
       where datname = current_database() and application_name = 'pausepoint-worker'`,
    );
    expect(alive).toHaveLength(0);
  });
  await tellOfTexts();
  const begun = await underWay();
  for (const { pause_id } of begun) {
    const account = accounts[ways[asked.get(`psr_${pause_id}`)!.way].vendor];
    account.killed++;
    account.ambiguous++;
  }
  await service.rows(`update delivery set next_attempt_at = now() where status = 'sending'`);
}

async function readRows(): Promise<readonly Row[]> {
  const rows = await service.rows<Pick<Row, 'id' | 'status' | 'attempts'>>(
    `select 'psr_' || pause_id as id, status, attempts from delivery where kind = 'notification'`,
  );
  return rows.map((row) => ({ ...row, ...asked.get(row.id)! }));
}

function expectLedger(rows: readonly Row[]): void {
  for (const [vendor, account] of Object.entries(accounts)) {
    const own = rows.filter(({ way }) => ways[way].vendor === vendor);
    const counts = own.map(({ way, index }) => reached(service, way, index));
    const taken = counts.reduce((sum, count) => sum + count, 0);
    const arrived = counts.filter((count) => count > 0).length;
    const tries = own.reduce((sum, { attempts }) => sum + attempts, 0);
    const failed = own.filter(({ status }) => status === 'failed').length;
    console.log(
      `${vendor}: ${own.length} asked = ${arrived} arrived + ${own.length - arrived} did not, ` +
        `${failed} failed; ${tries} tries, ${taken} taken, ${account.refused} refused, ` +
        `${account.killed} killed; ${taken - arrived} twice, ${account.ambiguous} ambiguous`,
    );
    for (const { id, way, index, status } of own) {
      const count = reached(service, way, index);
      expect(['sent', 'delivered', 'failed'], id).toContain(status);
      if (status !== 'failed') expect(count, id).toBeGreaterThan(0);
      // Twilio's own word spares the second text.
      if (way === 'sms' && isReported(ways.sms.address(index))) {
        expect(count, id).toBeLessThanOrEqual(1);
        if (count === 1) expect(status, id).toBe('delivered');
      }
    }
    expect(taken - arrived).toBeLessThanOrEqual(account.ambiguous);
    // Each try was taken or refused, or died on its way to the vendor or was spared thanks to its word.
    const unseen = tries - taken - account.refused;
    expect(unseen).toBeGreaterThanOrEqual(0);
    expect(unseen).toBeLessThanOrEqual(2 * account.killed);
    expect(tries).toBeGreaterThan(own.length);
  }
  const killed = Object.values(accounts).reduce((sum, one) => sum + one.killed, 0);
  expect(killed).toBeGreaterThan(0);
}

/** The developer sees of each pause what became of its question. */
async function expectVisible(rows: readonly Row[]): Promise<void> {
  await share(rows.length, 8, async (at) => {
    const { id, status, attempts } = rows[at]!;
    const { notification } = await service.read(id);
    expect(notification).toMatchObject({ status, attempts });
    if (status === 'failed') expect(notification.last_error).toBeTruthy();
  });
  const news = await service.rows<{ type: string; count: number }>(
    `select type, count(distinct pause_id)::int as count from audit_event
     where type in ('pause.notified', 'pause.notification_failed') group by type`,
  );
  const count = (type: string): number => news.find((one) => one.type === type)?.count ?? 0;
  const failed = rows.filter(({ status }) => status === 'failed').length;
  expect(count('pause.notification_failed')).toBe(failed);
  expect(count('pause.notified')).toBe(rows.length - failed);
}
