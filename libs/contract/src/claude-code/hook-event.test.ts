// What is asked about is the call as it came, with nothing left out of it.
import { expect, test } from 'vitest';
import { readJson } from '../json/read-json.ts';
import { parseHookEvent } from './hook-event.ts';

test('an input keeps what JavaScript would rather not see in it', () => {
  const input = '{"__proto__":{"all":true},"constructor":1,"nested":{"__proto__":2}}';
  const event = `{"hook_event_name":"PreToolUse","tool_name":"x","tool_input":${input}}`;
  expect(JSON.stringify(parseHookEvent(readJson(event)).input)).toBe(input);
});
