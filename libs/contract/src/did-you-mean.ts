// A helpful word about a field nobody knows.

/** What people call our fields in other APIs. */
const otherNames: Record<string, string> = {
  to: 'recipient',
  phone: 'recipient',
  approvers: 'recipients',
  question: 'message',
  prompt: 'message',
  body: 'message',
  choices: 'options',
  buttons: 'options',
  timeout: 'timeout_hours',
  expires_in: 'timeout_seconds',
  ttl: 'timeout_seconds',
  default: 'timeout_default',
  escalation: 'fallback',
  remind_after: 'remind_after_seconds',
  reminder: 'remind_after_seconds',
  callback_url: 'webhook_url',
  callback: 'webhook_url',
  answer: 'choice',
  response: 'choice',
  note: 'text',
  comment: 'text',
  event: 'events',
  page_size: 'limit',
  after: 'cursor',
};

export function unknownField(name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  return meant ? `is unknown: did you mean “${meant}”?` : 'is unknown';
}

function closest(name: string, known: readonly string[]): string | undefined {
  const plain = fold(name);
  const other = otherNames[name.toLowerCase()];
  if (other && known.includes(other)) return other;
  if (plain.length > 40) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, distance: distance(plain, fold(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(plain.length / 3))
    ? best.candidate
    : undefined;
}

/** camelCase, kebab-case and snake_case are the same name. */
const fold = (name: string): string => name.toLowerCase().replace(/[_\-\s]/g, '');

/** Levenshtein, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, swap));
    }
    row = next;
  }
  return row[b.length]!;
}
