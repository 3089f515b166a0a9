// Does together what comes together: many small commits become one, and nothing waits for company.

/**
 * The first item goes at the end of this turn of the event loop; what comes while a batch is under
 * way goes with the next. An item that spoils its batch spoils it for itself only.
 */
export function gather<Item, Result>(
  handle: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most }: { readonly most: number },
): (item: Item) => Promise<Result> {
  let waiting: Entry<Item, Result>[] = [];
  let busy = false;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(handle, batch);
    }
    busy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void work());
    });
}

interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

async function settle<Item, Result>(
  handle: (items: readonly Item[]) => Promise<readonly Result[]>,
  batch: readonly Entry<Item, Result>[],
): Promise<void> {
  try {
    const results = await handle(batch.map(({ item }) => item));
    batch.forEach(({ resolve }, index) => resolve(results[index]!));
  } catch (error) {
    if (batch.length === 1) return batch[0]!.reject(error);
    await Promise.all(batch.map((entry) => settle(handle, [entry])));
  }
}
