// How SMTP_URL and MAIL_FROM are read: TLS unless told otherwise, and no fault repeats a secret.
import { expect, test } from 'vitest';
import { parseMailServer } from './mail-server.ts';
import { parseSender } from './sender.ts';

test.each([
  ['smtps://smtp.example.com', 'smtp.example.com', 465, 'implicit'],
  ['smtp://smtp.example.com', 'smtp.example.com', 587, 'starttls'],
  ['smtp://smtp.example.com:25', 'smtp.example.com', 25, 'starttls'],
  ['smtp://smtp.example.com:465', 'smtp.example.com', 465, 'implicit'],
  ['smtp://SMTP.Bücher.example/', 'smtp.xn--bcher-kva.example', 587, 'starttls'],
  ['smtp://10.0.0.5', '10.0.0.5', 587, 'starttls'],
  ['smtp://mail:25?tls=off', 'mail', 25, 'off'],
  ['smtp://localhost:1025', 'localhost', 1025, 'off'],
  ['smtp://127.0.0.1:1025', '127.0.0.1', 1025, 'off'],
  ['smtp://[::1]:1025', '::1', 1025, 'off'],
  ['smtp://localhost:25?tls=on', 'localhost', 25, 'starttls'],
  ['smtp://localhost.example.com', 'localhost.example.com', 587, 'starttls'],
  ['smtp://127.0.0.1.example.com', '127.0.0.1.example.com', 587, 'starttls'],
])('%s', (url, host, port, tls) => {
  expect(parseMailServer(url)).toEqual({ host, port, tls, login: null });
});

test('user and password may hold anything, percent-encoded', () => {
  expect(parseMailServer('smtp://ask%40example.com:p%2F%23%3A%25@smtp.example.com')).toMatchObject({
    login: { user: 'ask@example.com', pass: 'p/#:%' },
  });
});

test.each([
  'smtp.example.com',
  'https://smtp.example.com',
  'smtp://',
  'smtp://user:sesame@',
  'smtp://user:ses/ame@smtp.example.com',
  'smtp://user:ses#ame@smtp.example.com',
  'smtp://user:sesame%@smtp.example.com',
  'smtp://user:sesame@smtp.example.com/path',
  'smtps://user:sesame@smtp.example.com?tls=off',
  'smtp://user:sesame@smtp.example.com?requireTLS=false',
  'smtp://user:sesame@smtp.example.com:70000',
])('%s is refused', (url) => {
  const parsed = parseMailServer(url);
  if (!('fault' in parsed)) throw new Error('taken');
  expect(parsed.fault).not.toMatch(/sesame|ame@/);
});

test.each([
  ['ask@example.com', '', 'ask@example.com', 'example.com'],
  ['PausePoint <ask@Example.com>', 'PausePoint', 'ask@example.com', 'example.com'],
  ['"Example, Inc." <ask@example.com>', 'Example, Inc.', 'ask@example.com', 'example.com'],
  ['Jörg <jörg@bücher.example>', 'Jörg', 'jörg@bücher.example', 'xn--bcher-kva.example'],
])('%s is a sender', (text, name, address, domain) => {
  expect(parseSender(text)).toEqual({ name, address, domain });
});

test.each(['PausePoint', 'a@b.com, c@d.com', 'A <a@b.com> <c@d.com>', 'A\nB <a@b.com>', '<>'])(
  '%j is not',
  (text) => {
    expect(parseSender(text)).toBeUndefined();
  },
);
