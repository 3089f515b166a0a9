// The table stays aligned, whatever the words and however narrow the screen.
import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { renderFindings } from './render-findings.ts';
import { withoutSecrets } from './without-secrets.ts';

const findings: Finding[] = [
  { what: 'Settings', state: 'ok', detail: 'all can be read' },
  { what: 'A long name', state: 'not set up', detail: 'one two three four five six seven eight' },
  { what: 'SMTP', state: 'failed', detail: 'first\nsecond' },
];

test('names, states and what to do stand below each other', () => {
  const plain = renderFindings(findings, { width: 58, paint: (_, words) => words });
  expect(plain.split('\n')).toEqual([
    '',
    '  Settings     ok          all can be read',
    '  A long name  not set up  one two three four five six',
    '                           seven eight',
    '  SMTP         failed      first',
    '                           second',
    '',
    '  1 of 3 failed: what to do is said beside it.',
    '',
  ]);
});

test('what others say of a failure loses our secrets', () => {
  const hide = withoutSecrets({
    SMTP_URL: 'smtp://me:p%40ssword@mail.example.com',
    TWILIO_AUTH_TOKEN: 'abcdef123456',
    PUBLIC_URL: 'https://pause.example.com',
    SECRET_KEY: undefined,
  });
  const detail =
    'smtp://me:p%40ssword@mail.example.com p@ssword abcdef123456 https://pause.example.com';
  expect(hide({ what: 'x', state: 'failed', detail }).detail).toBe(
    '••••• ••••• ••••• https://pause.example.com',
  );
});
