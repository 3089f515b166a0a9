// What the audit log says of a notification, as SQL; nulls are to be stripped. To whom is a
// commitment, the rest words of our own: a courier's error holds no address.

/** @param d the delivery, with `unreachable` @param r its recipient */
export const notificationDetail = (d: string, r: string): string => `jsonb_build_object(
  'recipient_index', ${d}.recipient_index, 'channel', ${r}.channel,
  'recipient_commitment', ${r}.commitment,
  'status', ${d}.status, 'attempts', ${d}.attempts, 'notice', nullif(${d}.notice, 'question'),
  'error', case when ${d}.status = 'failed' then ${d}.last_error end,
  'unreachable', ${d}.unreachable)`;

/**
 * True where this failure leaves nobody to reach, else null: webhook news, once per pause. Decided in
 * the statement that writes it, under the pause's lock; of several of one pause the last event says it.
 *
 * @param d the delivery, with its `news` and `news_id` @param written all that the statement writes
 */
export const unreachable = (d: string, written: string): string => `case
  when ${d}.news = 'pause.notification_failed' and ${d}.notice = 'question'
    and not exists (select from delivery q where q.developer_id = ${d}.developer_id
      and q.pause_id = ${d}.pause_id and q.notice = 'question' and q.status <> 'failed'
      and not exists (select from ${written} w where w.developer_id = q.developer_id
        and w.id = q.id and w.status = 'failed'))
    and not exists (select from ${written} w where w.developer_id = ${d}.developer_id
      and w.pause_id = ${d}.pause_id and w.news = 'pause.notification_failed'
      and w.notice = 'question' and w.news_id > ${d}.news_id)
  then true end`;
