// `npm run test:n8n`: the examples in a real n8n, answered by a human; and all that may go wrong meanwhile.
import { account } from './account.ts';
import { agents } from './agents.ts';
import { answers } from './answers.ts';
import { createChecks } from './checks.ts';
import { fetched } from './fetched.ts';
import { packNode } from './packed-node.ts';
import { troubles } from './troubles.ts';
import { createWorld } from './world.ts';

const parts = { account, answers, agents, troubles };
/** `npm run test:n8n -- troubles`: only that. */
const wanted = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const folders = fetched();
if (!folders) {
  console.error('\n!!! SKIPPED: the real n8n can not be fetched here, or not in time.');
} else {
  const packed = packNode(folders);
  const checks = createChecks();
  await checks.check(
    'compiles against n8n’s own types; n8n’s linter has nothing to say',
    async () => {
      if (packed.complaints) throw new Error(packed.complaints);
    },
  );
  const world = await createWorld(folders.n8n, packed.tarball);
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (wanted.length === 0 || wanted.includes(name)) await part(world, checks);
    }
  } catch (error) {
    checks.fail(String(error));
  }
  if (process.exitCode) console.log(`What n8n printed last:\n${world.n8n.log()}`);
  await world.remove();
  packed.remove();
}
