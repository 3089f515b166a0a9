// `npm run test:python`: every Python integration with the real packages of PyPI, against a live PausePoint.
import { setup } from '@pausepoint/standalone/testing/live';
import { checkGroup, type Result } from './check-group.ts';
import { environment } from './environment.ts';
import { groups } from './groups.ts';
import { installer, type Installer } from './installer.ts';
import { lock } from './lock.ts';

const given = process.argv.slice(2);
const pytestArgs = given.findIndex((argument) => argument.startsWith('-'));
const [names, flags] =
  pytestArgs < 0 ? [given, []] : [given.slice(0, pytestArgs), given.slice(pytestArgs)];
const wanted = groups(names);

const tool = installer();
if (!tool) skip('python3 (3.10 or newer, with venv) or PyPI is not here: no Python was tested.');
else if (flags[0] === '--lock') process.exitCode = lock(tool, wanted) ? 0 : 1;
else await main(tool);

async function main(tool: Installer): Promise<void> {
  const ready = wanted.flatMap((group) => {
    const folder = environment(tool, group);
    if (!folder) skip(`what ${group.name} needs can not be fetched here: it was not tested.`);
    return folder ? [{ group, environment: folder }] : [];
  });
  if (ready.length === 0) return;
  const stop = await setup();
  const results: Result[] = [];
  for (const { group, environment } of ready) {
    results.push(await checkGroup({ group, environment, uv: tool.uv, pytestArgs: flags }));
  }
  await stop();
  console.log('');
  for (const { name, ok, told } of results) {
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}: ${told}`);
    if (!ok) process.exitCode = 1;
  }
}

function skip(why: string): void {
  console.error(`\n!!! SKIPPED: ${why}`);
}
