// Slack as the operator sets it up: incoming webhooks always, the app with its two secrets.
import type { Vendor, VendorParts } from '../vendor.ts';
import { checkSlack } from './check-slack.ts';
import { slackEnv } from './env.ts';
import { interactions, type Presser } from './interactions.ts';
import { plain, rich, section } from './rich-text.ts';
import { openSlackApp, type SlackApp } from './slack-app.ts';
import { slackCourier } from './slack-courier.ts';
import { exchange } from './slack-outcome.ts';
import { escape } from './text.ts';

export const slackVendor: Vendor<typeof slackEnv> = {
  name: 'slack',
  env: slackEnv,
  async open(env, { publicUrl, timeoutMilliseconds, onError }) {
    const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret } = env;
    const apiUrl = env.SLACK_API_URL;
    const app = token ? await openSlackApp({ token, apiUrl, timeoutMilliseconds }) : undefined;
    const hears = app !== undefined && signingSecret !== undefined;
    return {
      couriers: { slack: slackCourier({ app, hears, apiUrl, timeoutMilliseconds }) },
      hooks: hears ? [interactions({ signingSecret, whisper: whisperer(app, onError) })] : [],
      // Incoming webhooks need nothing of the operator.
      missing: {},
      check: () => checkSlack({ env, app, publicUrl }),
    };
  },
};

const whisperer =
  (app: SlackApp, onError: VendorParts['onError']) =>
  (words: string, { channel, userId: user }: Presser): void => {
    const said = exchange(async (fetch) => {
      const blocks = [rich(section(plain(words)))];
      await app(fetch).chat.postEphemeral({ channel, user, text: escape(words), blocks });
      return { kind: 'delivered' };
    });
    void said.then((outcome) => {
      if ('error' in outcome) onError(new Error(`no word to who pressed: ${outcome.error}`));
    });
  };
