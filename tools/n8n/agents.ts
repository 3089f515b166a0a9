// n8n's AI Agent with a scripted model: a human before its tool, and a human as its tool.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, type Checks } from './checks.ts';
import type { Call } from './model.ts';
import { example, type Run, type Workflow, type World } from './world.ts';

interface Billing {
  readonly url: string;
  /** The bodies of the refunds that were really made. */
  readonly refunds: unknown[];
  close(): void;
}

export async function agents(world: World, { check }: Checks): Promise<void> {
  const { human, model } = world;
  const billing = await openBilling();
  const gated = (change: object = {}): Workflow =>
    example('agent-with-gate', ({ name, parameters }) => {
      if (name === 'Refund') parameters.url = billing.url;
      if (name === 'Ask a Human') Object.assign(parameters, change);
    });
  const request = { request: 'Ada wants her $50 back.' };
  const refund = (customer: string, amount: string): Call => ({
    tool: 'Refund',
    arguments: { toolParameters: { customer, amount }, hitlParameters: {} },
  });
  /** What was refunded, and the model told, once it has said its last word. */
  async function ended(run: Run) {
    const { status, json, error } = await run.finished();
    expect({ status, json, error }, { status: 'success', json: { reply: 'Done.' } });
    return { refunds: billing.refunds.splice(0), heard: model.heard.join('\n') };
  }

  await check('gate: the tool runs with the very arguments the human allowed', async () => {
    model.plays([refund('Ada', '50')]);
    const run = await world.run(gated(), request);
    const pause = await run.question();
    expect(pause.message, 'The agent wants to use “Refund”.');
    const facts = pause.context?.map(({ label, value }) => [label, value]);
    expect(facts, [
      ['customer', 'Ada'],
      ['amount', '50'],
    ]);
    expect(billing.refunds.length, 0, 'the number of refunds before');
    await human.onThePage(pause, 'Allow');
    expect((await ended(run)).refunds, [{ customer: 'Ada', amount: '50' }]);
  });

  await check('gate: each call is asked about by itself', async () => {
    model.plays([refund('Ada', '50'), refund('Ada', '50')]);
    const run = await world.run(gated(), request);
    await human.byJson(await run.question(), 'Allow');
    await human.byJson(await run.question(2), 'Deny', 'once is enough');
    const { refunds, heard } = await ended(run);
    expect(refunds.length, 1, 'the number of refunds');
    expect(heard.includes('once is enough'), true, `what the model was told: ${heard}`);
  });

  await check('gate: nobody answers, nothing runs, and the model is told so', async () => {
    model.plays([refund('Ada', '50')]);
    const soon = { timeout: 3, timeoutUnit: 'seconds' };
    const run = await world.run(gated(soon), request);
    const { refunds, heard } = await ended(run);
    expect(refunds, []);
    expect(heard.includes('nobody answered in time'), true, `what the model was told: ${heard}`);
  });

  await check('tool: the agent asks a human, sleeps, and hears the answer', async () => {
    model.plays([{ tool: 'Ask_a_Human', arguments: { question: 'Blue or green?' } }]);
    const run = await world.run(example('agent-that-asks'), { request: 'Paint it.' });
    const pause = await run.question();
    expect(pause.message, 'Blue or green?');
    await human.onThePage(pause, 'No', 'green');
    const { heard } = await ended(run);
    expect(heard.includes('green'), true, `what the model was told: ${heard}`);
  });
  billing.close();
}

async function openBilling(): Promise<Billing> {
  const refunds: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      refunds.push(JSON.parse(body));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"refunded":true}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/refunds`,
    refunds,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
