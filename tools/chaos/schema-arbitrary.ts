// Values a JSON schema allows, and values that are off by one mistake.
import fc from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

/** What a `$ref` points to. */
export type Resolve = (ref: string) => Schema;

/** Texts that have broken servers before. */
export const naughtyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\u202eevorppA',
    '\u200b',
    '\ufeff',
    '__proto__',
    'constructor',
    'undefined',
    'null',
    '%00',
    '%',
    '../../etc/passwd',
    "' or 1=1 --",
    '{{7*7}}',
    '<script>alert(1)</script>',
    '\r\nX-Injected: yes',
    '1e309',
    '-1',
    '00000000-0000-0000-0000-000000000000',
    'psr_00000000-0000-7000-8000-000000000000',
    '😀'.repeat(2_001),
    'x'.repeat(100_000),
  ),
);

/** Anything JSON can say, and a little that it can't be taken for. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  naughtyText,
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    2 ** 53,
    -(2 ** 60),
    1e308,
    [],
    {},
    [[]],
    [null],
  ),
);

/** Mostly what the schema allows; every part is junk now and then, members go and come. */
export function almost(schema: Schema, resolve: Resolve, depth = 0): fc.Arbitrary<unknown> {
  const honest = allowed(schema, resolve, depth);
  return fc.oneof({ arbitrary: honest, weight: 12 }, { arbitrary: junk, weight: 1 });
}

function allowed(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref) return allowed(resolve(schema.$ref), resolve, depth);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => almost(choice, resolve, depth)));
  if (schema.examples?.length) {
    const typed = allowed({ ...schema, examples: [] }, resolve, depth);
    return fc.oneof(fc.constantFrom(...schema.examples), typed);
  }
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, resolve, depth)));
}

function ofType(
  type: string,
  schema: Schema,
  resolve: Resolve,
  depth: number,
): fc.Arbitrary<unknown> {
  const { minimum: min = -10, maximum: max = 10 ** 6, minLength = 0, maxLength = 60 } = schema;
  switch (type) {
    case 'string':
      return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, maxLength) });
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { minItems: minLength = 0, maxItems = 6 } = schema;
      const items = schema.items ? almost(schema.items, resolve, depth + 1) : junk;
      return fc.array(items, { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 8)) });
    }
    default:
      return ofObject(schema, resolve, depth);
  }
}

function ofObject(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  if (depth > 4) return fc.constant({});
  const members = Object.entries(properties).map(([name, member]) => {
    const chance = required.includes(name) ? 20 : 1;
    return fc
      .option(almost(member, resolve, depth + 1), { freq: chance, nil: undefined })
      .map((value) => [name, value] as const);
  });
  const stray = fc.option(fc.tuple(naughtyText, junk), { freq: 1, nil: undefined });
  const strayNowAndThen = fc
    .tuple(fc.nat(15), stray)
    .map(([roll, extra]) => (roll === 0 || members.length === 0 ? extra : undefined));
  return fc.tuple(strayNowAndThen, ...members).map(([extra, ...entries]) => {
    const all = extra ? [...entries, extra] : entries;
    return Object.fromEntries(all.filter(([, value]) => value !== undefined));
  });
}
