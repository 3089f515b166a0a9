// integrations/autogen's http-tools.json: components of AutoGen's, their arguments as the contract has them.
import { format } from 'prettier';
import type { GeneratedFile } from './files.ts';
import { modelTools, questionSchema, type Schema } from './model-tools.ts';

/**
 * What a model says itself, each required: what it leaves out, AutoGen sends as null. No
 * `timeout_default`, for a choice that nobody made would come back among the others.
 */
const asked = ['recipient', 'channel', 'message', 'options'];

const pauseId = {
  type: 'string',
  description: 'As create_pause_request told it.',
  // It goes into the path as it is: nothing else may stand in it.
  pattern: '^psr_[0-9a-f-]{36}$',
};

export async function autogenTools(): Promise<readonly GeneratedFile[]> {
  const one = { type: 'object', properties: { pause_id: pauseId }, required: ['pause_id'] };
  const wait = { type: 'integer', description: 'Seconds, at most 50.', default: 50 };
  const tools = [
    component(modelTools.create, {
      ...{ method: 'POST', path: '/v1/pause', timeout: 30 },
      json_schema: questionSchema(asked, asked),
    }),
    component(modelTools.poll, {
      // AutoGen's own 5 seconds would be over before the server answers.
      ...{ method: 'GET', path: '/v1/pause/{pause_id}', timeout: 80 },
      json_schema: { ...one, properties: { pause_id: pauseId, wait } },
    }),
    component(modelTools.cancel, {
      ...{ method: 'DELETE', path: '/v1/pause/{pause_id}', timeout: 30 },
      json_schema: one,
    }),
  ];
  const path = 'integrations/autogen/src/pausepoint_autogen/http-tools.json';
  const text = await format(JSON.stringify(tools), { parser: 'json', printWidth: 100 });
  return [{ path, text }];
}

function component(words: { readonly name: string; readonly description: string }, config: Schema) {
  return {
    provider: 'autogen_ext.tools.http.HttpTool',
    component_type: 'tool',
    version: 1,
    component_version: 1,
    label: words.name,
    config: {
      ...words,
      ...config,
      // Where PausePoint is, and a key of role agent: yours to put in.
      ...{ scheme: 'http', host: 'localhost', port: 3000 },
      headers: { Authorization: 'Bearer YOUR_API_KEY' },
      // As it came: a refusal reaches the model in the server's words.
      return_type: 'text',
    },
  };
}
