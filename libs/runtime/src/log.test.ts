// The log says what happened and never gives a secret away.
import { describe, expect, test } from 'vitest';
import { createLog, type LogLevel } from './log.ts';

function record(level: LogLevel = 'info', pretty = false) {
  const lines: string[] = [];
  const log = createLog({ level, pretty, stream: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe('redaction', () => {
  test.each([
    { authorization: 'SECRET' },
    { headers: { Cookie: 'SECRET', 'set-cookie': ['SECRET'] } },
    { request: { body: { recipient: 'SECRET', recipients: [{ address: 'SECRET' }] } } },
    { a: { b: { c: [{ api_key: 'SECRET', testApiKey: 'SECRET', respond_url: 'SECRET' }] } } },
    { env: { SECRET_KEY: 'SECRET', DATABASE_URL: 'SECRET' } },
    { hash: Buffer.from('SECRET') },
    { to: 'SECRET', token: 'SECRET', shortCode: 'SECRET', password: 'SECRET' },
  ])('values under telling names are taken out at any depth: %j', (object) => {
    const { log, lines } = record();
    log.info(object, 'seen');
    log.child(object).info('seen by a child');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toContain('SECRET"');
      expect(line).not.toContain(JSON.stringify(Buffer.from('SECRET').toJSON().data));
      expect(line).toContain('[redacted]');
    }
  });

  test.each([
    'pp_live_0123456789abcdefghijklmnopqrstuvwxyz0123456789AB',
    'pp_test_0123456789abcdefghijklmnopqrstuvwxyz0123456789AB',
    'hitl_0123456789abcdefghijklmnopqrstuvwxyz0123456789AB',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'Bearer abc.def-ghi',
    'https://hooks.slack.com/services/T000/B000/XXXX',
    'http://localhost:3000/respond/AQIDBAUGBwgJCgsMDQ4PEBESExQ',
    'http://localhost:3000/r/AQIDBAUGBwgJCgsMDQ4PEA',
    'postgres://user:password@host/db',
  ])('%s is taken out of any text, an error’s included', (text) => {
    const secret = text.replace(/^.*(_|Bearer |services\/|respond\/|\/r\/)/, '');
    const hidden = text.startsWith('postgres') ? 'user:password' : secret;
    const { log, lines } = record();
    log.info({ path: text }, `message ${text}`);
    log.error({ err: new Error(`failed for ${text}`, { cause: new Error(text) }) });
    expect(lines.join('')).not.toContain(hidden);
  });

  test('what helps to diagnose stays', () => {
    const { log, last } = record();
    const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    log.error({ err: error, pauseId: '0197', at: new Date(0), status: 200 }, 'broke');
    expect(last()).toMatchObject({
      level: 'error',
      msg: 'broke',
      pauseId: '0197',
      at: '1970-01-01T00:00:00.000Z',
      status: 200,
      err: { type: 'Error', message: 'refused', code: 'ECONNREFUSED' },
    });
  });

  test('of an error its type, message, code, stack and cause are written, whatever hangs on it', () => {
    const { log, lines, last } = record();
    const client = { connectionParameters: { host: 'db' }, queries: ['select secret'] };
    const cause = Object.assign(new TypeError('cut'), { code: 'ECONNRESET', client });
    const detail = 'Key (email)=(ada@example.com) already exists.';
    const error = new Error('refused', { cause });
    log.error({ err: Object.assign(error, { code: '23505', client, detail }) }, 'broke');
    const { err } = last() as { err: Record<string, Record<string, unknown>> };
    expect(Object.keys(err).sort()).toEqual(['cause', 'code', 'message', 'stack', 'type']);
    expect(Object.keys(err['cause']!).sort()).toEqual(['code', 'message', 'stack', 'type']);
    expect(err).toMatchObject({ code: '23505', cause: { type: 'TypeError', code: 'ECONNRESET' } });
    expect(lines.join('')).not.toMatch(/select secret|ada@example|connectionParameters/);
  });

  test('an error that is its own cause is logged, not followed', () => {
    const { log, lines } = record();
    const error = new Error('round');
    error.cause = error;
    log.error({ err: error });
    expect(lines).toHaveLength(1);
  });

  test('an object that contains itself is logged, not followed', () => {
    const { log, lines } = record();
    const ring: Record<string, unknown> = {};
    ring['self'] = ring;
    log.info(ring);
    expect(lines).toHaveLength(1);
  });
});

test('nothing below the level is written', () => {
  const { log, lines } = record('warn');
  log.info('quiet');
  log.warn('loud');
  expect(lines).toHaveLength(1);
});

test('the pretty log keeps to its line and hides the same secrets', () => {
  const { log, lines } = record('info', true);
  log.info({ token: 'SECRET', note: 'two\nlines' }, 'hello\u001b[2J');
  log.error({ err: new Error('with a trace') }, 'broke');
  expect(lines[0]).not.toMatch(/SECRET|two\nlines|\u001b\[2J/);
  expect(lines[0]?.split('\n')).toHaveLength(2);
  expect(lines[1]).toContain('log.test.ts');
});

test('the pretty log tells the cause too', () => {
  const { log, lines } = record('info', true);
  log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'broke');
  expect(lines[0]).toMatch(/outer[^]*caused by: Error: inner/);
});
