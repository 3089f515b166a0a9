// vitest's globalSetup for strangers: a whole PausePoint, found as any program finds it, by environment.
import { setup as setUpDatabase } from '@pausepoint/store/testing/setup';
import { startService } from './service.ts';

/** Sets `PAUSEPOINT_URL` and `PAUSEPOINT_API_KEY`, a test key of a new developer's. */
export async function setup(): Promise<() => Promise<void>> {
  const stopDatabase = await setUpDatabase();
  const service = await startService();
  process.env['PAUSEPOINT_URL'] = service.url;
  process.env['PAUSEPOINT_API_KEY'] = await registerDeveloper(service.url);
  return async () => {
    await service.close();
    await stopDatabase?.();
  };
}

async function registerDeveloper(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      email: 'stranger@example.com',
      name: 'A stranger',
      password: 'a long enough password',
    }),
  });
  const { test_api_key } = (await response.json()) as { readonly test_api_key: string };
  return test_api_key;
}
