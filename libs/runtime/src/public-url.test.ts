// Whether links lead to this machine or to the world is decided in one place.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, readEnv } from './env.ts';
import { isLoopback, publicUrlEnv, readPublicUrl } from './public-url.ts';

const read = (env: Record<string, string>) => readPublicUrl(readEnv(z.object(publicUrlEnv), env));

test('nothing set is local mode on the port', () => {
  expect(read({ PORT: '8080' })).toEqual({
    publicUrl: 'http://localhost:8080',
    local: true,
    allowPrivateWebhooks: true,
  });
});

test.each(['http://127.0.0.1:3000/', 'http://[::1]:3000', 'https://app.localhost'])(
  '%s is local',
  (url) => expect(read({ PUBLIC_URL: url }).local).toBe(true),
);

test('a public address guards webhooks unless told otherwise', () => {
  const env = { PUBLIC_URL: 'https://pause.example.com/' };
  expect(read(env)).toEqual({
    publicUrl: 'https://pause.example.com',
    local: false,
    allowPrivateWebhooks: false,
  });
  expect(read({ ...env, ALLOW_PRIVATE_WEBHOOKS: 'on' }).allowPrivateWebhooks).toBe(true);
});

test('links that decide things are https, or the operator says so', () => {
  const env = { PUBLIC_URL: 'http://pause.intranet' };
  expect(() => read(env)).toThrow(ConfigError);
  expect(read({ ...env, ALLOW_INSECURE_PUBLIC_URL: 'on' }).local).toBe(false);
});

test.each([
  'pause.example.com',
  'https://a.example/path',
  'https://u:p@a.example',
  'ftp://a.example',
])('%s is no PUBLIC_URL', (url) =>
  expect(() => read({ PUBLIC_URL: url })).toThrow('such as https://pause.example.com'),
);

test.each(['localhost.example.com', '10.0.0.1', '::', '0.0.0.0', '128.0.0.1'])(
  '%s is no loopback',
  (host) => expect(isLoopback(host)).toBe(false),
);
