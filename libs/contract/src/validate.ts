// Runs a schema over what came in and tells every fault at once.
import { z } from 'zod';
import { beside, refuse, type CodedFault } from './faults.ts';
import { faultsOf } from './issues.ts';
import { flawOfText, type JsonDocument } from './json/read-json.ts';

/** A query as servers hand it over: a repeated parameter is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value the schema makes of the body, or all faults of text and shape. */
export function parseBody<T extends z.ZodType>(schema: T, document: JsonDocument): z.output<T> {
  const result = schema.safeParse(document.value);
  if (!result.success)
    refuse([...document.faults, ...faultsOf(schema, result.error, document.value)]);
  refuse(document.faults);
  return result.data as z.output<T>;
}

const noFields = z.strictObject({});

/** For requests that need no body: what it says would be ignored, and a typo must never be. */
export const parseNoFields = (document: JsonDocument): void => void parseBody(noFields, document);

/** The same for a query: unknown and repeated parameters are faults too. */
export function parseQuery<T extends z.ZodType>(schema: T, query: Query): z.output<T> {
  const faults: CodedFault[] = [];
  const single: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const at = beside('query', name);
    if (typeof value !== 'string') faults.push({ pointer: at, detail: 'is given more than once' });
    else single[name] = value;
    const flaw = typeof value === 'string' && flawOfText(value);
    if (flaw) faults.push({ pointer: at, detail: flaw });
  }
  const result = schema.safeParse({ ...single });
  if (!result.success) faults.push(...faultsOf(schema, result.error, single, beside('query')));
  refuse(faults);
  return result.data as z.output<T>;
}
