// What `pausepoint listen` was told to do.
import { createHmac } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { WebhookEventType } from '@pausepoint/contract/wire';
import { UsageError } from './terminal.ts';

export interface ListenOptions {
  readonly forward: string | undefined;
  readonly types: readonly WebhookEventType[] | undefined;
  readonly runId: string | undefined;
  readonly secret: string;
  readonly after: 'latest' | undefined;
  readonly json: boolean;
}

export const listenHelp = `Shows what your webhooks would carry, as it happens, and hands it to a program of yours.

  npx pausepoint listen                                         a line for every event
  npx pausepoint listen --forward http://localhost:4000/hook    and each event POSTed there
  npx pausepoint listen --json | jq                             each event as it is, one a line

  --forward <url>    POST each event to this address as a real webhook would come: the same bytes,
                     headers and signatures. It is tried once; the answer is shown.
  --secret <text>    sign with this secret, 16 characters at least. Left out: one that stays the same
                     for your key, and is shown.
  --types <a,b>      only pause.responded, pause.timed_out, pause.cancelled or
                     pause.notification_failed
  --run-id <id>      only pauses with this agent.run_id
  --from <where>     latest (the default): what happens from now on. start: everything there is
  --json             print the events themselves, and everything else to stderr

Events of your key's mode are shown: a test key hears of test pauses. When the server is away,
it comes back to where it was: no event is skipped. Ctrl-C ends it.`;

const types: readonly WebhookEventType[] = [
  'pause.responded',
  'pause.timed_out',
  'pause.cancelled',
  'pause.notification_failed',
];

export function readListenOptions(args: readonly string[], apiKey: string): ListenOptions {
  const given = parse(args);
  const { forward, from = 'latest', secret } = given;
  if (from !== 'latest' && from !== 'start') throw wrong('--from', 'latest or start');
  if (forward !== undefined && !(/^https?:/i.test(forward) && URL.canParse(forward))) {
    throw wrong('--forward', 'an http(s) address');
  }
  if (secret !== undefined && secret.length < 16) throw wrong('--secret', '16 characters or more');
  return {
    forward,
    types: readTypes(given.types),
    runId: given['run-id'],
    secret: secret ?? secretOf(apiKey),
    after: from === 'latest' ? 'latest' : undefined,
    json: given.json ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        forward: { type: 'string' },
        secret: { type: 'string' },
        types: { type: 'string' },
        'run-id': { type: 'string' },
        from: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nnpx pausepoint listen --help tells more.`);
  }
}

function readTypes(text: string | undefined): ListenOptions['types'] {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const known = types.filter((type) => names.includes(type));
  if (known.length !== names.length) throw wrong('--types', `some of ${types.join(', ')}`);
  return known;
}

const wrong = (option: string, wanted: string): UsageError =>
  new UsageError(`${option} wants ${wanted}.\nnpx pausepoint listen --help tells more.`);

/** The same every time, so that a receiver keeps working; it gives nothing of the key away. */
const secretOf = (apiKey: string): string =>
  `whsec_${createHmac('sha256', apiKey).update('pausepoint listen').digest('base64')}`;
