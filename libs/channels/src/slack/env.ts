// What the operator may set of Slack: nothing for incoming webhooks, two secrets for the app.
import { z } from 'zod';

export const slackEnv = {
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xox[\w.-]+$/, { error: 'must be a bot token: it starts with xoxb-' })
    .optional()
    .meta({
      description:
        'The bot token of your Slack app, with the scope chat:write: posts to channels and users. Incoming-webhook URLs work without it.',
      example: 'xoxb-the-bot-token-of-your-app',
    }),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]+$/, { error: 'must be one word' })
    .optional()
    .meta({
      description:
        "The app's signing secret: with it, posts of the app carry buttons that answer. Set the app's interactivity URL to PUBLIC_URL/hooks/slack/interactions.",
      example: 'the signing secret from Basic Information',
    }),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .optional()
    .meta({
      description:
        "Where Slack's API is, for a stand-in; incoming webhooks go to the same host then. Absent: Slack itself.",
      example: 'http://localhost:4020/api/',
    }),
};

export type SlackEnv = z.output<z.ZodObject<typeof slackEnv>>;
