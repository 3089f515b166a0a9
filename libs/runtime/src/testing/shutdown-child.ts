// A real process for gracefully.test.ts: says `ready`, then ends the way its argument asks.
import { createLog } from '../log.ts';
import { gracefully } from '../gracefully.ts';

const [mode, timeoutSeconds = '25'] = process.argv.slice(2);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const never = () => new Promise<void>(() => {});

const steps = {
  orderly: [
    { name: 'first', run: async () => say('first') },
    { name: 'second', run: () => say('second') },
  ],
  failing: [
    { name: 'first', run: () => Promise.reject(new Error('no')) },
    { name: 'second', run: () => say('second') },
  ],
  hanging: [{ name: 'first', run: () => (say('hanging'), never()) }],
}[mode as 'orderly' | 'failing' | 'hanging'];

gracefully({
  log: createLog({ level: 'info' }),
  steps,
  timeoutSeconds: Number(timeoutSeconds),
});
setInterval(() => {}, 60_000);
say('ready');
