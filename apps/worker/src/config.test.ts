// What the operator sets reaches the worker, and nonsense is refused before it starts.
import { LEAST_RETENTION_DAYS } from '@pausepoint/store';
import { expect, test } from 'vitest';
import { readWorkerConfig, readWorkerProcessConfig } from './config.ts';

const alone = {
  DATABASE_URL: 'postgres://localhost/pausepoint',
  SECRET_KEY: 'a'.repeat(32),
  PUBLIC_URL: 'https://pause.example.com/',
};

test('inside a local installation nothing needs to be set', () => {
  expect(readWorkerConfig({})).toMatchObject({
    publicUrl: 'http://localhost:3000',
    allowPrivateWebhooks: true,
  });
});

test('a lease outlives every try', () => {
  const { leaseSeconds, webhookTimeoutSeconds } = readWorkerConfig({});
  expect(leaseSeconds).toBeGreaterThan(webhookTimeoutSeconds);
});

test('a worker for the world guards webhooks', () => {
  expect(readWorkerProcessConfig(alone)).toMatchObject({
    publicUrl: 'https://pause.example.com',
    allowPrivateWebhooks: false,
  });
});

test.each(['DATABASE_URL', 'SECRET_KEY', 'PUBLIC_URL'])(
  '%s must be set for a worker alone',
  (name) => {
    expect(() => readWorkerProcessConfig({ ...alone, [name]: '' })).toThrow(`${name} is missing`);
  },
);

test('events stay for as long as the operator says, and never for less than six months', () => {
  const days = (env: Record<string, string>) => readWorkerConfig(env).auditRetentionDays;
  const least = String(LEAST_RETENTION_DAYS);
  expect(days({})).toBe(400);
  expect(days({ AUDIT_RETENTION_DAYS: least })).toBe(LEAST_RETENTION_DAYS);
  expect(days({ AUDIT_RETENTION_DAYS: least, AUDIT_LEGAL_HOLD: 'on' })).toBeNull();
  expect(() => days({ AUDIT_RETENTION_DAYS: String(LEAST_RETENTION_DAYS - 1) })).toThrow(
    'AUDIT_RETENTION_DAYS must be a whole number from 183 up',
  );
});
