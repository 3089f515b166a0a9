// integrations/crewai's tool.json: three HTTP tools for a model, their arguments as the contract has them.
import { format } from 'prettier';
import type { GeneratedFile } from './files.ts';
import { modelTools, questionSchema } from './model-tools.ts';

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
        ...modelTools.create,
        ...{ method: 'POST', path: '/v1/pause', query: {}, timeout_seconds: 30 },
        // A key whose policy names one recipient needs neither; a model that may choose must.
        args_schema: questionSchema(asked, ['recipient', 'channel', 'message', 'options']),
      },
      {
        ...modelTools.poll,
        ...{ method: 'GET', path: '/v1/pause/{pause_id}', query: { wait: 50 } },
        timeout_seconds: 80,
        args_schema: pauseId,
      },
      {
        ...modelTools.cancel,
        ...{ method: 'DELETE', path: '/v1/pause/{pause_id}', query: {}, timeout_seconds: 30 },
        args_schema: pauseId,
      },
    ],
  };
  const path = 'integrations/crewai/src/pausepoint_crewai/tool.json';
  const text = await format(JSON.stringify(document), { parser: 'json', printWidth: 100 });
  return [{ path, text }];
}
