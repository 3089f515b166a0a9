// What a human types, or what is piped in; a secret is not shown while it is typed.
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import type { Input } from './terminal.ts';

interface Keyboard extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

/** @param show writes a prompt */
export function typeIn(
  keyboard: Keyboard,
  show: (text: string) => void,
  signal: AbortSignal,
): Input {
  const isTerminal = keyboard.isTTY === true;
  /** A pipe is read to the end of its first line, and whoever asks twice gets the second. */
  let piped: AsyncIterator<string> | undefined;
  const line = async (prompt: string): Promise<string> => {
    if (isTerminal) {
      const lines = createInterface({ input: keyboard, terminal: false });
      show(prompt);
      try {
        return await lines.question('', { signal });
      } finally {
        lines.close();
      }
    }
    piped ??= createInterface({ input: keyboard })[Symbol.asyncIterator]();
    const next = await piped.next();
    return next.done ? '' : next.value;
  };
  const secret = async (prompt: string): Promise<string> => {
    if (!isTerminal) return line(prompt);
    // First unseen, then asked for: whoever types fast is not seen either.
    const typed = hidden(keyboard, signal);
    show(prompt);
    try {
      return await typed;
    } finally {
      show('\n');
    }
  };
  return { isTerminal, line, secret };
}

const [ENTER, NEWLINE, END, INTERRUPT] = ['\r', '\n', '\u0004', '\u0003'];

function hidden(keyboard: Keyboard, signal: AbortSignal): Promise<string> {
  keyboard.setRawMode?.(true);
  keyboard.setEncoding('utf8');
  let end = (): void => undefined;
  const typing = new Promise<string>((resolve, reject) => {
    let typed = '';
    const hear = (text: string): void => {
      for (const key of text) {
        if (key === ENTER || key === NEWLINE || key === END) return resolve(typed);
        if (key === INTERRUPT) return reject(new DOMException('Interrupted', 'AbortError'));
        typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
      }
    };
    const stop = () => reject(signal.reason as Error);
    keyboard.on('data', hear).resume();
    signal.addEventListener('abort', stop, { once: true });
    end = () => {
      keyboard.off('data', hear).pause();
      keyboard.setRawMode?.(false);
      signal.removeEventListener('abort', stop);
    };
  });
  return typing.finally(() => end());
}
