// An account with an owner and a webhook endpoint, and the mail server that would reach that owner.
import { channelsEnv, openChannels, type OpenChannels } from '@pausepoint/channels';
import { openFakeSmtp, type FakeSmtp } from '@pausepoint/channels/testing';
import { webhookEventTypes } from '@pausepoint/core';
import { readEnv } from '@pausepoint/runtime';
import { createWebhook, register, type Store } from '@pausepoint/store';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { rows, testConfig } from './set-up.ts';

export interface Account {
  readonly developerId: string;
  readonly email: string;
  /** Of its endpoint, which wants all events. */
  readonly webhookId: string;
}

export async function openAccount(store: Store, url: string): Promise<Account> {
  const now = new Date();
  const email = `${crypto.randomUUID()}@example.com`;
  const owner = { email, name: 'Ada', passwordHash: 'hash', plan: 'free', now } as const;
  const { developerId } = await register(store, owner);
  const wanted = { developerId, mode: 'live', url, secret: null, now } as const;
  const { webhook } = await createWebhook(store, { ...wanted, events: webhookEventTypes });
  return { developerId, email, webhookId: webhook.id };
}

export interface EndpointState {
  readonly enabled: boolean;
  readonly failing: boolean;
  readonly reason: string | null;
}

export async function endpointOf(store: Store, { webhookId }: Account): Promise<EndpointState> {
  const [found] = await rows<EndpointState>(
    store,
    `select enabled, failing_since is not null as failing, disabled_reason as reason
     from webhook_endpoint where id = $1`,
    [webhookId],
  );
  return found!;
}

export async function openMail({
  ring,
}: Store): Promise<{ smtp: FakeSmtp; channels: OpenChannels }> {
  const smtp = await openFakeSmtp();
  const env = { SMTP_URL: smtp.url, MAIL_FROM: 'PausePoint <approvals@example.com>' };
  const channels = await openChannels(readEnv(z.object(channelsEnv), env), {
    local: false,
    publicUrl: testConfig.publicUrl,
    ring,
    now: () => new Date(),
    onError: () => undefined,
    timeoutMilliseconds: 2_000,
  });
  onTestFinished(async () => {
    channels.close();
    await smtp.close();
  });
  return { smtp, channels };
}
