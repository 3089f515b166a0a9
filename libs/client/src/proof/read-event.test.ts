// A line made to deceive is named as altered, however it is made, and nothing overflows.
import { expect, test } from 'vitest';
import { aKey, firstEvents, jwks, lineUp, sealedLog } from '../testing/sealed-log.ts';
import { audit } from './audit.ts';

const key = aKey();
const keys = jwks(key);
const log = sealedLog(firstEvents(9), key);
const line = JSON.stringify(log.events[5]);
const verifyText = (instead: string) =>
  audit.verify(
    lineUp(log.events).replace(line, () => instead),
    {
      checkpoints: log.note(9),
      keys,
    },
  );

test.each([
  ['no JSON', '{'],
  ['two readings', line.replace('"actor":', '"actor":"developer","actor":')],
  ['two readings in spelling', line.replace('"actor":', '"\\u0061ctor":"developer","actor":')],
  ['endless nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  [
    'nesting in a detail',
    line.replace('"choice":', `"x":${'['.repeat(50_000)}${']'.repeat(50_000)},"choice":`),
  ],
  ['a lone surrogate', line.replace('Approve', '\\ud800')],
  ['a place that is none', line.replace('"sequence":5', '"sequence":5.5')],
  ['a place without a hash', line.replace(/"leaf_hash":"[^"]*"/, '"leaf_hash":null')],
])('of %s are named as altered', async (_, instead) => {
  const { fault } = await verifyText(instead);
  expect(fault).toMatchObject({ kind: 'altered', sequence: 5 });
});

test('other spellings of the same are the same; what nobody covers is told', async () => {
  expect(await verifyText(line.replace('"actor":', ' "actor" : '))).toMatchObject({
    outcome: 'proven',
  });
  const more = await verifyText(line.replace('"actor":', '"approved_by":"me","actor":'));
  expect(more).toMatchObject({ outcome: 'unproven', fault: null });
  expect(more.open.join()).toContain('approved_by');
});
