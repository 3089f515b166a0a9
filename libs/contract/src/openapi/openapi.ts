// The OpenAPI 3.1 document, made from the schemas that validate and the table of operations.
import { z } from 'zod';
import {
  createDocument,
  type CreateDocumentOptions,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { receiptClaimsSchema } from '../receipt.ts';
import { webhookEventSchema } from '../webhook-event.ts';
import { examples } from './examples.ts';
import { headers, referTo } from './headers.ts';
import type { Access, Answer, Operation } from './operation.ts';
import { operations } from './operations.ts';
import { introduction, tags, webhookDescription } from './prose.ts';
import { problemExamples, refusals } from './refusals.ts';

export interface OpenapiOptions {
  /** Where this server is reached: `https://pausepoint.example`. */
  readonly url: string;
  readonly version: string;
}

/** Costs some milliseconds: make it once. */
export function openapi({ url, version }: OpenapiOptions) {
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'PausePoint',
        summary: 'The human-approval API for AI agents',
        description: introduction(url),
        version,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url }],
      tags,
      paths: paths(),
      webhooks: { pause: { post: webhook() } },
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'An API key, `pp_live_…` or `pp_test_…`. It carries role and mode.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'pausepoint_session',
            description:
              'The dashboard’s session cookie, set by signing in. Over https its name starts with `__Host-`.',
          },
        },
        headers,
        examples: problemExamples,
        // What is inside a receipt: no answer carries it but signed.
        schemas: { Receipt: receiptClaimsSchema },
      },
    },
    { override: polish },
  );
}

/** The words of JSON Schema 2020-12, no regular expression where a format says it, open answers. */
const polish: NonNullable<CreateDocumentOptions['override']> = ({ jsonSchema, io }) => {
  const schema = jsonSchema as Record<string, unknown>;
  if ('example' in schema) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  if (schema.format === 'date-time') delete schema.pattern;
  // We may add members to our answers later; what we accept stays closed.
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
};

function paths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    (all[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return all;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    security: security[operation.access],
    requestParams: {
      ...(names.length > 0 && { path: z.object(pathParameters(names)) }),
      ...(operation.query && { query: operation.query }),
      ...(operation.headers && { header: operation.headers }),
    },
    ...(operation.body && {
      requestBody: {
        required: !operation.body.optional,
        content: {
          'application/json': { schema: operation.body.schema, examples: operation.body.examples },
        },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [status, response(answer)]),
      ),
      ...refusals(operation),
    },
  };
}

const security: Record<Access, Record<string, string[]>[]> = {
  nobody: [],
  link: [],
  agent: [{ apiKey: [] }],
  admin: [{ apiKey: [] }],
  decider: [{ session: [] }],
  'agent|person': [{ apiKey: [] }, { session: [] }],
  'admin|session': [{ apiKey: [] }, { session: [] }],
};

const parameterTexts: Record<string, string> = {
  id: 'Its id, with or without the prefix.',
  token: 'The last part of a link.',
};

const pathParameters = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, z.string().meta({ description: parameterTexts[name] ?? name })]),
  );

const response = ({
  description,
  schema,
  example,
  types = ['application/json'],
  headers = [],
}: Answer) => ({
  description,
  headers: referTo(['X-Request-Id', ...headers]),
  ...(schema && {
    content: Object.fromEntries(
      types.map((type) => [type, { schema, ...(example !== undefined && { example }) }]),
    ),
  }),
});

const webhook = (): ZodOpenApiOperationObject => ({
  operationId: 'pauseEvent',
  tags: ['Webhooks'],
  summary: 'Something happened to a pause',
  description: webhookDescription,
  security: [],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: webhookEventSchema, example: examples.webhook } },
  },
  responses: {
    '2XX': { description: 'Received. Anything else, and a redirect, is tried again.' },
    '410': { description: 'Gone: the endpoint is disabled.' },
  },
});
