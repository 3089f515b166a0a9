// Personal values that were altered are found, and those that are gone are told.
import { describe, expect, test } from 'vitest';
import { aKey, anEvent, firstEvents, jwks, lineUp, sealedLog } from '../testing/sealed-log.ts';
import { audit } from './audit.ts';
import type { AuditEvidence } from './audit-evidence.ts';
import type { ExportedEvent } from './read-event.ts';

const key = aKey();
const log = sealedLog(firstEvents(23), key);

const verify = (events: readonly unknown[], evidence: AuditEvidence = {}) =>
  audit.verify(lineUp(events), { checkpoints: log.note(23), keys: jwks(key), ...evidence });

const change = (at: number, to: (event: ExportedEvent) => unknown) =>
  log.events.map((event, index) => (index === at ? to(event) : event));

describe('openings', () => {
  const opening = (at: number, to: object) =>
    change(at, (event) => {
      const [first] = event.detail['recipients'] as [object];
      return { ...event, detail: { ...event.detail, recipients: [{ ...first, ...to }] } };
    });

  test('that were altered or swapped are found', async () => {
    const [other] = log.events[6]!.detail['recipients'] as [Record<string, string>];
    const { recipient, recipient_salt } = other;
    for (const to of [{ recipient: 'x' }, { recipient_salt: 'x' }, { recipient, recipient_salt }]) {
      const { fault } = await verify(opening(4, to));
      expect(fault).toMatchObject({ kind: 'altered', sequence: 4, eventId: 'evt_4' });
    }
  });

  test('that are gone are told, and are in order where the log knows of the erasure', async () => {
    const erasure = { ...anEvent(1), event_type: 'pause.personal_data_erased', pause_id: 'psr_2' };
    const erased = sealedLog([...firstEvents(8), { ...erasure, event_id: 'evt_e', detail: {} }]);
    const events = erased.events.map((event) =>
      event.event_id === 'evt_4' ? { ...event, detail: withoutOpening(event) } : event,
    );
    const explained = await verify(events, { checkpoints: erased.note(9) });
    expect(explained).toMatchObject({ outcome: 'proven', proven: 9 });
    expect(explained.notes.join()).toContain('1 personal value');
    const plain = change(4, (event) => ({ ...event, detail: withoutOpening(event) }));
    const gone = await verify(plain);
    expect(gone).toMatchObject({ outcome: 'unproven', proven: 23, fault: null });
    expect(gone.open.join()).toContain('#4 (evt_4)');
  });

  function withoutOpening({ detail }: ExportedEvent) {
    const [{ recipient: _, recipient_salt: __, ...rest }] = detail['recipients'] as [
      Record<string, unknown>,
    ];
    return { ...detail, recipients: [rest] };
  }
});
