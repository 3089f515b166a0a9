// What a file of browser tests stands on: a server, a developer who asks, and a real browser.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { testServer } from '../testing/test-server.ts';
import type { Stage } from './testing/page-states.ts';
import { launchBrowser } from './testing-browser.ts';
import { ask, type Asked, type Question, testDeveloperId } from './testing.ts';

export interface Scene extends Stage {
  readonly browser: Browser;
  ask(question?: Question): Promise<Asked>;
  /** A reader of their own at one of our paths: no cookies of others, gone when the page closes. */
  visit(path: string, reader?: BrowserContextOptions): Promise<Page>;
}

type Open = Pick<Scene, 'server' | 'developerId' | 'browser'>;

/** Called in a `describe`; there from its first test to its last. */
export function useBrowser(given: Parameters<typeof testServer>[0] = {}): Scene {
  let scene: Open | undefined;

  beforeAll(async () => {
    const server = await testServer(given);
    const [developerId, browser] = await Promise.all([testDeveloperId(server), launchBrowser()]);
    scene = { server, developerId, browser };
  });
  afterAll(async () => {
    await scene?.browser.close();
    await scene?.server.close();
  });

  const there = (): Open => {
    if (!scene) throw new Error('the browser is there in tests, not before them');
    return scene;
  };
  return {
    get server() {
      return there().server;
    },
    get developerId() {
      return there().developerId;
    },
    get browser() {
      return there().browser;
    },
    ask: (question) => ask(there().server, there().developerId, question),
    async visit(path, reader = {}) {
      const page = await there().browser.newPage(reader);
      await page.goto(there().server.url + path);
      return page;
    },
  };
}
