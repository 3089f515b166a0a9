// Taking an answer back in a real browser: one press while there is time, and nothing by itself.
import { type Act, settle } from '@pausepoint/store';
import { describe, expect, test } from 'vitest';
import { answerByHand, browserMissing, timeToRead } from './testing-browser.ts';
import type { Asked } from './testing.ts';
import { useBrowser } from './use-browser.ts';

describe.skipIf(browserMissing).concurrent('in a browser', () => {
  const scene = useBrowser();

  async function answered(undoSeconds: number): Promise<Asked> {
    const asked = await scene.ask({ undoSeconds });
    const { developerId, pauseId } = asked;
    const answer = { choice: 'Approve', text: null, via: 'page', identifiedBy: 'link' } as const;
    const act: Act = {
      ...{ kind: 'respond', developerId, pauseId },
      answer: { ...answer, recipientIndex: 0 },
    };
    await settle(scene.server.store, [act]);
    return asked;
  }

  test('a press takes the answer back, and the next one counts', async () => {
    const asked = await scene.ask({ undoSeconds: 60 });
    const page = await scene.visit(asked.link);
    await answerByHand(page, 0);
    await page.getByRole('heading', { name: 'Answered: Approve' }).waitFor();
    await timeToRead(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('#taps[data-way]').waitFor();
    expect(await asked.read()).toMatchObject({ status: 'pending', held: null });
    await answerByHand(page, 1);
    await page.getByRole('heading', { name: 'Answered: Reject' }).waitFor();
    expect((await asked.read()).held?.answer.choice).toBe('Reject');
    await page.close();
  });

  test('the keyboard alone is enough', async () => {
    const asked = await answered(60);
    const page = await scene.visit(asked.link);
    await timeToRead(page);
    await page.getByRole('button', { name: 'Undo' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('#taps[data-way]').waitFor();
    expect((await asked.read()).held).toBeNull();
    await page.close();
  });

  test('a script’s press, and one before there was time to read, take nothing back', async () => {
    const asked = await answered(60);
    const page = await scene.browser.newPage();
    await page.addInitScript('performance.now = () => 0');
    await page.goto(scene.server.url + asked.link);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('One moment, then once more.').waitFor();
    await page.close();
    const driven = await scene.visit(asked.link);
    await timeToRead(driven);
    const left = driven.waitForEvent('domcontentloaded');
    await driven.evaluate(`
      document.querySelector('#taps button').click();
      for (const form of document.forms) form.submit();
    `);
    await left;
    expect((await asked.read()).held?.answer.choice).toBe('Approve');
    await driven.close();
  });

  test('without script the typed code takes it back', async () => {
    const asked = await answered(60);
    const page = await scene.visit(asked.link, { javaScriptEnabled: false });
    expect(await page.locator('#taps').isVisible()).toBe(false);
    const digits = (await page.locator('.digits').textContent())!;
    await page.locator('input[name=code]').fill(digits);
    await timeToRead(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Record my answer' }).waitFor();
    expect((await asked.read()).held).toBeNull();
    await page.close();
  });

  test.for([true, false])(
    'once the time is over the page says so by itself (script: %s)',
    async (javaScriptEnabled) => {
      const asked = await answered(3);
      const page = await scene.visit(asked.link, { javaScriptEnabled });
      await page.getByText('This is final').waitFor();
      expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
      await page.close();
    },
  );
});
