// What never enters a log: values under telling names, and secrets by their shape anywhere.

const CENSOR = '[redacted]';
const DEEPEST = 6;

/** Compared without case, `-` and `_`: `set-cookie`, `setCookie` and `SET_COOKIE` are one. */
const secretNames = new Set(
  `authorization cookie setcookie password passwordhash token resettoken accesstoken apikey testapikey
   secret secrets secretkey secretkeyprevious signingsecret defaultsecret code shortcode
   recipient recipients address to email phone respondurl link shortlink webhookurl
   databaseurl smtpurl salt digestsalt text html metadata`.split(/\s+/),
);

/** What a secret looks like, and behind what it stands. */
const shapes = [
  // Keys and webhook secrets.
  { after: /\b(?:pp_live_|pp_test_|hitl_test_|hitl_|whsec_)/, secret: /[\w+/=-]{8,}/ },
  // Whoever holds a link may answer.
  { after: /\/(?:respond|r)\//, secret: /[\w-]{16,}/ },
  { after: /hooks\.slack\.com\/services\//, secret: /[\w/-]+/ },
  { after: /\bBearer /, secret: /[\w.~+/=-]+/ },
  // user:password@ of a URL.
  { after: /\w:\/\//, secret: /[^\s/@"]+(?=@)/ },
];
const anyOf = (sources: readonly string[], flags: string) => new RegExp(sources.join('|'), flags);
const secrets = anyOf(
  shapes.map(({ after, secret }) => `(?<=${after.source})${secret.source}`),
  'gi',
);
/** Most lines have none of these, and looking back from every character takes twenty times as long. */
const marks = anyOf(
  shapes.map(({ after }) => after.source),
  'i',
);

/** A copy of what is to be logged, with the values under telling names taken out at any depth. */
export function redactNamed(object: Record<string, unknown>): Record<string, unknown> {
  return redact(object, 0) as Record<string, unknown>;
}

/** Takes secrets out of finished text, so that even an error message cannot carry one. */
export const redactShaped = (line: string): string =>
  marks.test(line) ? line.replace(secrets, CENSOR) : line;

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || Buffer.isBuffer(value))
    return Buffer.isBuffer(value) ? CENSOR : value;
  if (depth > DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((member) => redact(member, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    out[name] = isSecret(name, member) ? CENSOR : redact(member, depth + 1);
  }
  return out;
}

/**
 * What an error says of itself and nothing that hangs on it: pg's carry a whole client, and the row
 * that was refused. Its `code` (`ECONNREFUSED`, `23505`) is no secret but half the diagnosis.
 */
function redactError(error: Error, depth: number): unknown {
  const { message, stack, cause } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.constructor.name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack,
    ...(cause !== undefined && { cause: redact(cause, depth + 1) }),
  };
}

const isSecret = (name: string, value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  secretNames.has(name.replaceAll(/[-_]/g, '').toLowerCase());
