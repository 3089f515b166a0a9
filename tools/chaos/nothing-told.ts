// Looks through all that was logged and all that is stored for what may be in neither.
import { expect } from 'vitest';
import type { LiveService } from './live-service.ts';

interface Private {
  /** Of humans, in clear. */
  readonly addresses: readonly string[];
  /** Of messages; they are stored, but not logged. */
  readonly texts: readonly string[];
}

export async function expectNothingTold(
  service: LiveService,
  { addresses, texts }: Private,
): Promise<void> {
  const secrets = [...secretsOf(service), ...linksOf(service)];
  const output = service.output();
  expect(output).toContain('worker ready');
  expect(leaks(output, [...addresses, ...texts, ...secrets])).toEqual([]);
  // A whole dump; bytes are written in hex there, so addresses are looked for in both spellings.
  const stored = await dump(service);
  expect(stored).toContain('recipient_commitment');
  const hex = addresses.map((address) => Buffer.from(address).toString('hex'));
  expect(leaks(stored, [...addresses, ...hex, ...secrets])).toEqual([]);
}

const leaks = (text: string, words: readonly string[]): readonly string[] =>
  [...new Set(words)].filter((word) => text.includes(word));

/** What the operator and the developer keep to themselves. */
const secretsOf = ({ twilio, slack, telegram, store, apiKey }: LiveService): readonly string[] => [
  ...[apiKey, store.secretKey, telegram.token, telegram.webhook()!.secret_token!],
  ...[twilio.env['TWILIO_AUTH_TOKEN']!, slack.env.SLACK_BOT_TOKEN, slack.env.SLACK_SIGNING_SECRET],
];

/** The tokens and codes of all links that were ever sent. */
function linksOf({ twilio, slack, telegram, smtp }: LiveService): readonly string[] {
  const sent = JSON.stringify([
    twilio.messages,
    slack.taken.map(({ body }) => readable(body)),
    telegram.messages(),
    smtp.taken.map(({ raw }) => raw.replaceAll('=\r\n', '').replaceAll('=3D', '=')),
  ]);
  return [...sent.matchAll(/approve\.example\.com\/(?:r|respond)\/([\w-]{22,})/g)].map(
    ([, code]) => code!,
  );
}

/** A form shows its links only once it is decoded. */
const readable = (body: string): string =>
  body.startsWith('{') ? body : [...new URLSearchParams(body).values()].join('\n');

async function dump({ rows }: LiveService): Promise<string> {
  const tables = await rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const contents = await Promise.all(
    tables.map(({ name }) => rows<{ line: string }>(`select t::text as line from ${name} t`)),
  );
  return contents
    .flat()
    .map(({ line }) => line)
    .join('\n');
}
