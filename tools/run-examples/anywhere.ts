// A program for any runtime: it asks, answers as the human would, and waits; web globals are all it has.
import type * as sdk from 'pausepoint';

/** Given as text to runtimes that know neither us nor each other: it names nothing outside itself. */
export async function askAnywhere(
  { pausepoint, PausePointError, toolCallDigest, webhooks }: typeof sdk,
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
): Promise<readonly unknown[]> {
  const { pauses } = pausepoint({ apiKey, url });
  const pause = await pauses.create({
    ...{ recipient: '+15550100', channel: 'sms', message: 'Anywhere?', options: ['Yes', 'No'] },
    metadata: { digest: toolCallDigest('wire', { amount: 8400 }) },
  });
  const waiting = pauses.wait(pause.pause_id);
  const token = pause.respond_url.split('/').at(-1)!;
  await fetch(`${url}/v1/respond/${token}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ choice: 'Yes' }),
  });
  const answer = await waiting;

  const stop = new AbortController();
  const stopped = pauses.wait(
    (await pauses.create({ ...whom(), message: 'Too long?', options: ['Yes', 'No'] })).pause_id,
    { signal: stop.signal },
  );
  setTimeout(() => stop.abort(), 50);
  const [aborted, refused, forged] = await Promise.allSettled([
    stopped,
    pausepoint({ apiKey: 'pp_test_x', url }).pauses.list(),
    webhooks.verify('{}', { 'webhook-id': 'a' }, 'a secret of sixteen'),
  ]);
  return [
    answer.human_decided && answer.response_choice,
    answer.metadata?.['digest'] === toolCallDigest('wire', { amount: 8.4e3 }),
    aborted.status === 'rejected' && (aborted.reason as Error).name,
    refused.status === 'rejected' &&
      refused.reason instanceof PausePointError &&
      refused.reason.code,
    forged.status === 'rejected' && (forged.reason as Error).name,
  ];

  function whom() {
    return { recipient: '+15550100', channel: 'sms' } as const;
  }
}

export const expected = [
  ...['Yes', true, 'AbortError', 'api_key_invalid'],
  'WebhookVerificationError',
];
