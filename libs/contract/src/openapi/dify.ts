// The document for Dify's custom tools: OpenAPI 3.0.3, three operations, nothing its importer stumbles over.
import { openapi, type OpenapiOptions } from './openapi.ts';

/** What a model may set. No field has a default here: Dify sends every default it reads. */
const offered = [
  'recipient',
  'channel',
  'message',
  'options',
  'timeout_hours',
  'timeout_default',
  'allow_text_response',
  'context',
  'risk',
] as const;
type Offered = (typeof offered)[number];

const required: readonly Offered[] = ['recipient', 'channel', 'message', 'options'];

/** A list or object reaches the model as text, which Dify reads as JSON before it sends it. */
const asText: Partial<Record<Offered, { readonly type: string; readonly said: string }>> = {
  options: { type: 'array', said: 'A JSON array of 2 to 5 strings, e.g. ["Approve", "Reject"].' },
  context: { type: 'object', said: 'A JSON object, e.g. {"Payee": "Meridian Supplies"}.' },
};

interface Property {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
}

/** Made from the same schemas as `/openapi.json`, which it is a part of. */
export function difyDocument(options: OpenapiOptions) {
  const { CreatePause } = openapi(options).components!.schemas as unknown as {
    readonly CreatePause: { readonly properties: Readonly<Record<Offered, Property>> };
  };
  const properties: Record<string, ReturnType<typeof flat>> = {};
  for (const name of offered) properties[name] = flat(name, CreatePause.properties[name]);
  return {
    openapi: '3.0.3',
    info: {
      title: 'PausePoint',
      description: 'Ask a human before doing what cannot be undone.',
      version: options.version,
    },
    servers: [{ url: options.url }],
    paths: {
      '/v1/pause': {
        post: {
          operationId: 'createPause',
          description:
            'Asks a human by message and answers at once with a pause_id and status pending. Nothing is approved by that: call getPause with the pause_id until the status is no longer pending, and act only then. Ask once; to hear more call getPause, not this again.',
          security,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required, properties },
              },
            },
          },
          responses: answers('201', 'The pause: its pause_id, status and expires_at.'),
        },
      },
      '/v1/pause/{id}': {
        get: {
          operationId: 'getPause',
          description:
            'Tells what became of a question, waiting some seconds for the human. While status is pending call it again. Only with human_decided true did a human choose response_choice. timed_out, cancelled or undeliverable mean that no human agreed: do not do it, and do not work around it.',
          security,
          parameters: [id, wait],
          responses: answers('200', 'The pause as it stands.'),
        },
        delete: {
          operationId: 'cancelPause',
          description:
            'Withdraws a question that is still pending, because the answer is not needed any more. Its links stop working; nothing is approved by it.',
          security,
          parameters: [id],
          responses: answers('200', 'The cancelled pause.'),
        },
      },
    },
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  };
}

function flat(name: Offered, { type, description, enum: values }: Property) {
  const text = asText[name];
  return {
    type: text?.type ?? [type].flat().find((each) => each !== 'null'),
    description: [text?.said, description].filter(Boolean).join(' '),
    ...(text?.type === 'array' && { items: { type: 'string' } }),
    ...(values && { enum: values }),
  };
}

const security = [{ apiKey: [] }];

const id = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The pause_id that createPause answered.',
  schema: { type: 'string' },
};

/** Dify ends a call after 60 seconds, and sends what stands here as default. */
const wait = {
  name: 'wait',
  in: 'query',
  required: false,
  description: 'Seconds to wait for the human, 0 to 50.',
  schema: { type: 'integer', minimum: 0, maximum: 50, default: 50 },
};

const answers = (status: string, description: string) => ({
  [status]: { description, content: { 'application/json': { schema: { type: 'object' } } } },
});
