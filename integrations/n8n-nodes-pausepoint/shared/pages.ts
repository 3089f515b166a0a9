// The items of a list, page by page, until there are as many as wanted.
import type { IDataObject } from 'n8n-workflow';
import { request, type Caller } from './request.ts';

const LARGEST_PAGE = 100;

interface List {
  readonly path: string;
  readonly query: IDataObject;
  /** All there are, when left out. */
  readonly limit?: number;
}

export async function pages(
  caller: Caller,
  { path, query, limit = Infinity }: List,
): Promise<readonly IDataObject[]> {
  const found: IDataObject[] = [];
  let cursor: unknown = undefined;
  do {
    const size = Math.min(limit - found.length, LARGEST_PAGE);
    const page = await request(caller, {
      method: 'GET',
      path,
      query: { ...query, limit: size, ...(typeof cursor === 'string' && { cursor }) },
    });
    found.push(...(page['data'] as IDataObject[]));
    cursor = page['next_cursor'];
  } while (typeof cursor === 'string' && found.length < limit);
  return found;
}
