// Passwords: argon2id, written in the PHC string format; few hashed at once, the rest told to wait.
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '@pausepoint/core';

export interface PasswordHasher {
  readonly hash: (password: string) => Promise<string>;
  /** Undefined (no such account) costs as much time as a wrong password. */
  readonly verify: (password: string, phc: string | undefined) => Promise<boolean>;
}

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);
/** OWASP's first choice: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
/** Hashing shares four threads with file and DNS work: half of them are left alone. */
const AT_ONCE = 2;
const QUEUE = 20;
const phcForm =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,86})\$([\w+/]{22,86})$/;

export function createPasswordHasher(): PasswordHasher {
  const inTurn = turnstile(AT_ONCE, QUEUE);
  const decoy = `${head(cost)}$${base64(randomBytes(16))}$${base64(randomBytes(TAG_BYTES))}`;

  const hash = async (password: string): Promise<string> => {
    const nonce = randomBytes(16);
    const tag = await inTurn(() => deriveTag(password, nonce, TAG_BYTES, cost));
    return `${head(cost)}$${base64(nonce)}$${base64(tag)}`;
  };

  const verify = async (password: string, phc = decoy): Promise<boolean> => {
    const [, memory, passes, parallelism, nonce, expected] = phcForm.exec(phc) ?? [];
    if (!nonce || !expected) throw new Error('a stored password hash is not in the PHC format');
    const asked = { memory: +memory!, passes: +passes!, parallelism: +parallelism! };
    const tag = Buffer.from(expected, 'base64');
    const found = await inTurn(() =>
      deriveTag(password, Buffer.from(nonce, 'base64'), tag.length, asked),
    );
    return timingSafeEqual(found, tag) && phc !== decoy;
  };

  return { hash, verify };
}

const deriveTag = (password: string, nonce: Buffer, tagLength: number, asked: Cost) =>
  derive('argon2id', { message: password.normalize('NFC'), nonce, tagLength, ...asked });

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;
const head = (of: Cost) => `$argon2id$v=19$m=${of.memory},t=${of.passes},p=${of.parallelism}`;
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Lets `atOnce` through, keeps `queue` waiting in order and sends everybody else away. */
function turnstile(atOnce: number, queue: number) {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= atOnce) {
      if (waiting.length >= queue) {
        const detail = 'Too many people are signing in right now.';
        throw new DomainError('rate_limited', detail, { retryAfterSeconds: 1 });
      }
      // Whoever leaves hands the place over, so `inside` is not counted down in between.
      await new Promise<void>((enter) => waiting.push(enter));
    } else inside++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside--;
    }
  };
}
