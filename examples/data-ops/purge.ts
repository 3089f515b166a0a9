// The cleanup agent finds 14,000 records to delete; the query runs when the data engineer says go.
import { pausePointApproval } from '@pausepoint/ai-sdk';
import { generateText, isStepCount, tool } from 'ai';
import { pausepoint } from 'pausepoint';
import { z } from 'zod';
import { scriptedModel } from './scripted-model.ts';

const { PAUSEPOINT_API_KEY = '', PAUSEPOINT_URL, ANSWER_WITHIN_SECONDS = '14400' } = process.env;
const client = pausepoint({ apiKey: PAUSEPOINT_API_KEY, url: PAUSEPOINT_URL });

/** The years of what staging holds. */
let staging = [...Array<number>(14_000).fill(2024), ...Array<number>(600).fill(2026)];
const before = z.object({ before: z.number().int().describe('The first year to keep.') });

const findCandidates = tool({
  description: 'Counts the records of staging from before a year.',
  inputSchema: before,
  execute: ({ before: year }) => ({ records: staging.filter((of) => of < year).length }),
});

const purge = tool({
  description: 'Deletes the records of staging from before a year. This can’t be undone.',
  inputSchema: before.extend({ database: z.literal('staging'), records: z.number().int() }),
  execute({ before: year, records }) {
    const kept = staging.filter((of) => of >= year);
    const found = staging.length - kept.length;
    // The engineer agreed to so many: others that came meanwhile are not among them.
    if (found !== records) return `Not purged: ${found} records would go now.`;
    staging = kept;
    return `Purged ${found} records.`;
  },
});

const { text } = await generateText({
  model: scriptedModel(), // Put yours here.
  tools: { findCandidates, purge },
  prompt: 'Purge from staging what is older than 2025. If that may not be, say why and stop.',
  stopWhen: isStepCount(10),
  toolApproval: pausePointApproval({
    client,
    runId: crypto.randomUUID(),
    tools: { purge: true },
    ask: ({ arguments: args }) => ({
      recipient: '+1 (312) 847-1928',
      channel: 'sms',
      message: `Purge ${(args as { records: number }).records.toLocaleString('en-US')} records from staging?`,
      timeout_seconds: Number(ANSWER_WITHIN_SECONDS),
    }),
  }),
});
console.log(text);
console.log(`${staging.length} records are left.`);
