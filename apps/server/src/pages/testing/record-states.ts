// The pages that tell what was: usage and the audit log, empty, filled, filtered, verified.
import { testPause } from '../../testing/test-developer.ts';
import { sealLog } from '../../testing/seal-log.ts';
import { type DashboardStage, type DashboardState, send } from './dashboard-states.ts';

/** One answered, one withdrawn, one that waits; all of it sealed. */
async function happened({ server, owner }: DashboardStage): Promise<void> {
  const answered = await testPause(server, owner.test);
  await server.ask('POST', `/v1/respond/${answered.token}`, { body: { choice: 'Approve' } });
  const mail = { channel: 'email', recipient: 'lee@example.com' };
  const withdrawn = await testPause(server, owner.test, mail);
  await server.ask('DELETE', `/v1/pause/${withdrawn.id}`, { key: owner.test });
  await testPause(server, owner.test);
  await sealLog(server.store, owner.developerId);
}

const after = (path: string) => async (stage: DashboardStage) => {
  await happened(stage);
  return path;
};

async function anEvent(stage: DashboardStage): Promise<string> {
  await happened(stage);
  const { text } = await stage.owner.get('/audit?event_type=pause.responded&mode=test');
  return /\/audit\/evt_[\w-]+/.exec(text)![0];
}

export const recordStates: readonly DashboardState[] = [
  { name: 'usage', prepare: after('/usage?mode=test') },
  {
    name: 'usage-table',
    prepare: after('/usage?mode=test'),
    act: (page) => page.locator('main summary').click(),
  },
  { name: 'usage-empty', who: 'newcomer', prepare: () => '/usage?mode=test' },
  { name: 'audit', prepare: after('/audit?mode=test') },
  { name: 'audit-faults', prepare: () => '/audit?mode=test&pause_id=nonsense&from=yesterday' },
  { name: 'audit-none', prepare: () => '/audit?mode=test&to=2020-01-01' },
  { name: 'audit-event', prepare: anEvent },
  { name: 'audit-verify', prepare: () => '/audit/verify?mode=test' },
  {
    name: 'audit-verified',
    prepare: after('/audit/verify?mode=test'),
    act: (page) => send(page),
  },
];
