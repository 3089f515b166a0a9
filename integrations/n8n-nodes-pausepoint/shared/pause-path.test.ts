// An id that a model made up leads nowhere else.
import { expect, test } from 'vitest';
import { pausePath } from './pause-path.ts';

test.each(['psr_01a20060-f511-71bf-afe9-5342680b689d', ' 01a20060-f511-71bf-afe9-5342680b689d '])(
  '%j is an id',
  (id) => {
    expect(pausePath(id)).toBe(`/v1/pause/${id.trim()}`);
  },
);

test.each(['', '..', '../webhooks/whk_1', 'psr_1/receipt', 'psr_1?wait=50', undefined, 7, {}])(
  '%j is none',
  (id) => {
    expect(() => pausePath(id)).toThrow('This is no pause ID');
  },
);
