// The contract agent prepares an agreement; it is signed when legal, who read the summary, says so.
import { MemorySaver } from '@langchain/langgraph';
import { humanApproval } from '@pausepoint/langchain';
import { resumePauses } from '@pausepoint/langgraph';
import { createAgent, tool, type BaseMessage } from 'langchain';
import { pausepoint } from 'pausepoint';
import { z } from 'zod';
import { scriptedModel } from './scripted-model.ts';

const { PAUSEPOINT_API_KEY = '', PAUSEPOINT_URL, ANSWER_WITHIN_SECONDS = '86400' } = process.env;
const client = pausepoint({ apiKey: PAUSEPOINT_API_KEY, url: PAUSEPOINT_URL });
const runId = `contract-${crypto.randomUUID()}`;
let signed = 0;

const signAndSubmit = tool(
  ({ contract }) => {
    signed += 1;
    return `Signed and submitted: ${contract}.`;
  },
  {
    name: 'sign_and_submit',
    description: 'Signs a contract and submits it. This binds the company.',
    schema: z.object({
      contract: z.string(),
      term: z.string(),
      value: z.string(),
      notice: z.string(),
    }),
  },
);

const agent = createAgent({
  model: scriptedModel(), // Put yours here.
  tools: [signAndSubmit],
  middleware: [
    humanApproval({
      client,
      tools: { sign_and_submit: true },
      ask: {
        recipient: 'legal@company.example',
        channel: 'email',
        message: 'Sign and submit this contract?',
        agent: { name: 'contract-agent', run_id: runId },
        timeout_seconds: Number(ANSWER_WITHIN_SECONDS),
      },
    }),
  ],
  checkpointer: new MemorySaver(), // Put your database's here, and the process may end below.
});

const thread = { configurable: { thread_id: runId } };
const content = 'Prepare the agreement with Meridian. If it may not be signed, say why and stop.';
await agent.invoke({ messages: [{ role: 'user', content }] }, thread);
console.log('Legal was asked.');

// The event feed wakes the agent when its question is settled; a webhook would do as well.
const done = new AbortController();
await resumePauses(agent.graph, {
  client,
  run_id: runId,
  signal: done.signal,
  onResumed: () => done.abort(),
  onError(error) {
    console.error(error);
    done.abort();
  },
});
const { messages } = (await agent.graph.getState(thread)).values as { messages: BaseMessage[] };
console.log(messages.at(-1)?.text);
console.log(`${signed} contracts are signed.`);
