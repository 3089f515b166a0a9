// What a person at a terminal sees once everything runs, and what a log says instead.
import { renderUnicodeCompact } from 'uqr';
import { createLine, pollLine } from './first-request.ts';
import type { LocalKeys } from './local-keys.ts';

export type Style = 'accent' | 'strong' | 'faint' | 'qr';
export type Paint = (style: Style, text: string) => string;

export interface BannerFacts {
  readonly url: string;
  readonly local: boolean;
  readonly keys: LocalKeys | undefined;
  readonly keysFile: string;
  readonly inboxToken: string | undefined;
  readonly setupToken: string | null;
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

function keyRows(
  { url, keysFile }: BannerFacts,
  keys: LocalKeys,
  paint: Paint,
  row: (name: string, value: string, note?: string) => string,
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
export function readyLine({ url, local, keys, keysFile, inboxToken }: BannerFacts): string {
  return [
    `PausePoint is ready at ${url}`,
    local && `messages appear at ${url}/inbox`,
    keys && `the keys are in ${keysFile}, and npm run keys shows them`,
    inboxToken && 'the inbox link for phones is shown when started on a terminal',
  ]
    .filter(Boolean)
    .join('; ');
}
