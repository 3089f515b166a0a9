// What is asked about is the call as it came, with nothing left out of it.
import { expect, test } from 'vitest';
import { readJson } from '../json/read-json.ts';
import { parseHookEvent, readCutHookEventName } from './hook-event.ts';

test('an input keeps what JavaScript would rather not see in it', () => {
  const input = '{"__proto__":{"all":true},"constructor":1,"nested":{"__proto__":2}}';
  const event = `{"hook_event_name":"PreToolUse","tool_name":"x","tool_input":${input}}`;
  expect(JSON.stringify(parseHookEvent(readJson(event)).input)).toBe(input);
});

const pre = '"hook_event_name" : "PreToolUse"';
test.each([
  [
    `{"session_id":"{[\\"","effort":{"level":["x"]},${pre},"tool_input":{"command":"zzz`,
    'PreToolUse',
  ],
  ['{"hook_event_name":"PermissionRequest"', 'PermissionRequest'],
  [`{"hook_event_name":"PostToolUse",${pre}`, undefined],
  [`{"tool_input":{${pre},"command":"zzz`, undefined],
  [`{"tool_input":"${'\\"'.repeat(50_000)}`, undefined],
  [`{"x":"hook_event_name","PreToolUse":"PreToolUse","cut`, undefined],
  ['', undefined],
])('of a text that breaks off, an event is what its own member says: %#', (text, name) => {
  expect(readCutHookEventName(text)).toBe(name);
});
