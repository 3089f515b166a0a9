// Environment variables through a zod object: all faults at once, each saying what to do.
import type { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;
type Field = z.ZodType;

/** What `.env.example` says of one variable. */
export interface EnvVariable {
  readonly name: string;
  readonly description: string;
  readonly example: string | undefined;
  /** As one would write it; undefined when the variable is absent by default. */
  readonly fallback: string | undefined;
  readonly required: boolean;
}

/** The operator's mistake, in words for the operator: `main.ts` prints the message, no stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the variables the schema names; throws one ConfigError that lists every fault. */
export function readEnv<S extends z.ZodObject>(schema: S, env: Environment): z.output<S> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = env[name]?.trim();
    // `PORT=` in a .env file means "not set", never "set to nothing".
    if (value) given[name] = value;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => describeFault(schema, given, issue));
  throw new ConfigError(
    `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n` +
      faults.map((fault) => `  ${fault}\n`).join('') +
      'Set these environment variables (or lines of .env) and start again.',
  );
}

/** Every variable a schema reads, in its order. */
export function describeEnv(schema: z.ZodObject): readonly EnvVariable[] {
  return Object.entries(fieldsOf(schema)).map(([name, field]) => {
    const { description, example } = metaOf(field);
    return {
      name,
      description: description ?? '',
      example,
      fallback: fallbackOf(field),
      required: !field.safeParse(undefined).success,
    };
  });
}

/** Never the value itself: it may be a secret, and this ends up in logs. */
function describeFault(schema: z.ZodObject, given: Environment, issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? 'configuration');
  const field = fieldsOf(schema)[name];
  const { description, example } = field ? metaOf(field) : {};
  const fault = field && given[name] === undefined ? 'is missing' : issue.message;
  const hint = [description, example && `Example: ${name}=${example}`].filter(Boolean).join(' ');
  return `${name} ${fault}.${hint && ` ${hint}`}`;
}

const fieldsOf = (schema: z.ZodObject): Readonly<Record<string, Field>> => schema.shape;

interface Meta {
  readonly description?: string | undefined;
  readonly example?: string | undefined;
}

/** Wrappers (`.optional()`, `.default()`, `.transform()`) do not inherit `.meta()`: look inside. */
function metaOf(field: Field): Meta {
  const meta = field.meta();
  if (meta) {
    const { description, example } = meta;
    return { description, example: typeof example === 'string' ? example : undefined };
  }
  const inner = innerOf(field);
  return inner ? metaOf(inner) : {};
}

function fallbackOf(field: Field): string | undefined {
  const { defaultValue } = field.def as { defaultValue?: string | number | boolean };
  if (typeof defaultValue === 'boolean') return defaultValue ? 'on' : 'off';
  if (defaultValue !== undefined) return String(defaultValue);
  const inner = innerOf(field);
  return inner && fallbackOf(inner);
}

function innerOf(field: Field): Field | undefined {
  const def = field.def as { innerType?: Field; in?: Field };
  return def.innerType ?? def.in;
}
