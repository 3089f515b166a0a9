// Another process: all it has is what was saved, and the same program. Prints what it paid.
import { RunState } from '@openai/agents';
import { pausepoint } from 'pausepoint';
import { settleInterruptions, type OpenPauses } from '../index.ts';
import { payer, runner } from './payer.ts';
import { whom } from './whom.ts';

interface Saved {
  readonly apiKey: string;
  readonly url: string;
  readonly runId: string;
  readonly state: string;
  readonly pauses: OpenPauses;
}

const { apiKey, url, state, ...rest } = JSON.parse(process.argv[2]!) as Saved;
const client = pausepoint({ apiKey, url });
const { agent, paid } = payer();
const restored = await RunState.fromString(agent, state);
await runner.run(agent, await settleInterruptions(restored, { ...rest, client, ask: whom }));
process.stdout.write(JSON.stringify(paid));
