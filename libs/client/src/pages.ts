// A list that comes in pages, read as one.
interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

/** @param list a page of it, from a cursor on */
export async function* eachOf<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
  first?: string,
): AsyncGenerator<T, void, undefined> {
  for (let cursor = first; ;) {
    const page = await list(cursor);
    yield* page.data;
    if (page.next_cursor === null) return;
    cursor = page.next_cursor;
  }
}
