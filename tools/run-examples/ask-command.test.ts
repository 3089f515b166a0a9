// `pausepoint ask` and `poll` against the live service: only a human's yes is a 0.
import { startService, type Service } from '@pausepoint/standalone/testing/service';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCommand, type Running } from './command.ts';
import { answer, getPause, nextQuestion, register, withdraw } from './human.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const key = async () => ({
  PAUSEPOINT_URL: service.url,
  PAUSEPOINT_API_KEY: await register(service.url),
});
type Env = Awaited<ReturnType<typeof key>>;

const deploy = ['Deploy build 4712?', '--to', '+1 (312) 847-1928', '--options', 'Deploy,Abort'];
/** The question it asks, as the server has it. */
const asked = async (running: Running, { PAUSEPOINT_API_KEY }: Env) => {
  const id = await running.says(/psr_[0-9a-f-]{36}/);
  return getPause(service.url, PAUSEPOINT_API_KEY, id);
};

describe.concurrent('ask ends with', () => {
  const cases = [
    ['0 when a human chose the first option', [], 'Deploy', 0],
    ['1 when a human chose another', [], 'Abort', 1],
    ['0 when a human chose the one named by --ok', ['--ok', 'Abort'], 'Abort', 0],
    ['1 when a human chose the first, but --ok names another', ['--ok', 'Abort'], 'Deploy', 1],
  ] as const;
  test.each(cases)('%s, and prints the choice alone', async (_, more, choice, code) => {
    const env = await key();
    const running = startCommand(['ask', ...deploy, ...more], env);
    await answer(service.url, await asked(running, env), choice);
    expect(await running.ended).toMatchObject({ code, out: `${choice}\n` });
  });

  test('2 when nobody answers, though the first option is the default: and prints none', async () => {
    const args = ['ask', ...deploy, '--default', 'Deploy', '--timeout', '1s'];
    const { code, out, err } = await startCommand(args, await key()).ended;
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('“Deploy” is the default; no human chose it');
  });

  test('2 when the question is withdrawn', async () => {
    const env = await key();
    const running = startCommand(['ask', ...deploy], env);
    const { pause_id } = await asked(running, env);
    await withdraw(service.url, env.PAUSEPOINT_API_KEY, pause_id);
    expect(await running.ended).toMatchObject({ code: 2, out: '' });
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '3 after %s, and withdraws',
    async (signal) => {
      const env = await key();
      const running = startCommand(['ask', ...deploy], env);
      const pause = await asked(running, env);
      await running.says('Waiting');
      running.child.kill(signal);
      const { code, out, err } = await running.ended;
      expect([code, out]).toEqual([3, '']);
      expect(err).toContain('the question is withdrawn');
      const { status } = await getPause(service.url, env.PAUSEPOINT_API_KEY, pause.pause_id);
      expect(status).toBe('cancelled');
    },
  );

  test('3 after Ctrl-C with --keep, and leaves the question open', async () => {
    const env = await key();
    const running = startCommand(['ask', ...deploy, '--keep', '--json'], env);
    const pause = await asked(running, env);
    await running.says('Waiting');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 3, out: '' });
    const { status } = await getPause(service.url, env.PAUSEPOINT_API_KEY, pause.pause_id);
    expect(status).toBe('pending');
  });

  test('3 when it is not understood, refused, or there is no server', async () => {
    const env = await key();
    for (const [args, given, why] of [
      [['ask'], env, 'Name one question'],
      [['ask', 'Go?', '--to', 'ada', '--options', 'Go,No'], env, '--channel'],
      [['ask', 'Go?', '--to', '+15550100', '--options', 'Go'], env, '2 to 5'],
      [['ask', ...deploy, '--ok', 'deploy'], env, '--ok wants'],
      [['ask', ...deploy, '--timeout', '30'], env, '--timeout wants'],
      [['ask', ...deploy, '--default', 'Maybe'], env, 'timeout_default'],
      [['ask', ...deploy, '--risk', 'low', '--context', 'x'], env, 'a name and a value'],
      [['ask', ...deploy], { ...env, PAUSEPOINT_API_KEY: 'pp_test_x' }, 'key'],
      [['ask', ...deploy], { ...env, PAUSEPOINT_URL: 'http://127.0.0.1:9' }, 'No answer from'],
      [
        ['ask', ...deploy],
        { PAUSEPOINT_URL: service.url, PAUSEPOINT_API_KEY: '' },
        'npx pausepoint login',
      ],
    ] as const) {
      const { code, out, err } = await startCommand(args, given).ended;
      expect([code, out], why).toEqual([3, '']);
      expect(err).toContain(why);
    }
  }, 120_000);
});

