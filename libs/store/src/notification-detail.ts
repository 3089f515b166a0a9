// What the audit log says of a notification, as SQL; nulls are to be stripped. Masked, and in words
// of our own: a courier's error holds no address.

/** @param d the delivery @param r its recipient */
export const notificationDetail = (d: string, r: string): string => `jsonb_build_object(
  'recipient_index', ${d}.recipient_index, 'channel', ${r}.channel, 'recipient', ${r}.masked,
  'status', ${d}.status, 'attempts', ${d}.attempts, 'notice', nullif(${d}.notice, 'question'),
  'error', case when ${d}.status = 'failed' then ${d}.last_error end)`;
