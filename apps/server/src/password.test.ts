// What a stored password looks like, and what hashing many at once does.
import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPasswordHasher } from './password.ts';

const { hash, verify } = createPasswordHasher();

describe('a password', () => {
  it('is stored as argon2id in the PHC string format, salted', async () => {
    const first = await hash('correct horse');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hash('correct horse')).not.toBe(first);
  });

  it('is accepted when right, in either Unicode spelling, and refused when wrong', async () => {
    const stored = await hash('caf\u00e9 au lait');
    expect(await verify('cafe\u0301 au lait', stored)).toBe(true);
    expect(await verify('cafe au lait', stored)).toBe(false);
  });

  it('of nobody is refused', async () => {
    expect(await verify('anything at all', undefined)).toBe(false);
  });

  it('hashed at another cost still verifies', async () => {
    const nonce = Buffer.alloc(16, 7);
    const settings = { parallelism: 1, tagLength: 32, memory: 64, passes: 3 };
    const tag = argon2Sync('argon2id', { message: 'old', nonce, ...settings });
    const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const phc = `$argon2id$v=19$m=64,t=3,p=1$${bare(nonce)}$${bare(tag)}`;
    expect(await verify('old', phc)).toBe(true);
    expect(await verify('new', phc)).toBe(false);
  });
});

it('of thirty people signing in at once 22 are served and 8 told to come back', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => hash('in a hurry')));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(8);
  expect(refused[0]!.reason).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
});
