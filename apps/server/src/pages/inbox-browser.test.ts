// The inbox in a real browser: it fills by itself and leaves alone what is there.
import { newId } from '@pausepoint/core';
import { keepMessages } from '@pausepoint/store';
import { describe, expect, test } from 'vitest';
import { browserMissing } from './testing-browser.ts';
import { useBrowser } from './use-browser.ts';

describe.skipIf(browserMissing)('in a browser', () => {
  const scene = useBrowser();

  const keep = (text: string) =>
    keepMessages(scene.server.store, [
      {
        ...{
          developerId: scene.developerId,
          mode: 'live',
          pauseId: newId(new Date()),
          channel: 'sms',
        },
        ...{ recipient: '+15550100', subject: null, text, html: null, now: new Date() },
      },
    ]);

  test('a new message appears on top by itself; the one being read is not redrawn', async () => {
    const page = await scene.visit('/inbox');
    await page.getByText('No message yet.').waitFor();
    await keep('First?');
    await page.getByText('First?').waitFor();
    expect(await page.getByText('No message yet.').isVisible()).toBe(false);
    await page.evaluate(`document.querySelector('#messages li').dataset.read = 'yes'`);
    await keep('Second?');
    await page.getByText('Second?').waitFor();
    const items = page.locator('#messages > li');
    expect(await items.count()).toBe(2);
    expect(await items.first().textContent()).toContain('Second?');
    expect(await items.last().getAttribute('data-read')).toBe('yes');
  });
});
