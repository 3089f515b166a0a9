// All that may go wrong between asking and hearing: nothing of it is an approval, or asks twice.
import { pausepoint } from 'pausepoint';
import { sendAgain } from './answer.ts';
import { expect, type Checks } from './checks.ts';
import { alone } from './n8n.ts';
import { until } from './until.ts';
import { askInLoop, askTwice, askWith } from './workflows.ts';
import { example, type World } from './world.ts';

const invoice = { amount: '$8,400', payee: 'Meridian', invoice: 'INV-4711' };
const letter = { subject: 'Spring', readers: 12000, preview: 'https://example.com/spring' };
const notApproved = { approved: false, choice: null };

export async function troubles(world: World, { check }: Checks): Promise<void> {
  const { human, apiDoor, webhookDoor, n8n } = world;
  const { pauses } = pausepoint({ url: world.url, apiKey: world.apiKey });
  const post = async (path: string, body: object) => {
    const headers = { ...alone, 'Content-Type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${n8n.url}${path}`, sent)).status;
  };

  await check(
    'forged: what wakes one round of a loop wakes no other; nor does any other pause',
    async () => {
      const run = await world.run(askInLoop(2));
      const first = await run.question();
      await human.byJson(first, 'Approve');
      const second = await run.question(2);
      const woken = webhookDoor.passages.filter(({ path }) => path.includes(`/${run.id}/`)).at(-1)!;
      const unsigned = woken.path.split('?')[0]!;
      expect(await post(unsigned, {}), 401, 'the answer to no signature');
      expect(await post(`${unsigned}?signature=${'0'.repeat(64)}`, {}), 401, 'to a false one');
      // Signed, and by PausePoint, but about the question before.
      const told = JSON.parse(woken.body.toString()) as object;
      expect(await post(woken.path, told), 200, 'the answer to the event before');
      for (const lie of [
        { ...told, pause_id: second.pause_id },
        { type: 'pause.responded', pause_id: second.pause_id, data: { choice: 'Approve' } },
      ]) {
        expect(await post(woken.path, lie), 503, 'the answer to a lie');
      }
      expect(
        await post(woken.path, { approved: true, data: { approved: true } }),
        200,
        'to no event',
      );
      expect((await run.asked()).length, 2, 'the number of questions');
      await human.byJson(second, 'Reject');
      const { outputs } = await run.finished();
      const approved = outputs('Ask').map((items) => items[0].data.approved);
      expect(approved, [true, false]);
    },
  );

  await check(
    'the answer to the create is lost: n8n tries again, and nobody is asked twice',
    async () => {
      let losses = 1;
      apiDoor.decide((method) => (method === 'POST' && losses-- > 0 ? 'lose' : 'pass'));
      const run = await world.run(askWith({}, { retryOnFail: true, waitBetweenTries: 100 }));
      const pause = await run.question();
      expect(losses < 0, true, 'whether n8n has tried again');
      expect((await run.asked()).length, 1, 'the number of questions');
      await human.byJson(pause, 'Approve');
      expect((await run.finished()).json.data, { approved: true });
    },
  );

  await check(
    'PausePoint can not be read when it calls: it calls again, and the workflow goes on',
    async () => {
      const run = await world.run(askWith({}));
      const pause = await run.question();
      let refusals = 2;
      apiDoor.decide((method) => (method === 'GET' && refusals-- > 0 ? 'refuse' : 'pass'));
      await human.byJson(pause, 'Approve');
      expect((await run.finished()).json.data, { approved: true });
      const calls = webhookDoor.passages.filter(({ path }) => path.includes(`/${run.id}/`));
      expect(calls.map(({ status }) => status).includes(503), true, 'whether n8n said so');
    },
  );

  await check(
    'a question that is refused is no approval, also where the node goes on',
    async () => {
      const failed = await (await world.run(askWith({ recipient: 'nobody' }))).finished();
      expect([failed.status, failed.error?.includes('invalid_recipient')], ['error', true]);
      const onError = { onError: 'continueRegularOutput' };
      const went = await (await world.run(askWith({ recipient: 'nobody' }, onError))).finished();
      expect(went.json.data, { ...notApproved, outcome: 'unasked' });
    },
  );

  await check('several items are not decided by one answer', async () => {
    const { status, error } = await (await world.run(askInLoop(3, 3))).finished();
    expect([status, error?.includes('3 items came in')], ['error', true]);
  });

  await check(
    'n8n is killed while people think, and nothing is lost, asked again or assumed',
    async () => {
      const meanwhile = await world.run(example('invoice-approval'), invoice);
      const later = await world.run(example('campaign-send'), letter);
      const never = await world.run(askTwice());
      // What came in was an approval; what goes on after the deadline must not be.
      let calls = 0;
      const isOfNever = (path: string) => path.includes(`/${never.id}/`);
      webhookDoor.decide((_, path) => (isOfNever(path) && calls++ > 0 ? 'refuse' : 'pass'));
      await human.byJson(await never.question(), 'Approve');
      const unheard = await never.question(2);
      const [early, late] = [await meanwhile.question(), await later.question()];
      await n8n.kill();
      await human.onThePage(early, 'Pay');
      await until('the second deadline is over', async () => {
        return (await pauses.get(unheard.pause_id)).status === 'timed_out';
      });
      await n8n.start();
      await sendAgain(world.url, world.apiKey, early.pause_id);
      await human.onThePage(late, 'Send to 100 first');
      expect((await meanwhile.finished()).last, 'Pay the Invoice');
      expect((await later.finished()).last, 'Send to 100');
      const { last, json } = await never.finished();
      expect(
        { last, json },
        { last: 'No', json: { data: { ...notApproved, outcome: 'unheard' } } },
      );
      const counts = [meanwhile, later, never].map(async (run) => (await run.asked()).length);
      expect(await Promise.all(counts), [1, 1, 2], 'the numbers of questions');
      webhookDoor.decide(() => 'pass');
    },
  );
}
