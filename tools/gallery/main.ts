// `npm run gallery [state…]`: every state of the pages, as pictures to look at.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  browserMissing,
  dashboardStage,
  dashboardStates,
  launchBrowser,
  pageStates,
  testDeveloperId,
  testServer,
} from '@pausepoint/server/testing';
import { startTemporaryPostgres } from '@pausepoint/store/embedded';
import { contactSheet } from './contact-sheet.ts';
import { takeDashboardPictures, takePictures } from './take-pictures.ts';

const wanted = process.argv.slice(2);
const isWanted = ({ name }: { readonly name: string }) =>
  wanted.length === 0 || wanted.includes(name);
const states = pageStates.filter(isWanted);
const inside = dashboardStates.filter(isWanted);

if (browserMissing || states.length + inside.length === 0) {
  const names = [...pageStates, ...dashboardStates].map(({ name }) => name).join(', ');
  console.error(browserMissing ? 'There is no browser to take pictures with.' : `One of: ${names}`);
  process.exitCode = 1;
} else {
  const database = await startTemporaryPostgres({ env: process.env, maxConnections: 50 });
  process.env['TEST_DATABASE_URL'] = database.url;
  const server = await testServer();
  const browser = await launchBrowser();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'pausepoint-gallery-'));
    const stage = { server, developerId: await testDeveloperId(server) };
    const pictures = [
      ...(await takePictures(browser, stage, states, folder)),
      ...(await takeDashboardPictures(browser, await dashboardStage(server), inside, folder)),
    ];
    await writeFile(join(folder, 'index.html'), contactSheet(pictures));
    console.log(`${pictures.length} pictures in ${folder}; open index.html there.`);
  } finally {
    await browser.close();
    await server.close();
    await database.stop();
  }
}
