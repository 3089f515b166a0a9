// The one mechanism for all that must reach the outside: claim with a lease, do, record.
import { releaseLeases, type Claim, type Store } from '@pausepoint/store';
import { attempt, type AttemptParts, type Recorded, type Tried } from './attempt.ts';
import { createLanes } from './lanes.ts';
import { createShelf } from './shelf.ts';

export interface DeliveryOptions<C extends Claim> extends AttemptParts<C> {
  readonly store: Store;
  /** Longer than any try takes, or two workers do the same. */
  readonly leaseSeconds: number;
  /** Held by this process, running or waiting. */
  readonly atOnce: number;
  /** Running at once for one receiver. */
  readonly perLane: number;
  claim(options: { readonly limit: number; readonly leaseSeconds: number }): Promise<C[]>;
  /** Whose it is, and which of their receivers it goes to. */
  laneOf(claim: C): readonly [owner: string, receiver: string];
  readonly attempt: (claim: C) => Promise<Tried>;
  /** A try ended: there may be something new to do, now or soon. */
  onRecorded(recorded: Exclude<Recorded, 'fenced'>): void;
}

export interface Delivery {
  /** Takes what is due, as far as there is room. */
  readonly look: () => void;
  /** Stops taking, lets running tries end, gives the rest back. */
  close(): Promise<void>;
}

const BATCH = 100;
/** More is claimed once no more than that wait for a receiver: it goes on while the next are opened. */
const FILL = BATCH / 2;

export function startDelivery<C extends Claim>(options: DeliveryOptions<C>): Delivery {
  const { kind, store, log, metrics, leaseSeconds, atOnce, perLane } = options;
  const running = new Set<Promise<void>>();
  const shelf = createShelf<Claim>(leaseSeconds * 700, giveBack);
  const lanes = createLanes<C>({
    perLane,
    fill: Math.max(perLane, FILL),
    mostPerLane: Math.min(atOnce, perLane + FILL + BATCH),
    longestWaitMilliseconds: leaseSeconds * 250,
    run,
    onLate: (name, claim) => putAside(name, [claim]),
    onRoom,
  });
  let open = true;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  /** Tries that have ended, but are not yet written down. */
  let recording = 0;
  /** More is due than there was room for. */
  let moreWaiting = false;
  /** It is due to a receiver that moves: its room is waited for, or all its backlog were shelved. */
  let behind = false;

  function look(): void {
    lookAgain = true;
    looking ??= takeAll()
      .catch(failed)
      .finally(() => (looking = undefined));
  }

  async function takeAll(): Promise<void> {
    behind = false;
    while (open && !behind && (lookAgain || moreWaiting)) {
      if (room() <= 0) lanes.takeStill().forEach((items, name) => putAside(name, items));
      const limit = Math.min(BATCH, room());
      // Without room, the next try that ends looks again: see `run`.
      moreWaiting = limit <= 0;
      if (moreWaiting) break;
      lookAgain = false;
      const claims = await options.claim({ limit, leaseSeconds });
      moreWaiting = claims.length === limit;
      if (!open) giveBack(claims);
      else behind = placeAll(claims);
    }
  }

  const room = (): number => atOnce - lanes.size - recording;

  /** True behind a receiver that moves: we wait. Past one that stands still we go on to the others. */
  function placeAll(claims: readonly C[]): boolean {
    let moving = false;
    const full = new Map<string, C[]>();
    for (const claim of claims) {
      const name = lanes.nameOf(...options.laneOf(claim));
      const placing = lanes.place(name, claim);
      if (placing === 'moving' || placing === 'enough') moving = true;
      if (placing === 'taken' || placing === 'enough') continue;
      full.set(name, [...(full.get(name) ?? []), claim]);
    }
    full.forEach((items, name) => putAside(name, items));
    return moving;
  }

  /** Without their content, which may be large. */
  const putAside = (name: string, claims: readonly Claim[]): void =>
    shelf.put(name, claims.map(bare));

  /** The receiver's place is free as soon as it has answered: the next need not wait for our disk. */
  function run(claim: C): Promise<void> {
    const answered = Promise.withResolvers<void>();
    const act = (one: C): Promise<Tried> =>
      options.attempt(one).finally(() => {
        recording++;
        answered.resolve();
      });
    const work = attempt(options, claim, act)
      .then((recorded) => {
        if (recorded !== 'fenced') options.onRecorded(recorded);
      })
      .catch(failed)
      .finally(() => {
        recording--;
        running.delete(work);
        if (moreWaiting && !behind && open) look();
      });
    running.add(work);
    return answered.promise;
  }

  function onRoom(name: string): void {
    const shelved = shelf.take(name, BATCH);
    if (shelved.length > 0) giveBack(shelved);
    else if (behind && open) look();
  }

  function giveBack(claims: readonly Claim[]): void {
    if (claims.length === 0) return;
    const work = releaseLeases(store, claims.map(bare))
      .then(() => {
        if (open) look();
      })
      .catch(failed)
      .finally(() => running.delete(work));
    running.add(work);
  }

  function failed(error: unknown): void {
    metrics.loopErrors.inc({ loop: kind });
    log.error({ err: error, kind }, 'delivering failed, will look again');
  }

  async function close(): Promise<void> {
    open = false;
    await looking;
    giveBack([...lanes.drain(), ...shelf.takeAll()]);
    while (running.size > 0) await Promise.all(running);
  }

  return { look, close };
}

/** Only what names a claim and its try. */
const bare = ({ developerId, deliveryId, kind, mode, pauseId, attempt }: Claim): Claim => ({
  developerId,
  deliveryId,
  kind,
  mode,
  pauseId,
  attempt,
});
