// The outreach agent stages a campaign for 340 contacts; nothing is sent before the founder says so.
import { Agent, run, setTracingDisabled, tool } from '@openai/agents';
import { settleInterruptions } from '@pausepoint/openai-agents';
import { pausepoint } from 'pausepoint';
import { z } from 'zod';
import { scriptedModel } from './scripted-model.ts';

const { PAUSEPOINT_API_KEY = '', PAUSEPOINT_URL, ANSWER_WITHIN_SECONDS = '14400' } = process.env;
const client = pausepoint({ apiKey: PAUSEPOINT_API_KEY, url: PAUSEPOINT_URL });
// Without a key of OpenAI’s there is nowhere to send traces to.
setTracingDisabled(true);

const contacts = Array.from({ length: 340 }, (_, at) => `contact-${at + 1}@example.com`);
const sent: string[] = [];

const sendCampaign = tool({
  name: 'send_campaign',
  description: 'Sends the campaign to everybody on the list.',
  parameters: z.object({ subject: z.string(), text: z.string(), contacts: z.number().int() }),
  needsApproval: true,
  execute({ subject, contacts: approved }) {
    // The founder agreed to so many: a list that has grown meanwhile is another campaign.
    if (contacts.length !== approved) return `Not sent: ${contacts.length} are on the list now.`;
    for (const contact of contacts) sent.push(`${contact}: ${subject}`);
    return `Sent to ${sent.length} contacts.`;
  },
});

const agent = new Agent({
  name: 'Outreach agent',
  instructions: 'Draft the campaign and send it. If it may not be sent, say why and stop.',
  model: scriptedModel(), // Put yours here, and its key into OPENAI_API_KEY.
  tools: [sendCampaign],
});

const options = {
  client,
  runId: crypto.randomUUID(),
  ask: {
    recipient: '+1 (312) 847-1928',
    channel: 'sms',
    message: `Send this campaign to ${contacts.length} contacts?`,
    timeout_seconds: Number(ANSWER_WITHIN_SECONDS),
  },
} as const;

let result = await run(agent, 'Announce the spring release to our newsletter list.');
while (result.interruptions.length > 0) {
  result = await run(agent, await settleInterruptions(result, options));
}
console.log(result.finalOutput);
console.log(`${sent.length} messages were sent.`);
