// A tool's schema whose JSON is made once: a server lists it on every request over HTTP.
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { z } from 'zod';

export function toolSchema<T extends z.ZodType>(
  schema: T,
): StandardSchemaWithJSON<z.input<T>, z.output<T>> {
  const standard = schema['~standard'] as StandardSchemaWithJSON<
    z.input<T>,
    z.output<T>
  >['~standard'];
  const { input, output } = standard.jsonSchema;
  return { '~standard': { ...standard, jsonSchema: { input: once(input), output: once(output) } } };
}

type Json = Record<string, unknown>;

/** All of a process's servers ask for one target. */
function once<O extends { readonly target: string }>(convert: (options: O) => Json) {
  const made = new Map<string, Json>();
  return (options: O): Json => {
    const known = made.get(options.target) ?? convert(options);
    made.set(options.target, known);
    return known;
  };
}
