#!/usr/bin/env node
// `pausepoint-mcp`: the tools over stdin and stdout, for a client that starts its servers itself.
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createPausePointMcp } from './create-pausepoint-mcp.ts';

const { PAUSEPOINT_API_KEY: apiKey, PAUSEPOINT_URL: url } = process.env;

/** stdout is the protocol's; whatever a person shall read goes to stderr. */
const say = (text: string): void => console.error(`pausepoint-mcp: ${text}`);

// Some clients hand on a variable that is not set as its own name: `${PAUSEPOINT_API_KEY}`.
if (!apiKey || !/^pp_(live|test)_/.test(apiKey)) {
  const fault = apiKey ? 'holds no API key of PausePoint' : 'is not set';
  say(`PAUSEPOINT_API_KEY ${fault}. Set it to a key of yours (pp_test_… or pp_live_…),`);
  say('and PAUSEPOINT_URL to where your PausePoint is (without it: http://localhost:3000).');
  process.exit(1);
}

// It would be told to the model with every failure, a password in it too.
if (url && !isPlainUrl(url)) {
  say('PAUSEPOINT_URL is no http(s) address, or has a user in it. Set it to where your PausePoint');
  say('is, such as https://pausepoint.example.com (without it: http://localhost:3000).');
  process.exit(1);
}

function isPlainUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

const now = (): Date => new Date();
const flag = process.argv.indexOf('--permission-prompt');
const permissionPrompt =
  flag === -1 ? undefined : { query: process.argv[flag + 1] ?? '', folder: process.cwd() };
const served = serveStdio(
  createPausePointMcp({ apiKey, ...(url && { url }), now, permissionPrompt }),
  {
    // Not its text: that may quote what was sent.
    onerror: (error) => say(`a message could not be read or answered (${error.name})`),
  },
);
process.stdin.once('close', () => void served.close().finally(() => process.exit(0)));
