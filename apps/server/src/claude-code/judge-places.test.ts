// A command that may run in one place may not run in another.
import type { HookRule } from '@pausepoint/contract';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';

const allow = (input: string): HookRule => ({ tool: 'Bash', input, then: 'allow' });
const rules = [
  allow('cat /home/ada/shop/*'),
  allow('ls */build *'),
  allow('curl https://*.example.com/*'),
];
const verdict = (command: string) =>
  judge([{ rules, otherwise: 'ask' }], { tool: 'Bash', input: { command }, cwd: '/' }).then;

test.each(['cat /home/ada/shop/a/b.ts', 'ls shop/build -l x', 'curl https://api.example.com/v1/x'])(
  'within the place that a rule names: %s',
  (command) => {
    expect(verdict(command)).toBe('allow');
  },
);

test.each([
  'cat /home/ada/shop/../../../etc/shadow',
  'cat /home/ada/shop/x/../../../../etc/shadow',
  'cat /home/ada/shop/x /etc/shadow',
  'cat "/home/ada/shop/x" /etc/shadow',
  'cat /home/ada/shop/.env',
  'cat /home/ada/shop/a/.git/config',
  'ls /etc x/build -l',
  'ls ../x/build -l',
  'curl https://evil.test/.example.com/',
  'curl https://evil.test/a.example.com/x',
  'curl https://u@evil.test?.example.com/x',
  'curl https://a.example.com/x https://evil.test/',
  'curl https://a.example.com/../x',
])('and nowhere else: %s', (command) => {
  expect(verdict(command)).toBe('ask');
});
