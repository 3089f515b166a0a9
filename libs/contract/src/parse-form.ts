// A page's form, held to a schema as a body is: every fault at once, each under its field's name.
import type { z } from 'zod';
import { pointer } from './faults.ts';
import { flawOfText } from './json/read-json.ts';
import { parseBody } from './validate.ts';

export type FormValues = Readonly<Record<string, string>>;

/** Fields the schema does not know are the page's own, and left alone. */
export function parseForm<T extends z.ZodType>(schema: T, values: FormValues): z.output<T> {
  const faults = Object.entries(values).flatMap(([name, value]) => {
    const flaw = flawOfText(value);
    return flaw ? [{ pointer: pointer(name), detail: flaw }] : [];
  });
  return parseBody(schema, { value: { ...values }, members: new Map(), faults });
}
