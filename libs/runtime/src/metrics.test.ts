// Metrics live in a registry of their own.
import { register } from 'prom-client';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('two sets of metrics do not share counts, and the global registry stays empty', async () => {
  const [one, two] = [createMetrics(), createMetrics()];
  one.attempts.inc({ kind: 'webhook', outcome: 'delivered' });
  expect(await one.registry.metrics()).toContain(
    'pausepoint_attempts_total{kind="webhook",outcome="delivered"} 1',
  );
  expect(await two.registry.metrics()).not.toContain('outcome="delivered"');
  expect(register.getMetricsAsArray()).toEqual([]);
});

test('process numbers come only when asked for', async () => {
  expect(await createMetrics().registry.metrics()).not.toContain('process_cpu');
  const metrics = createMetrics({ process: true });
  expect(await metrics.registry.metrics()).toContain('process_cpu');
});
