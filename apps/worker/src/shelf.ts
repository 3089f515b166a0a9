// Claims put aside because their receiver is busy: their lease keeps them out of everybody's way.

export interface Shelf<T> {
  put(name: string, items: readonly T[]): void;
  /** Takes back at most so many of one receiver's. */
  take(name: string, most: number): T[];
  takeAll(): T[];
}

/** @param onExpired gets what nobody has taken back in time */
export function createShelf<T>(milliseconds: number, onExpired: (items: T[]) => void): Shelf<T> {
  const shelves = new Map<string, Set<T>>();
  const timers = new Set<NodeJS.Timeout>();

  function put(name: string, items: readonly T[]): void {
    if (items.length === 0) return;
    const shelf = shelves.get(name) ?? new Set();
    shelves.set(name, shelf);
    for (const item of items) shelf.add(item);
    const timer = setTimeout(() => {
      timers.delete(timer);
      const left = items.filter((item) => shelf.delete(item));
      forgetEmpty(name, shelf);
      if (left.length > 0) onExpired(left);
    }, milliseconds);
    timers.add(timer);
  }

  function take(name: string, most: number): T[] {
    const shelf = shelves.get(name);
    if (!shelf) return [];
    const taken = [...shelf].slice(0, most);
    for (const item of taken) shelf.delete(item);
    forgetEmpty(name, shelf);
    return taken;
  }

  function forgetEmpty(name: string, shelf: Set<T>): void {
    if (shelf.size === 0 && shelves.get(name) === shelf) shelves.delete(name);
  }

  function takeAll(): T[] {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    const all = [...shelves.values()].flatMap((shelf) => [...shelf]);
    shelves.clear();
    return all;
  }

  return { put, take, takeAll };
}
