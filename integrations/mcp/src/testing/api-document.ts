// The API's own document, read so that a tool's schema can be held against it.
import { url } from './world.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly [constraint: string]: unknown;
}

/** What a schema says however it is written: references followed, alternatives flat, no words. */
export interface Shape {
  readonly nullable: boolean;
  readonly constraints: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  /** More than one way besides null. */
  readonly ways?: readonly Shape[];
}

export interface ApiDocument {
  readonly schema: (name: string) => Shape;
  /** The parameters of a GET. */
  readonly query: (path: string) => Readonly<Record<string, Shape>>;
}

interface Raw {
  readonly paths: Record<string, { get: { parameters: { name: string; schema: Schema }[] } }>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const kept = [
  'type',
  'enum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
];

export async function readDocument(): Promise<ApiDocument> {
  const { paths, components } = (await (await fetch(`${url}/openapi.json`)).json()) as Raw;
  const shape = (schema: Schema) => shapeOf(schema, components.schemas);
  return {
    schema: (name) => shape(components.schemas[name]!),
    query: (path) =>
      Object.fromEntries(
        paths[path]!.get.parameters.map(({ name, schema }) => [name, shape(schema)]),
      ),
  };
}

export function shapeOf(schema: object, schemas: Readonly<Record<string, Schema>> = {}): Shape {
  const all = waysOf(schema as Schema, schemas);
  const ways = all.filter(({ type }) => type !== 'null');
  const nullable = ways.length < all.length;
  const [only, another] = ways;
  if (!only || another) {
    return { nullable, constraints: {}, ways: ways.map((way) => shapeOf(way, schemas)) };
  }
  const { properties, required, items } = only;
  const constraints = kept
    .map((name) => [name, only[name]] as const)
    .filter(([, value]) => value !== undefined && value !== Number.MAX_SAFE_INTEGER);
  return {
    nullable,
    constraints: Object.fromEntries(constraints),
    ...(required && { required: [...required].sort() }),
    ...(items && { items: shapeOf(items, schemas) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, shapeOf(each, schemas)]),
      ),
    }),
  };
}

function waysOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): readonly Schema[] {
  const { $ref, anyOf, oneOf, type } = schema;
  if ($ref) return waysOf(schemas[$ref.split('/').at(-1)!]!, schemas);
  const written = anyOf ?? oneOf;
  if (written) return written.flatMap((way) => waysOf(way, schemas));
  if (Array.isArray(type)) return (type as string[]).map((one) => ({ ...schema, type: one }));
  return [schema];
}

/** Where the two contradict each other; what only one of them says, it may. */
export function contradictions(ours: Shape, theirs: Shape, at = ''): readonly string[] {
  const both = Object.keys(ours.constraints).filter((name) => name in theirs.constraints);
  const constrained = both
    .filter((name) => !same(ours.constraints[name], theirs.constraints[name]))
    .map((name) => `${at} ${name}`);
  const properties = Object.entries(ours.properties ?? {}).flatMap(([name, shape]) => {
    const other = theirs.properties?.[name];
    return other ? contradictions(shape, other, `${at}/${name}`) : [`${at}/${name} is unknown`];
  });
  return [
    ...(ours.nullable === theirs.nullable ? [] : [`${at} nullable`]),
    ...constrained,
    ...properties,
    ...(ours.items && theirs.items ? contradictions(ours.items, theirs.items, `${at}[]`) : []),
  ];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
