// Configuration is read completely or refused completely.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, describeEnv, readEnv } from './env.ts';
import { flag, wholeNumber } from './env-types.ts';

// #region schema
const schema = z.object({
  PORT: wholeNumber(0, 65_535)
    .default(3000)
    .meta({ description: 'Where to listen.', example: '8080' }),
  SECRET_KEY: z.string().min(32, { error: 'must have at least 32 characters' }).meta({
    description: 'Signs links; the same on every process.',
    example: '$(openssl rand -hex 32)',
  }),
  PLAN_LIMITS: flag().default(false),
  SIGN_UP: z.enum(['open', 'closed'], { error: 'must be open or closed' }).optional(),
});
// #endregion
const secret = 'a'.repeat(32);

function faultOf(env: Record<string, string>): string {
  try {
    readEnv(schema, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('the environment was accepted');
}

describe('readEnv', () => {
  test('an empty variable counts as absent', () => {
    expect(readEnv(schema, { PORT: '', SECRET_KEY: secret, SIGN_UP: '  ' })).toEqual({
      PORT: 3000,
      SECRET_KEY: secret,
      PLAN_LIMITS: false,
    });
  });

  test.each([
    ['on', true],
    ['TRUE', true],
    ['1', true],
    ['off', false],
    ['False', false],
    ['0', false],
  ])('the flag %s reads %s', (written, read) => {
    expect(readEnv(schema, { SECRET_KEY: secret, PLAN_LIMITS: written }).PLAN_LIMITS).toBe(read);
  });

  test.each(['yes', '2', 'no'])('%s is no flag', (written) => {
    expect(faultOf({ SECRET_KEY: secret, PLAN_LIMITS: written })).toContain(
      'PLAN_LIMITS must be on or off.',
    );
  });

  test.each(['-1', '65536', '1e3', '0x10', '3000 ms', '9'.repeat(30)])('%s is no port', (port) => {
    expect(faultOf({ SECRET_KEY: secret, PORT: port })).toContain(
      'PORT must be a whole number from 0 to 65535. Where to listen. Example: PORT=8080',
    );
  });

  test('all faults are told at once, each naming its variable', () => {
    const message = faultOf({ PORT: 'x', PLAN_LIMITS: 'y', SIGN_UP: 'z' });
    expect(message).toContain('4 faults');
    expect(message).toContain('PORT must be');
    expect(message).toContain('SECRET_KEY is missing. Signs links; the same on every process.');
    expect(message).toContain('PLAN_LIMITS must be on or off.');
    expect(message).toContain('SIGN_UP must be open or closed.');
  });

  test('a refused value is never repeated', () => {
    expect(faultOf({ SECRET_KEY: 'hunter2' })).not.toContain('hunter2');
  });

  test('variables of other programs are left alone', () => {
    expect(readEnv(schema, { SECRET_KEY: secret, HOME: '/root' })).not.toHaveProperty('HOME');
  });
});

test('describeEnv tells name, meaning, example and default of each variable', () => {
  expect(describeEnv(schema)).toEqual([
    {
      name: 'PORT',
      description: 'Where to listen.',
      example: '8080',
      fallback: '3000',
      required: false,
    },
    expect.objectContaining({ name: 'SECRET_KEY', required: true, fallback: undefined }),
    expect.objectContaining({ name: 'PLAN_LIMITS', fallback: 'off', required: false }),
    expect.objectContaining({ name: 'SIGN_UP', fallback: undefined, required: false }),
  ]);
});

test('a description before a wrapper is found too', () => {
  const inner = z.object({ A: flag().meta({ description: 'Inner.' }).default(true) });
  expect(describeEnv(inner)[0]).toMatchObject({ description: 'Inner.', fallback: 'on' });
});
