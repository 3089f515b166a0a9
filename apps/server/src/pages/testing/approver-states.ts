// What waits for whoever is signed in, and the approvers' pages: none, some, refused.
import { type DashboardStage, type DashboardState, send } from './dashboard-states.ts';

/** @returns the path of one that waits for the owner */
async function asked({ server, owner }: DashboardStage): Promise<string> {
  const body = {
    action: 'Deploy to production (v2.4.1)\n\nAll checks passed; the last deploy was on Friday.',
    context: { environment: 'prod', commit: 'a3f9b2e' },
  };
  const answer = await server.ask('POST', '/api/pause', { key: owner.test, body });
  return `/waiting/${(answer.json as { watchId: string }).watchId.replace('wch_', 'psr_')}`;
}

async function added({ owner }: DashboardStage): Promise<string> {
  await owner.post('/approvers?mode=test', { name: 'Grace Hopper', email: 'grace@example.com' });
  return /\/approvers\/apr_[\w-]+/.exec((await owner.get('/approvers?mode=test')).text)![0];
}

export const approverStates: readonly DashboardState[] = [
  { name: 'waiting-empty', who: 'newcomer', prepare: () => '/waiting' },
  { name: 'waiting', prepare: async (stage) => (await asked(stage)) && '/waiting' },
  { name: 'waiting-one', prepare: asked },
  { name: 'waiting-approver', who: 'approver', prepare: () => '/waiting' },
  { name: 'role-denied', who: 'approver', prepare: () => '/keys' },
  { name: 'approvers-empty', who: 'newcomer', prepare: () => '/approvers' },
  { name: 'approvers', prepare: async (stage) => (await added(stage)) && '/approvers?mode=test' },
  { name: 'approver', prepare: async (stage) => `${await added(stage)}?mode=test` },
  {
    name: 'approvers-faults',
    prepare: () => '/approvers?mode=test',
    act: async (page) => {
      await page.locator('[name="name"]').fill('Grace');
      await page.locator('[name="slack"]').fill('nowhere');
      await send(page, 'Add');
    },
  },
];