describe.concurrent('ask', () => {
  test('hands on everything it was told, and reads a question that is piped in', async () => {
    const env = await key();
    const args = [
      ...['ask', '-', '--to', 'ada@example.com', '--to', '+15550100', '--option', 'Yes, do'],
      ...['--option', 'No', '--text', '--context', 'Build=4712=a', '--context', 'By=Ada'],
      ...['--metadata', 'run=7', '--agent', 'ci', '--run-id', 'r-1', '--timeout', '2h'],
      ...['--remind', '10m', '--default', 'No', '--json'],
    ];
    const running = startCommand(args, env, '-dash first\nand a second line\n');
    const pause = await asked(running, env);
    await answer(service.url, pause, 'Yes, do');
    const { code, out } = await running.ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      message: '-dash first\nand a second line',
      options: ['Yes, do', 'No'],
      recipients: [{ channel: 'email' }, { channel: 'sms' }],
      context: [
        { label: 'Build', value: '4712=a' },
        { label: 'By', value: 'Ada' },
      ],
      metadata: { run: '7' },
      agent: { name: 'ci', run_id: 'r-1' },
      timeout_default: 'No',
      allow_text_response: true,
      response_choice: 'Yes, do',
    });
    expect(Date.parse(pause.expires_at) - Date.parse(pause.created_at)).toBe(7_200_000);
  });

  test('waits for a pipe that takes its time, and not when it is interrupted', async () => {
    const env = await key();
    const args = ['ask', '-', '--to', '+15550100', '--options', 'Go,No', '--detach'];
    // As long as another command takes, it has long begun to read.
    const late = startCommand(['list'], env).ended.then(() => 'Go on?');
    expect((await startCommand(args, env, late).ended).code).toBe(4);

    const never = Promise.withResolvers<string>();
    const stuck = startCommand(args, env, never.promise);
    await startCommand(['list'], env).ended;
    stuck.child.kill('SIGINT');
    expect(await stuck.ended).toMatchObject({ code: 3, err: 'Interrupted.\n' });
  });

  test('with --detach asks and leaves, and the same key asks nobody twice', async () => {
    const env = await key();
    const args = ['ask', ...deploy, '--idempotency-key', 'job-7'];
    const { code, out } = await startCommand([...args, '--detach'], env).ended;
    expect(code).toBe(4);
    const id = out.trim();
    expect((await startCommand(['poll', id], env).ended).code).toBe(4);
    const waiting = startCommand(['poll', id, '--wait'], env);
    await waiting.says('Waiting');
    await answer(service.url, await getPause(service.url, env.PAUSEPOINT_API_KEY, id), 'Deploy');
    expect(await waiting.ended).toMatchObject({ code: 0, out: 'Deploy\n' });
    expect(await startCommand(args, env).ended).toMatchObject({ code: 0, out: 'Deploy\n' });
    expect(await startCommand(['poll', id, '--ok', 'Abort'], env).ended).toMatchObject({ code: 1 });
    const none = await startCommand(['poll', id, '--ok', 'Maybe'], env).ended;
    expect(none).toMatchObject({ code: 3, out: '' });
  });

  test('that is left waiting by poll is not withdrawn by Ctrl-C', async () => {
    const env = await key();
    const { out } = await startCommand(['ask', ...deploy, '--detach'], env).ended;
    const waiting = startCommand(['poll', out.trim(), '--wait'], env);
    await waiting.says('Waiting');
    waiting.child.kill('SIGINT');
    expect((await waiting.ended).code).toBe(3);
    expect((await nextQuestion(service.url, env.PAUSEPOINT_API_KEY)).pause_id).toBe(out.trim());
  });
});
