// The words between the endpoints: what a newcomer reads first.
import type { Tag } from './operation.ts';
import { usingAudit } from './using-audit.ts';
import { usingWebhooks } from './using-webhooks.ts';
import { usingWatch } from './using-watch.ts';
import { verifying } from './verifying.ts';

export const introduction = (url: string): string =>
  `
Pause your agent and ask a human in one API call.

\`\`\`sh
curl -X POST ${url}/v1/pause \\
  -H "Authorization: Bearer $PP_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "recipient": "+1 (312) 847-1928",
    "channel": "sms",
    "message": "Wire $8,400 to Meridian?",
    "options": ["Approve", "Reject"],
    "timeout_hours": 4,
    "timeout_default": "Reject"
  }'

# Then wait for the answer, or register a webhook.
curl "${url}/v1/pause/$PAUSE_ID?wait=55" -H "Authorization: Bearer $PP_KEY"
\`\`\`

A pause is a durable promise held by a human: opened once, settled once. It leaves \`pending\` for \`responded\`, \`timed_out\` or \`cancelled\` and never changes again. **A timeout is never a human's answer**: look at \`human_decided\` before you act.

**Authentication.** \`Authorization: Bearer pp_live_…\` or \`pp_test_…\`. A test key runs the whole flow without messaging anybody or using your quota; the two modes are separate worlds. Give agents a key of role \`agent\`.

**JSON.** UTF-8, snake_case, times in ISO 8601 UTC. A body has at most 64 KiB. Unknown fields and parameters are refused, so that a typo never silently changes an approval. \`metadata\` comes back as the same JSON text.

**Lists** answer \`{data, next_cursor}\`: pass \`next_cursor\` as \`cursor\` until it is null.

**Refusals** are RFC 9457 \`application/problem+json\`: branch on \`code\`; \`errors\` lists every fault at once, each with its place. What is not yours is not there: it answers the same 404 as what never was.

**Models.** \`POST ${url}/mcp\` offers the same as tools for models (MCP, streamable HTTP), with the same key: ask, wait, withdraw, list, read the log. \`integrations/mcp\` has the configurations for Claude Code, Claude Desktop, Cursor and VS Code, and the same for stdin and stdout.

**Retries.** Send an \`Idempotency-Key\` and a create can be repeated safely. 429 and 503 say in \`Retry-After\` when to come back.
`.trim();

const tagTexts: Record<Tag, string> = {
  Pauses: 'Ask, wait, list, withdraw.',
  Answering: 'The human’s door, for programs: the JSON twin of the page behind each link.',
  Accounts: 'Register, sign in, and ask who you are.',
  Keys: 'API keys, their roles and what each may ask for at most.',
  Approvers: 'Whom `/api/pause` asks.',
  Webhooks: usingWebhooks,
  Audit: usingAudit,
  Sandbox: 'What test keys and local servers would have sent.',
  'Claude Code':
    'Permission prompts on your phone: Claude Code asks the hook, the hook asks a human. `integrations/claude-code` has the settings to copy.',
  'Second dialect': usingWatch,
  Operating: 'For whoever runs the server.',
};

export const tags = Object.entries(tagTexts).map(([name, description]) => ({ name, description }));

export const webhookDescription = `
We POST this to your endpoints that chose the event, and to the pause’s own \`webhook_url\`: at least once, with the same \`id\` and the same bytes on every try. 2xx within 15 s is success; otherwise we try again after 1 s, 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h and 24 h (± 20 %).

${verifying}

\`X-PausePoint-Event\` names the event, and \`X-PausePoint-Checkpoint\` is the newest signed head of your audit log in base64: keep it. Look at \`data.human_decided\` before you act on \`data.choice\`. \`pause.notification_failed\` comes once no message is left that could reach anybody: as a rule the pause is still \`pending\`, and its links stay valid. A vendor may also tell it late: \`data.status\` is how the pause stood then.
`.trim();
