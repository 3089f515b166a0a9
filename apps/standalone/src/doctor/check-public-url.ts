// Where do links lead, and does PausePoint answer there? Only a warning: people may reach it from elsewhere.
import type { StandaloneConfig } from '../config.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MILLISECONDS = 5_000;

export async function checkPublicUrl({ server }: StandaloneConfig): Promise<Finding> {
  const { publicUrl, local } = server;
  const silence = await silenceAt(publicUrl);
  if (local) {
    const now = silence ? 'PausePoint does not run there now' : 'PausePoint answers there';
    return finding(
      'ok',
      `${publicUrl}, and ${now}. Local mode: nothing is sent, whatever is set up below. ` +
        'To reach people, set PUBLIC_URL to the https address they can open.',
    );
  }
  if (silence) {
    return finding(
      'warning',
      `${publicUrl} does not answer from here (${silence}). Is PausePoint running, does the name ` +
        `lead to it, and does the proxy pass everything on to port ${server.port}?`,
    );
  }
  if (publicUrl.startsWith('https:')) return finding('ok', `${publicUrl} answers`);
  const detail = `${publicUrl} answers, but without https: whoever listens in can answer.`;
  return finding('warning', detail);
}

/** Why it is not PausePoint that answers; undefined when it is. */
async function silenceAt(publicUrl: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${publicUrl}/livez`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (answer.status !== 200) return `it says ${answer.status}`;
    const { status } = (await answer.json()) as { status?: unknown };
    return status === 'ok' ? undefined : 'something else answers';
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'something else answers';
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'no answer within 5 s';
  return typeof cause?.code === 'string' ? cause.code : 'no connection';
}

const finding = (state: Finding['state'], detail: string): Finding => ({
  what: 'PUBLIC_URL',
  state,
  detail,
});
