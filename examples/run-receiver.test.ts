// Each receiver starts with a secret, refuses to start without, and believes nothing unsigned.
import { expect, test } from 'vitest';
import { missingForReceiver, receiverPrograms, startReceiver } from './run-receiver.ts';

for (const program of receiverPrograms) {
  const missing = missingForReceiver(program);
  if (missing) console.warn(`SKIPPED: ${missing}`);
  const title = missing ? `${program} (SKIPPED: ${missing})` : program;

  test.skipIf(missing)(`${title} refuses what is not signed`, { timeout: 240_000 }, async () => {
    const receiver = await startReceiver(program, 'your-webhook-secret');
    try {
      for (const body of ['', '{}', '{"id":"evt_1","type":"pause.responded","data":{}}']) {
        const { status } = await fetch(receiver.url, { method: 'POST', body });
        expect(status).toBe(400);
      }
      expect((await fetch(receiver.url)).ok).toBe(false);
      expect(receiver.acted()).toEqual([]);
    } finally {
      await receiver.stop();
    }
  });

  test.skipIf(missing)(`${title} does not start without a secret`, { timeout: 240_000 }, async () =>
    expect(startReceiver(program, '')).rejects.toThrow(program),
  );
}
