// Buttons pressed in Slack, as Slack tells us of them.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { heard, type Hook, type HookCall, type HookRequest } from '../hook.ts';
import { parsePressData } from '../press-data.ts';
import { isSlackUser } from './recipient.ts';
import { isFromSlack } from './verify-slack.ts';

/** Where in Slack a human pressed a button, and who. */
export interface Presser {
  readonly channel: string;
  readonly userId: string;
}

interface Parts {
  readonly signingSecret: string;
  /** Says something only the presser sees. Takes its time, and never throws. */
  readonly whisper: (words: string, to: Presser) => void;
}

const interaction = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string().refine(isSlackUser) }),
  channel: z.object({ id: z.string() }),
  actions: z
    .array(z.object({ action_id: z.string(), value: z.string(), action_ts: z.string().optional() }))
    .length(1),
});

export const interactions = (parts: Parts): Hook => ({
  path: 'slack/interactions',
  receive(request) {
    if (!isFromSlack(parts.signingSecret, request)) return { kind: 'forged' };
    return pressIn(request, parts) ?? { kind: 'nothing', answer: heard };
  },
});

/** Undefined: a link button, another app's message, or anything else Slack tells of. */
function pressIn({ body }: HookRequest, { whisper }: Parts): HookCall | undefined {
  const { data } = interaction.safeParse(payloadOf(body));
  if (!data) return undefined;
  const [{ action_id, value, action_ts }] = data.actions as [(typeof data.actions)[number]];
  const press = parsePressData(value);
  if (!press || action_id !== `choice-${press.choice}`) return undefined;
  const presser = { channel: data.channel.id, userId: data.user.id };
  return {
    kind: 'press',
    id: pressId(presser, action_ts ?? body),
    ...press,
    via: 'slack',
    identifiedBy: 'slack_user',
    userId: presser.userId,
    // Slack waits three seconds and shows nothing of the answer: words go another way.
    answer(words) {
      if (words !== null) whisper(words, presser);
      return heard;
    },
  };
}

/** Each press has a time of its own. Hashed, since it is kept and says who pressed. */
const pressId = ({ channel, userId }: Presser, pressed: string): string =>
  `slack/${createHash('sha256')
    .update(JSON.stringify([channel, userId, pressed]))
    .digest('base64url')}`;

function payloadOf(body: string): unknown {
  try {
    return JSON.parse(new URLSearchParams(body).get('payload') ?? 'null');
  } catch {
    return null;
  }
}
