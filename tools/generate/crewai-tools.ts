// integrations/crewai's tool.json: three HTTP tools for a model, their arguments as the contract has them.
import { openapi } from '@pausepoint/contract';
import { format } from 'prettier';
import type { GeneratedFile } from './files.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * What a model may say itself. No `timeout_default`: a choice that nobody made would come back among the
 * others. The rest of a question is for programs.
 */
const asked = [
  ...['recipient', 'channel', 'message', 'options'],
  ...['allow_text_response', 'timeout_hours', 'risk'],
];

const pauseId = {
  type: 'object',
  properties: { pause_id: { type: 'string', description: 'As create_pause_request told it.' } },
  required: ['pause_id'],
};

const honest =
  'Only where human_decided is true did a human choose. Anything else is no approval, and no rejection by a person either: do not go on as if it were one, and do not look for another way to do the same.';

export async function crewaiTools(): Promise<readonly GeneratedFile[]> {
  const document = {
    env_vars: [
      { name: 'PAUSEPOINT_API_KEY', description: 'An API key of role agent.', required: true },
      { name: 'PAUSEPOINT_URL', description: 'Where PausePoint is.', required: true },
    ],
    headers: { Authorization: 'Bearer ${PAUSEPOINT_API_KEY}' },
    base_url: '${PAUSEPOINT_URL}',
    tools: [
      {
        name: 'create_pause_request',
        description: `Asks a human to decide, and comes back at once with a pause_id. Then call poll_pause_request until status is no longer pending. ${honest}`,
        ...{ method: 'POST', path: '/v1/pause', query: {}, timeout_seconds: 30 },
        args_schema: question(),
      },
      {
        name: 'poll_pause_request',
        description: `Waits up to 50 seconds for the human’s decision. Call it again while status is pending. ${honest}`,
        ...{ method: 'GET', path: '/v1/pause/{pause_id}', query: { wait: 50 } },
        timeout_seconds: 80,
        args_schema: pauseId,
      },
      {
        name: 'cancel_pause_request',
        description: 'Withdraws a question that needs no answer any more.',
        ...{ method: 'DELETE', path: '/v1/pause/{pause_id}', query: {}, timeout_seconds: 30 },
        args_schema: pauseId,
      },
    ],
  };
  const path = 'integrations/crewai/src/pausepoint_crewai/tool.json';
  const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 100 });
  return [{ path, text }];
}

function question(): Schema {
  const { components } = openapi({ url: 'http://localhost:3000', version: '0' });
  const { properties, required } = components!.schemas!['CreatePause'] as {
    properties: Record<string, Schema>;
    required: string[];
  };
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map((name) => [name, properties[name]])),
    // A key whose policy names one recipient needs neither; a model that may choose must.
    required: ['recipient', 'channel', ...required],
  };
}
