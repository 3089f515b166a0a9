// What the operator sets, and what follows from it.
import { ConfigError } from '@pausepoint/runtime';
import { describe, expect, it } from 'vitest';
import { isLoopback, readServerConfig } from './config.ts';

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

  it('puts the port it was given into the default links', () => {
    expect(readServerConfig({ PORT: '4010' }).publicUrl).toBe('http://localhost:4010');
  });

  it('refuses links without https, unless the operator says it is an intranet', () => {
    const env = { PUBLIC_URL: 'http://pause.intranet' };
    expect(() => readServerConfig(env)).toThrow(/https:\/\//);
    expect(readServerConfig({ ...env, ALLOW_INSECURE_PUBLIC_URL: 'on' }).local).toBe(false);
  });

  it.each(['nonsense', 'ftp://x', 'https://a/b', 'https://u:p@a', 'https://a/?b'])(
    'refuses %s as the public address',
    (url) => {
      expect(() => readServerConfig({ PUBLIC_URL: url })).toThrow(ConfigError);
    },
  );
});

it.each([
  ['localhost', true],
  ['pp.localhost', true],
  ['127.8.9.1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['128.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['192.168.1.2', false],
])('%s is a loopback address: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
