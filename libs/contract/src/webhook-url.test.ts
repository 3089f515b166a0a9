// A webhook URL is kept only if it is plainly what it says.
import { expect, test } from 'vitest';
import { checkWebhookUrl } from './webhook-url.ts';

test.each([
  'https://example.com/hook?a=b#c',
  'https://example.com:8443/',
  'https://8.8.8.8/',
  'https://n8n.example/webhook-waiting/123?signature=abc',
])('%s may be given', (url) => {
  expect(checkWebhookUrl(url, { allowPrivate: false })).toBeUndefined();
});

test.each([
  'http://example.com/',
  'https:example.com',
  'https:///example.com',
  ' https://example.com',
  'https://exam\nple.com/',
  'https://example.com\\@evil.example/',
  'https://user:pw@example.com/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://a.internal/',
  'javascript:alert(1)',
  '',
  `https://example.com/${'a'.repeat(2_048)}`,
])('%j is refused', (url) => {
  expect(checkWebhookUrl(url, { allowPrivate: false })).toEqual(expect.any(String));
});

test('where private webhooks are allowed, http and private addresses are too, credentials are not', () => {
  const allowed = { allowPrivate: true };
  expect(checkWebhookUrl('http://localhost:5678/hook', allowed)).toBeUndefined();
  expect(checkWebhookUrl('http://192.168.0.7/', allowed)).toBeUndefined();
  expect(checkWebhookUrl('http://a:b@192.168.0.7/', allowed)).toContain('password');
  expect(checkWebhookUrl('ftp://192.168.0.7/', allowed)).toContain('http or https');
});
