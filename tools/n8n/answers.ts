// What humans answer, or don't, and where the examples go on then.
import { pausepoint } from 'pausepoint';
import { expect, type Checks } from './checks.ts';
import { example, type World } from './world.ts';

const invoice = { amount: '$8,400', payee: 'Meridian', invoice: 'INV-4711' };

export async function answers(world: World, { check }: Checks): Promise<void> {
  const { human } = world;
  const { pauses } = pausepoint({ url: world.url, apiKey: world.apiKey });

  await check('invoice: a human approves on the page', async () => {
    const run = await world.run(example('invoice-approval'), invoice);
    const pause = await run.question();
    await human.onThePage(pause, 'Pay', 'go on');
    const { last, json, outputs } = await run.finished();
    expect({ last, json }, { last: 'Pay the Invoice', json: { paid: 'INV-4711' } });
    const asked = outputs('Ask Finance').at(-1)?.[0];
    expect(asked, {
      pause_id: pause.pause_id,
      metadata: { invoice: 'INV-4711' },
      data: {
        ...{ approved: true, outcome: 'approved', status: 'responded', choice: 'Pay' },
        ...{ text: 'go on', answered_by: { channel: 'email', via: 'page' } },
      },
    });
    expect((await run.asked()).length, 1);
  });

  await check('invoice: a human refuses, and says why', async () => {
    const run = await world.run(example('invoice-approval'), invoice);
    await human.byJson(await run.question(), 'Do not pay', 'not ours');
    const { last, json, outputs } = await run.finished();
    expect({ last, json }, { last: 'Tell the Supplier', json: { because: 'not ours' } });
    expect(outputs('Ask Finance').at(-1)?.[0].data, { approved: false, outcome: 'answered' });
  });

  await check('invoice: nobody answers, and no default stands in for them', async () => {
    const run = await world.run(
      example('invoice-approval', (node) => {
        if (node.name !== 'Ask Finance') return;
        node.parameters.timeout = 3;
        node.parameters.timeoutUnit = 'seconds';
        node.parameters.more.timeoutDefault = 'Pay';
      }),
      invoice,
    );
    const { last, json, outputs } = await run.finished();
    expect({ last, json }, { last: 'Put It on the Pile', json: { because: 'timed_out' } });
    const { data } = outputs('Ask Finance').at(-1)![0];
    expect(data, { approved: false, choice: null, applied_default: 'Pay', status: 'timed_out' });
  });

  await check('invoice: the question is withdrawn', async () => {
    const run = await world.run(example('invoice-approval'), invoice);
    await pauses.cancel((await run.question()).pause_id);
    const { last, json } = await run.finished();
    expect({ last, json }, { last: 'Put It on the Pile', json: { because: 'cancelled' } });
  });

  await check('campaign: the human’s choice among three decides the branch', async () => {
    const letter = { subject: 'Spring', readers: 12000, preview: 'https://example.com/spring' };
    for (const [choice, branch] of [
      ['Send to all', 'Send to All'],
      ['Send to 100 first', 'Send to 100'],
      ['Do not send', 'Do Not Send'],
    ] as const) {
      const run = await world.run(example('campaign-send'), letter);
      await human.onThePage(await run.question(), choice);
      expect((await run.finished()).last, branch);
    }
  });

  await check(
    'purge: of high risk, by the page alone; the audit log is kept as evidence',
    async () => {
      const run = await world.run(example('data-purge'), { table: 'leads', records: 48211 });
      const pause = await run.question();
      const refused = human.byJson(pause, 'Delete').then(() => 'taken', String);
      expect((await refused).includes('page_required'), true, 'the refusal by JSON');
      await human.onThePage(pause, 'Delete');
      const { last, outputs } = await run.finished();
      expect(last, 'Keep the Evidence');
      const events = outputs('Keep the Evidence')[0]!.map(({ event_type }) => event_type);
      for (const type of ['pause.created', 'pause.responded']) {
        if (!events.includes(type)) throw new Error(`no ${type} among ${events.join()}`);
      }
    },
  );
}
