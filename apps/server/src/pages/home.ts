// GET /: what this server is, and the first three things to do with it.
import { html } from '@pausepoint/core';
import { mayReadEverything } from '../middleware/inbox.ts';
import type { Ctx, Services } from '../services.ts';
import { mark, sendPage } from './layout.ts';

export async function home(ctx: Ctx, { config }: Services): Promise<void> {
  await sendPage(ctx, 200, {
    title: 'PausePoint',
    style: 'home',
    body: html`<header class="top">${mark}<b>PausePoint</b></header>
      <main>
        <h1>Ask a human before your agent acts.</h1>
        <p class="lead">
          One call sends the question to a phone. The answer comes back to your agent; if nobody
          answers in time, what you said beforehand applies.
        </p>
        <pre tabindex="0"><code>${example(config.publicUrl)}</code></pre>
        <ul class="ways">
          <li>
            <a href="/docs">Read the API</a>
            <span>Every endpoint, with examples; <a href="/openapi.json">openapi.json</a></span>
          </li>
          ${
            mayReadEverything(ctx, config) &&
            html`<li>
              <a href="/inbox">Open the inbox</a>
              <span>What humans would have received; nothing leaves here</span>
            </li>`
          }
        </ul>
      </main>`,
  });
}

const example = (publicUrl: string): string => `curl ${publicUrl}/v1/pause \\
  -H "Authorization: Bearer $PAUSEPOINT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "recipient": "+15550100",
    "channel": "sms",
    "message": "Wire $8,400 to Meridian Supplies?",
    "options": ["Approve", "Reject"],
    "timeout_default": "Reject"
  }'`;
