// So many at once per receiver, so that one that hangs never delays the others.

interface LanesOptions<T> {
  /** Running at once in one lane. */
  readonly perLane: number;
  /** So many waiting are enough for now. */
  readonly fill: number;
  /** Running or waiting in one lane. */
  readonly mostPerLane: number;
  readonly longestWaitMilliseconds: number;
  run(item: T): Promise<void>;
  /** Takes back what has waited too long: its lease would not outlive its try. */
  onLate(name: string, item: T): void;
  /** There is room in this lane again. */
  onRoom(name: string): void;
}

/**
 * `taken`: runs, or will soon. `enough`: taken too, but the lane has its fill for now. `moving`: no
 * room, but it is getting on. `still`: no room in sight.
 */
export type Placing = 'taken' | 'enough' | 'moving' | 'still';

export interface Lanes<T> {
  /** The lane of one of an owner's receivers; from the fifth on they share one. */
  nameOf(owner: string, receiver: string): string;
  place(name: string, item: T): Placing;
  /** Items running or waiting to run. */
  readonly size: number;
  /** Takes out what waits where nothing moves, to make room for those behind it. */
  takeStill(): Map<string, T[]>;
  /** Takes out what has not started. */
  drain(): T[];
}

interface Lane<T> {
  running: number;
  readonly waiting: { readonly item: T; readonly since: number }[];
  lastEnd: number;
}

const MOVING_MILLISECONDS = 200;
/** So that nobody fills every place by having many receivers that hang. */
const LANES_PER_OWNER = 4;

export function createLanes<T>(options: LanesOptions<T>): Lanes<T> {
  const { perLane, fill, mostPerLane } = options;
  const lanes = new Map<string, Lane<T>>();
  let size = 0;

  function nameOf(owner: string, receiver: string): string {
    const name = `${owner} ${receiver}`;
    if (lanes.has(name)) return name;
    const own = [...lanes.keys()].filter((known) => known.startsWith(`${owner} `));
    return own.length < LANES_PER_OWNER ? name : `${owner} others`;
  }

  function place(name: string, item: T): Placing {
    const lane = laneOf(name);
    const now = performance.now();
    const moving = now - lane.lastEnd < MOVING_MILLISECONDS;
    if (lane.running >= perLane && lane.running + lane.waiting.length >= mostPerLane) {
      return moving ? 'moving' : 'still';
    }
    size++;
    if (lane.running < perLane) start(name, lane, item);
    else lane.waiting.push({ item, since: now });
    return moving && lane.waiting.length >= fill ? 'enough' : 'taken';
  }

  function start(name: string, lane: Lane<T>, item: T): void {
    lane.running++;
    void options.run(item).finally(() => {
      lane.running--;
      lane.lastEnd = performance.now();
      size--;
      while (lane.waiting.length > 0 && lane.running < perLane) startNext(name, lane);
      if (lane.running === 0) lanes.delete(name);
      if (lane.waiting.length < fill) options.onRoom(name);
    });
  }

  function startNext(name: string, lane: Lane<T>): void {
    const { item, since } = lane.waiting.shift()!;
    if (performance.now() - since <= options.longestWaitMilliseconds) {
      return start(name, lane, item);
    }
    size--;
    options.onLate(name, item);
  }

  function laneOf(name: string): Lane<T> {
    let lane = lanes.get(name);
    if (!lane) lanes.set(name, (lane = { running: 0, waiting: [], lastEnd: -Infinity }));
    return lane;
  }

  function takeStill(): Map<string, T[]> {
    const before = performance.now() - MOVING_MILLISECONDS;
    const still = [...lanes].filter(
      ([, { lastEnd, waiting }]) => Math.max(lastEnd, waiting[0]?.since ?? Infinity) < before,
    );
    return new Map(still.map(([name, lane]) => [name, takeWaiting(lane)]));
  }

  const drain = (): T[] => [...lanes.values()].flatMap(takeWaiting);

  function takeWaiting({ waiting }: Lane<T>): T[] {
    size -= waiting.length;
    return waiting.splice(0).map(({ item }) => item);
  }

  return {
    nameOf,
    place,
    get size() {
      return size;
    },
    takeStill,
    drain,
  };
}
