// What a person at a terminal sees once everything runs, and what a log says instead.
import { renderUnicodeCompact } from 'uqr';
import { createLine, pollLine } from './first-request.ts';
import type { LocalKeys } from './local-keys.ts';
import type { ReadyAndMissing } from './ready-channels.ts';

export type Style = 'accent' | 'strong' | 'faint' | 'good' | 'doubtful' | 'bad' | 'qr';
export type Paint = (style: Style, text: string) => string;

export interface BannerFacts {
  readonly url: string;
  readonly local: boolean;
  readonly keys: LocalKeys | undefined;
  readonly keysFile: string;
  readonly inboxToken: string | undefined;
  readonly setupToken: string | null;
  readonly channels: ReadyAndMissing;
}

export function banner(facts: BannerFacts, paint: Paint): string {
  const { url, local, keys } = facts;
  const row = (name: string, value: string, note = ''): string =>
    `  ${paint('faint', name.padEnd(10))}${value}${note && `  ${paint('faint', note)}`}`;
  const mode = local ? 'local mode: no message leaves this machine' : 'serving for real';
  return [
    '',
    `  ${paint('accent', '▌▌')} ${paint('strong', 'PausePoint')}  ${paint('faint', mode)}`,
    '',
    row('Open', paint('accent', url)),
    ...(local ? [row('Inbox', paint('accent', `${url}/inbox`), 'messages appear here')] : []),
    row('Docs', paint('accent', `${url}/docs`)),
    row('MCP', paint('accent', `${url}/mcp`), 'tools for models, with a key of yours'),
    '',
    ...channelRows(facts, row),
    ...(keys ? keyRows(facts, keys, paint, row) : []),
    ...(facts.setupToken
      ? ['', row('Setup', facts.setupToken, 'the first account’s setup_token')]
      : []),
    ...(facts.inboxToken ? phone(`${url}/inbox?token=${facts.inboxToken}`, paint) : []),
    '',
    paint('faint', '  Ctrl-C stops it.'),
    '',
  ].join('\n');
}

type Row = (name: string, value: string, note?: string) => string;

function channelRows({ local, channels }: BannerFacts, row: Row): readonly string[] {
  if (local) return [row('Channels', 'all in the sandbox', 'until PUBLIC_URL is set')];
  const { ready, missing } = channels;
  return [
    row('Channels', ready.join(', ') || 'none can send yet', 'npm run doctor checks them'),
    ...missing.map(({ channel, variables }) =>
      row('', `${channel} is not set up`, variables.join(', ')),
    ),
  ];
}

function keyRows(
  { url, keysFile }: BannerFacts,
  keys: LocalKeys,
  paint: Paint,
  row: Row,
): readonly string[] {
  return [
    '',
    row('Test key', keys.test_api_key),
    row('Live key', keys.api_key),
    row('', paint('faint', `kept in ${keysFile}, shown again by: npm run keys`)),
    '',
    `  ${paint('strong', 'Ask a human.')} Paste this into another terminal:`,
    '',
    createLine(url, keys.test_api_key),
    '',
    '  Then tap the link in the inbox, and see what was decided:',
    '',
    pollLine(url, keys.test_api_key),
  ];
}

/** The code is drawn light on dark, whatever the terminal's own colours: cameras need its border. */
function phone(link: string, paint: Paint): readonly string[] {
  const code = renderUnicodeCompact(link, { border: 4 });
  return [
    '',
    `  ${paint('strong', 'On a phone')} in the same network; whoever has this link reads every message:`,
    `  ${paint('accent', link)}`,
    '',
    ...code.split('\n').map((line) => `  ${paint('qr', line)}`),
  ];
}

/** For a log that others may read: where things are, never a secret. */
export function readyLine(facts: BannerFacts): string {
  const { url, local, keys, keysFile, inboxToken, channels } = facts;
  const ready = channels.ready.join(', ') || 'none yet';
  const missing = channels.missing.map(({ channel, variables }) =>
    variables.length > 0 ? `${channel} (${variables.join(', ')})` : channel,
  );
  return [
    `PausePoint is ready at ${url}`,
    local && `every channel is sandboxed, messages appear at ${url}/inbox`,
    !local && `channels that can send: ${ready}`,
    !local && missing.length > 0 && `not set up: ${missing.join(', ')}`,
    keys && `the keys are in ${keysFile}, and npm run keys shows them`,
    inboxToken && 'the inbox link for phones is shown when started on a terminal',
  ]
    .filter(Boolean)
    .join('; ');
}
