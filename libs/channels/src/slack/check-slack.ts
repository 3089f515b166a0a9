// What doctor finds of Slack: whether the token works, what it may do, whether buttons are heard.
import { showOnOneLine } from '@pausepoint/core';
import { shorten } from '../shorten.ts';
import type { Check } from '../vendor.ts';
import type { SlackEnv } from './env.ts';
import type { SlackApp } from './slack-app.ts';
import { exchange } from './slack-outcome.ts';

interface Parts {
  readonly env: SlackEnv;
  readonly app: SlackApp | undefined;
  readonly publicUrl: string;
}

export async function checkSlack({ env, app, publicUrl }: Parts): Promise<readonly Check[]> {
  return [
    { what: 'Slack webhooks', state: 'ok', detail: 'incoming-webhook URLs need no setting up' },
    ...(app ? [await checkApp(app)] : []),
    ...checkButtons(env, publicUrl),
  ];
}

async function checkApp(app: SlackApp): Promise<Check> {
  const what = 'Slack app';
  let found: Check | undefined;
  const outcome = await exchange(async (fetch) => {
    const { team, user, response_metadata: data } = await app(fetch).auth.test();
    const scopes = (data as { readonly scopes?: readonly string[] } | undefined)?.scopes;
    const who = `${named(user)} in ${named(team)}`;
    found =
      scopes && !scopes.includes('chat:write')
        ? { what, state: 'failed', detail: `${who}: add the scope chat:write and reinstall it` }
        : { what, state: 'ok', detail: who };
    return { kind: 'delivered' };
  });
  if (found) return found;
  // No message was on its way, so none is in doubt.
  if (outcome.kind === 'unsure') return { what, state: 'failed', detail: 'Slack did not answer' };
  const detail = 'error' in outcome ? outcome.error : 'Slack did not say who we are';
  return { what, state: 'failed', detail };
}

const named = (name: string | undefined): string => shorten(showOnOneLine(name || '?'), 60);

function checkButtons(env: SlackEnv, publicUrl: string): readonly Check[] {
  const what = 'Slack buttons';
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret } = env;
  if (!token && !secret) return [];
  if (!token) {
    return [{ what, state: 'warning', detail: 'set SLACK_BOT_TOKEN too: the app cannot post' }];
  }
  if (!secret) {
    const detail = 'set SLACK_SIGNING_SECRET too: until then they only open the page';
    return [{ what, state: 'warning', detail }];
  }
  const url = `${publicUrl}/hooks/slack/interactions`;
  return [{ what, state: 'ok', detail: `the app's Interactivity needs the Request URL ${url}` }];
}
