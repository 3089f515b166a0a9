// Slack as a test can bend it: its web API, incoming webhooks, and humans who press buttons.
import { slackSignature } from '../slack/verify-slack.ts';
import {
  answerTo,
  messagesOf,
  type SlackMessage,
  type SlackWhisper,
  TOKEN,
  whispersOf,
} from './fake-slack-state.ts';
import { pressPayload } from './slack-press-payload.ts';
import { type Mishap, openWire, type WireRequest } from './wire.ts';

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Pressing {
  /** Where the app's interactivity URL leads, e.g. `http://127.0.0.1:3000/hooks/slack/interactions`. */
  readonly to: string;
  /** When Slack signs; now unless told. */
  readonly at?: Date;
  /** Changes the body after it was signed. */
  readonly alter?: (body: string) => string;
}

export interface FakeSlack {
  /** The operator's variables for it, all of them. */
  readonly env: {
    readonly SLACK_BOT_TOKEN: string;
    readonly SLACK_SIGNING_SECRET: string;
    readonly SLACK_API_URL: string;
  };
  /** As they stand: edited messages show their last text. */
  messages(): readonly SlackMessage[];
  whispers(): readonly SlackWhisper[];
  /** Every request it took, in order. */
  readonly taken: readonly WireRequest[];
  script(...mishaps: readonly Mishap[]): void;
  /** What Slack would send when `userId` presses the button; throws where there is none. */
  signedPress(messageIndex: number, choice: number, userId: string, at?: Date): SignedRequest;
  press(
    messageIndex: number,
    choice: number,
    userId: string,
    pressing: Pressing,
  ): Promise<Response>;
  /** Sends the last press again, as it was. */
  replay(to: string): Promise<Response>;
  close(): Promise<void>;
}

const SECRET = '0123456789abcdef0123456789abcdef';

interface Options {
  /** What the token may do; null: Slack does not say. */
  readonly scopes?: readonly string[] | null;
}

export async function openFakeSlack({ scopes = ['chat:write'] }: Options = {}): Promise<FakeSlack> {
  const wire = await openWire((request) => answerTo(request, wire.taken, scopes));
  let last: SignedRequest | undefined;

  function signedPress(messageIndex: number, choice: number, userId: string, at = new Date()) {
    const payload = pressPayload(messagesOf(wire.taken)[messageIndex], choice, userId);
    return sign(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), at);
  }

  return {
    env: {
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `${wire.url}/api/`,
    },
    messages: () => messagesOf(wire.taken),
    whispers: () => whispersOf(wire.taken),
    taken: wire.taken,
    script: wire.script,
    signedPress,
    press(messageIndex, choice, userId, { to, at, alter = (body) => body }) {
      const { headers, body } = signedPress(messageIndex, choice, userId, at);
      last = { headers, body: alter(body) };
      return post(to, last);
    },
    replay: (to) => post(to, last!),
    close: wire.close,
  };
}

export function sign(body: string, at: Date): SignedRequest {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': slackSignature(SECRET, timestamp, body),
    },
  };
}

const post = (to: string, { headers, body }: SignedRequest): Promise<Response> =>
  fetch(to, { method: 'POST', headers, body });
