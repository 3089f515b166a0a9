// Who is asked about a call, if anybody: what is named is gated, whatever it is called.
import { expect, test } from 'vitest';
import { askFor, type Gate } from './gate.ts';

const ask = { recipient: '+13128471928', channel: 'sms' } as const;
const other = { recipient: 'data@company.example', channel: 'email' } as const;
const asked = (gate: Gate, args: unknown = {}) =>
  askFor({ tool: 'wire', arguments: args }, { tools: { wire: gate }, ask });
const large = ({ arguments: args }: { readonly arguments: unknown }) =>
  (args as { amount: number }).amount > 100;

test('always, never, or as the arguments say', async () => {
  expect(await asked(true)).toBe(ask);
  expect(await asked(false)).toBeUndefined();
  expect(await asked(large, { amount: 101 })).toBe(ask);
  expect(await asked(large, { amount: 100 })).toBeUndefined();
  expect(await asked({ when: large }, { amount: 100 })).toBeUndefined();
});

test('others are asked where the tool says so, or the call', async () => {
  expect(await asked({})).toBe(ask);
  expect(await asked({ ask: other })).toBe(other);
  expect(await asked({ ask: ({ tool }) => ({ ...other, message: `Run ${tool}?` }) })).toEqual({
    ...other,
    message: 'Run wire?',
  });
});

test('a tool that is not named is not gated, also when an object inherits its name', async () => {
  for (const tool of ['constructor', 'toString', '__proto__', 'Wire']) {
    expect(await askFor({ tool, arguments: {} }, { tools: { wire: true }, ask })).toBeUndefined();
  }
  const tools = JSON.parse('{"__proto__":true,"constructor":true}') as Record<string, Gate>;
  for (const tool of Object.keys(tools)) {
    expect(await askFor({ tool, arguments: {} }, { tools, ask })).toBe(ask);
  }
});

test('a condition that fails lets nothing run', async () => {
  const broken = () => {
    throw new Error('cannot tell');
  };
  await expect(asked(broken)).rejects.toThrow('cannot tell');
});
