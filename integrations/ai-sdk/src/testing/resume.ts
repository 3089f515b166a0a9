// Another process: all it has is what was saved, and the same program. Prints what it purged.
import { generateText, isStepCount, type ModelMessage } from 'ai';
import { pausepoint } from 'pausepoint';
import { pausePointApproval, settleApprovals } from '../index.ts';
import { purger, scripted } from './scripted.ts';
import { whom } from './whom.ts';

interface Saved {
  readonly apiKey: string;
  readonly url: string;
  readonly runId: string;
  readonly messages: readonly ModelMessage[];
}

const { messages, runId, ...where } = JSON.parse(process.argv[2]!) as Saved;
const options = { client: pausepoint(where), runId, ask: whom };
const { tools, purged } = purger();
await generateText({
  model: scripted(),
  tools,
  messages: await settleApprovals(messages, options),
  toolApproval: pausePointApproval({ ...options, tools: { purge: true }, wait: false }),
  stopWhen: isStepCount(5),
});
process.stdout.write(JSON.stringify(purged));
