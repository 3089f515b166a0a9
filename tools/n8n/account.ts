// What is no waiting: credentials, what n8n makes of our nodes, the other operations, the trigger.
import { pausepoint } from 'pausepoint';
import { expect, type Checks } from './checks.ts';
import { alone } from './n8n.ts';
import { until } from './until.ts';
import { manage } from './workflows.ts';
import { example, type World } from './world.ts';

export async function account(world: World, { check }: Checks): Promise<void> {
  const { n8n, human, apiKey, apiDoor, webhookDoor, url } = world;
  const { pauses } = pausepoint({ url, apiKey });
  const endpoints = async (): Promise<readonly { url: string }[]> => {
    const headers = { Authorization: `Bearer ${apiKey}` };
    const response = await fetch(`${url}/v1/webhooks`, { headers });
    return ((await response.json()) as { data: { url: string }[] }).data;
  };

  await check('n8n makes a tool and a gate of the node, and shows its icons', async () => {
    const types = await n8n.file('/types/nodes.json');
    for (const name of [
      'pausePoint',
      'pausePointTool',
      'pausePointHitlTool',
      'pausePointTrigger',
    ]) {
      const type = types.find(
        (type: { name: string }) => type.name === `n8n-nodes-pausepoint.${name}`,
      );
      expect(typeof type?.iconUrl?.dark, 'string', `the dark icon of ${name}`);
    }
  });

  await check('the credential is tested, and a wrong key is found out', async () => {
    for (const [key, status] of [
      [apiKey, 'OK'],
      ['pp_test_none', 'Error'],
    ] as const) {
      const data = { apiKey: key, baseUrl: apiDoor.url };
      const credentials = { id: '', name: 'new', type: 'pausePointApi', data };
      expect(await n8n.ask('POST', '/rest/credentials/test', { credentials }), { status });
    }
  });

  await check('create, get, list, cancel and the audit log', async () => {
    const run = await world.run(manage());
    const { status, error, outputs } = await run.finished();
    expect([status, error], ['success', undefined]);
    const [created] = outputs('create')[0]!;
    for (const operation of ['get', 'getMany', 'cancel']) {
      expect(
        outputs(operation)[0]!.map(({ pause_id }) => pause_id),
        [created.pause_id],
        operation,
      );
    }
    expect(outputs('cancel')[0]![0], { status: 'cancelled' });
    const events = outputs('getAuditLog')[0]!
      .map(({ event_type }) => event_type)
      .sort();
    expect(
      events.includes('pause.created') && events.includes('pause.cancelled'),
      true,
      events.join(),
    );
  });

  await check('the trigger hears of every end, signed, and no forgery', async () => {
    const id = await world.add(example('decision-log'));
    await until('the endpoint is registered', async () => (await endpoints()).length === 1);
    const pause = await pauses.create({
      ...{ recipient: '+1 (312) 847-1928', channel: 'sms', message: 'Log it?' },
      options: ['Yes', 'No'],
    });
    await human.byJson(pause, 'No');
    const run = await until('the trigger fires', async () => (await world.runsOf(id))[0]);
    const { last, json } = await run.finished();
    const noted = { pause: pause.pause_id, status: 'responded', choice: 'No', by_a_human: true };
    expect({ last, json }, { last: 'Note It', json: noted });

    const path = new URL((await endpoints())[0]!.url).pathname;
    const told = webhookDoor.passages.find((passage) => passage.path === path)!;
    const altered = told.body.toString().replace('"No"', '"Yes"');
    for (const [body, headers] of [
      ['{"type":"pause.responded"}', {}],
      [altered, told.headers],
      [told.body.toString(), { ...told.headers, 'webhook-timestamp': '1000000000' }],
    ] as const) {
      const sent = { ...alone, 'Content-Type': 'application/json', ...headers };
      const { status } = await fetch(`${n8n.url}${path}`, { method: 'POST', headers: sent, body });
      expect(status, 401, 'the answer to a forgery');
    }
    expect((await world.runsOf(id)).length, 1, 'the number of executions');
    await n8n.ask('POST', `/rest/workflows/${id}/deactivate`);
    await until('the endpoint is removed', async () => (await endpoints()).length === 0);
  });
}
