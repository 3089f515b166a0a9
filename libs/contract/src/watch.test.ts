// What the second dialect says of a pause, whatever became of it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pause } from './records.fixture.ts';
import { presentWatch, watchBody, watchStatus } from './watch.ts';
import { watchSchema } from './watch-schema.ts';

const watched = fc
  .record({ pause, context: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }) })
  .map(({ pause, context }) => ({
    ...pause,
    watch: { context: context === undefined ? null : JSON.stringify(context) },
  }));

test('of any pause it answers as the document says, and the webhook says the same', () => {
  fc.assert(
    fc.property(watched, (one) => {
      const body: unknown = JSON.parse(watchBody(one));
      expect(watchSchema.parse(body)).toEqual(body);
      expect(body).toEqual(JSON.parse(JSON.stringify(presentWatch(one))));
    }),
  );
});

test('nothing but a human’s Approve is ever approved', () => {
  fc.assert(
    fc.property(watched, fc.constantFrom('Approve', 'Reject', null), (one, responseChoice) => {
      const status = watchStatus({ ...one, responseChoice });
      expect(status === 'approved').toBe(
        one.status === 'responded' && responseChoice === 'Approve',
      );
    }),
  );
});
