// Checks an exported audit log against its signed checkpoints: nothing is asked of any server.
import { appraise } from './appraise.ts';
import { type AuditFault, type AuditVerdict } from './audit-verdict.ts';
import { keepErasures } from './erasures.ts';
import { unreadable } from './log-faults.ts';
import type { AuditEvidence } from './audit-evidence.ts';
import { readEvidence } from './read-evidence.ts';
import { pickedEvents } from './picked-events.ts';
import { readEvent } from './read-event.ts';
import { readLines, type TextSource } from './read-lines.ts';
import { wholeLog } from './whole-log.ts';

export const audit = { verify };

/**
 * Whether an NDJSON export is what was sealed, and if not, which event is the first that is not.
 * Reads it line by line, so that its size does not matter. Throws `ProofInputError` where what was
 * handed in is no export, checkpoint, proof or key.
 *
 * ```ts
 * const { outcome, fault } = await audit.verify(createReadStream('export.ndjson'), {
 *   checkpoints: await readFile('checkpoint.txt', 'utf8'),
 *   keys: await readFile('jwks.json', 'utf8'),
 * });
 * ```
 */
async function verify(log: TextSource, evidence: AuditEvidence = {}): Promise<AuditVerdict> {
  const known = await readEvidence(evidence);
  const { places, heads } = known;
  const whole = evidence.filtered ? undefined : wholeLog(heads, places);
  const picked = evidence.filtered ? pickedEvents(places) : undefined;
  const pass = (whole ?? picked)!;
  const erasures = keepErasures();
  const uncovered = new Set<string>();
  let events = 0;
  const read = async (): Promise<AuditFault | undefined> => {
    if (known.fault) return known.fault;
    let number = 0;
    for await (const lines of readLines(log)) {
      for (const raw of lines) {
        number++;
        const line = raw.trim();
        if (line === '') continue;
        events++;
        const found = readEvent(line);
        if (typeof found === 'string') return unreadable(pass.size(), number, found);
        for (const name of found.uncovered) if (uncovered.size < 10) uncovered.add(name);
        const fault = pass.add(found.event);
        if (fault) return fault;
        erasures.see(found.event, found.event.sequence ?? pass.size());
      }
    }
    return undefined;
  };
  const fault = await read();
  return appraise({
    ...{ known, fault, events, uncovered: [...uncovered], erased: erasures.tell() },
    whole: whole?.end(),
    picked: picked?.end(),
    allowTail: evidence.allowTail ?? false,
  });
}
