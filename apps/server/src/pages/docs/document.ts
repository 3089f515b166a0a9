// What the documentation reads of an OpenAPI document, references followed.

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Example {
  readonly summary?: string;
  readonly value?: unknown;
}

export interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Example>>;
}

type Content = Readonly<Record<string, Media>>;

interface RawOperation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>;
}

export interface Operation extends RawOperation {
  readonly method: string;
  /** Null: a webhook, which we call. */
  readonly path: string | null;
}

export interface Group {
  readonly name: string;
  readonly description?: string;
  readonly operations: readonly Operation[];
}

export interface Document {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly groups: readonly Group[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

interface RawDocument {
  readonly info: { title: string; version: string; description?: string };
  readonly tags?: readonly { name: string; description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly webhooks?: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { schemas?: Readonly<Record<string, Schema>> };
}

/** @param given the document as it is served: plain JSON */
export function readDocument(given: object): Document {
  const raw = given as RawDocument;
  const all = [
    ...Object.entries(raw.paths).flatMap(([path, methods]) => operationsOf(path, methods)),
    ...Object.values(raw.webhooks ?? {}).flatMap((methods) => operationsOf(null, methods)),
  ];
  return {
    title: raw.info.title,
    version: raw.info.version,
    description: raw.info.description ?? '',
    schemas: raw.components?.schemas ?? {},
    groups: (raw.tags ?? []).map((tag) => ({
      ...tag,
      operations: all.filter(({ tags }) => tags?.includes(tag.name)),
    })),
  };
}

const operationsOf = (
  path: string | null,
  methods: Readonly<Record<string, RawOperation>>,
): readonly Operation[] =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    method: method.toUpperCase(),
    path,
  }));

/** The name a schema has of its own, if it is a reference. */
export const nameOf = ({ $ref }: Schema): string | undefined => $ref?.split('/').at(-1);

export function resolve(schema: Schema, { schemas }: Document): Schema {
  const name = nameOf(schema);
  return name === undefined ? schema : { ...schemas[name], ...schema };
}

/** JSON where there is any, else what comes first. */
export const mediaOf = (content: Content | undefined): Media | undefined =>
  content?.['application/json'] ?? Object.values(content ?? {})[0];
