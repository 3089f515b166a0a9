// So many at once per receiver, so that one that hangs never delays the others.

interface LanesOptions<T> {
  readonly perLane: number;
  /** Without a start for this long, a full lane counts as stuck: what waits in it is deferred. */
  readonly stuckMilliseconds?: number;
  /** What has waited longer is deferred, whatever the reason: its lease must outlive its try. */
  readonly longestWaitMilliseconds?: number;
  run(item: T): Promise<void>;
  /** Takes back what cannot start soon. */
  defer(items: readonly T[]): void;
}

interface Lane<T> {
  running: number;
  readonly waiting: { readonly item: T; readonly since: number }[];
  lastStart: number;
  stuck: boolean;
}

/** A stuck lane is still tried, by this many at once, until it answers in time again. */
const PROBES = 2;
const MOST_LANES = 10_000;

export interface Lanes<T> {
  place(name: string, item: T): void;
  /** Items running or waiting to run. */
  readonly size: number;
  /** Takes out what has not started. */
  drain(): T[];
}

export function createLanes<T>(options: LanesOptions<T>): Lanes<T> {
  const { perLane, stuckMilliseconds = 500, longestWaitMilliseconds = 8_000 } = options;
  const lanes = new Map<string, Lane<T>>();
  let size = 0;

  function place(name: string, item: T): void {
    const lane = laneOf(name);
    if (lane.running < capacity(lane)) return start(name, lane, item);
    if (lane.stuck) return options.defer([item]);
    lane.waiting.push({ item, since: performance.now() });
    size++;
    if (lane.waiting.length === 1) setTimeout(() => inspect(lane), stuckMilliseconds);
  }

  function start(name: string, lane: Lane<T>, item: T): void {
    const startedAt = performance.now();
    lane.lastStart = startedAt;
    lane.running++;
    size++;
    void options.run(item).finally(() => {
      lane.running--;
      size--;
      if (performance.now() - startedAt < stuckMilliseconds) lane.stuck = false;
      while (lane.waiting.length > 0 && lane.running < capacity(lane)) startNext(name, lane);
      if (lane.running === 0 && !lane.stuck) lanes.delete(name);
    });
  }

  function startNext(name: string, lane: Lane<T>): void {
    const { item, since } = lane.waiting.shift()!;
    size--;
    const tooOld = performance.now() - since > longestWaitMilliseconds;
    if (tooOld) options.defer([item]);
    else start(name, lane, item);
  }

  function inspect(lane: Lane<T>): void {
    if (lane.waiting.length === 0) return;
    const idle = performance.now() - lane.lastStart;
    if (idle < stuckMilliseconds) return void setTimeout(() => inspect(lane), stuckMilliseconds);
    lane.stuck = true;
    options.defer(takeWaiting(lane));
  }

  function takeWaiting(lane: Lane<T>): T[] {
    const taken = lane.waiting.splice(0);
    size -= taken.length;
    return taken.map(({ item }) => item);
  }

  function laneOf(name: string): Lane<T> {
    let lane = lanes.get(name);
    if (lane) return lane;
    if (lanes.size >= MOST_LANES) forgetIdle();
    lane = { running: 0, waiting: [], lastStart: 0, stuck: false };
    lanes.set(name, lane);
    return lane;
  }

  function forgetIdle(): void {
    for (const [name, lane] of lanes) if (lane.running === 0) lanes.delete(name);
  }

  const capacity = (lane: Lane<T>): number => (lane.stuck ? Math.min(PROBES, perLane) : perLane);

  return {
    place,
    get size() {
      return size;
    },
    drain: () => [...lanes.values()].flatMap(takeWaiting),
  };
}
