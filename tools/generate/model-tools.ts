// The HTTP API as three tools for a model, whatever framework calls them: their words, and a question's schema.
import { openapi } from '@pausepoint/contract';

export type Schema = Readonly<Record<string, unknown>>;

const honest =
  'Only where human_decided is true did a human choose. Anything else is no approval, and no rejection by a person either: do not go on as if it were one, and do not look for another way to do the same.';

export const modelTools = {
  create: {
    name: 'create_pause_request',
    description: `Asks a human to decide, and comes back at once with a pause_id. Then call poll_pause_request until status is no longer pending. ${honest}`,
  },
  poll: {
    name: 'poll_pause_request',
    description: `Waits up to 50 seconds for the human’s decision. Call it again while status is pending. ${honest}`,
  },
  cancel: {
    name: 'cancel_pause_request',
    description: 'Withdraws a question that needs no answer any more.',
  },
} as const;

/** The named members of a question, as the contract has them. */
export function questionSchema(names: readonly string[], required: readonly string[]): Schema {
  const { components } = openapi({ url: 'http://localhost:3000', version: '0' });
  const { properties } = components!.schemas!['CreatePause'] as {
    properties: Record<string, Schema>;
  };
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required,
  };
}
