// What the operator sets, and what follows from it.
import { channelsEnv } from '@pausepoint/channels';
import { describe, expect, it } from 'vitest';
import { readServerConfig } from './config.ts';

describe('the configuration', () => {
  it('is local and open when nothing is set', () => {
    expect(readServerConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      local: true,
      signUp: 'open',
      planLimits: false,
      defaultPlan: 'free',
      rateLimitPerMinute: 1_200,
      readLimitPerMinute: 12_000,
      allowPrivateWebhooks: true,
      respondApi: true,
      channels: expect.any(Object),
    });
  });

  it('is served for real behind any other address: sign-up for the first only, public webhooks', () => {
    expect(readServerConfig({ PUBLIC_URL: 'https://pause.example.com/' })).toMatchObject({
      publicUrl: 'https://pause.example.com',
      host: '0.0.0.0',
      local: false,
      signUp: 'first',
      allowPrivateWebhooks: false,
    });
  });

  it('hands the vendors their own variables and no others', () => {
    const { channels } = readServerConfig({ HOST: '127.0.0.1' });
    expect(Object.keys(channels)).toEqual(Object.keys(channelsEnv));
  });

  it('puts the port it was given into the default links', () => {
    expect(readServerConfig({ PORT: '4010' }).publicUrl).toBe('http://localhost:4010');
  });
});
