// Each state once for every way of meeting it: screen, light, direction of writing, script.
import { join } from 'node:path';
import {
  type DashboardStage,
  type DashboardState,
  enter,
  enterDashboard,
  type PageState,
  type Stage,
} from '@pausepoint/server/testing';
import type { Browser, Page } from 'playwright-core';

export interface Picture {
  readonly state: string;
  readonly file: string;
}

const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;
const lights = ['light', 'dark'] as const;
const directions = { ltr: 'en', rtl: 'ar' } as const;

export async function takePictures(
  browser: Browser,
  stage: Stage,
  states: readonly PageState[],
  folder: string,
): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const javaScriptEnabled of [true, false]) {
    const shown = states.filter(({ withoutScript }) => javaScriptEnabled || withoutScript);
    for (const [direction, lang] of Object.entries(directions)) {
      for (const state of shown.filter(({ english }) => !english || lang === 'en')) {
        const context = await browser.newContext({ javaScriptEnabled, viewport: screens.phone });
        const page = await context.newPage();
        await enter(page, javaScriptEnabled ? state : untouched(state), stage, lang);
        const name = [state.name, direction, ...(javaScriptEnabled ? [] : ['no-script'])].join('.');
        pictures.push(...(await shoot(page, state.name, folder, name)));
        await context.close();
      }
    }
  }
  return pictures;
}

/** Written in English alone. */
export async function takeDashboardPictures(
  browser: Browser,
  stage: DashboardStage,
  states: readonly DashboardState[],
  folder: string,
): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const state of states) {
    const context = await browser.newContext({ viewport: screens.phone });
    const page = await context.newPage();
    await enterDashboard(page, state, stage);
    pictures.push(...(await shoot(page, state.name, folder, state.name)));
    await context.close();
  }
  return pictures;
}

const untouched = ({ name, prepare }: PageState): PageState => ({ name, prepare });

async function shoot(page: Page, state: string, folder: string, name: string): Promise<Picture[]> {
  const taken: Picture[] = [];
  for (const [screen, viewport] of Object.entries(screens)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of lights) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const file = `${name}.${screen}.${colorScheme}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
      taken.push({ state, file });
    }
  }
  return taken;
}
