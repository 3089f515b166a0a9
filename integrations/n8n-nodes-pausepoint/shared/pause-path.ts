// Where a pause is, from an id that a model or an expression may have made up.
/** Throws for anything that is no id: it shall not lead anywhere else. */
export function pausePath(id: unknown): string {
  const text = typeof id === 'string' ? id.trim() : '';
  if (!/^(psr_)?[0-9a-f-]{32,36}$/i.test(text)) {
    throw new Error('This is no pause ID: psr_ and a UUID.');
  }
  return `/v1/pause/${text}`;
}
