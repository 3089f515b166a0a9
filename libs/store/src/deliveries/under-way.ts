// Whether somebody is trying a delivery right now, as SQL: it was claimed, and no outcome is written.

/** @param d the alias of `delivery` */
export const underWay = (
  d: string,
): string => `(${d}.attempts > 0 and ${d}.next_attempt_at is not null
  and not exists (select from attempt a where a.developer_id = ${d}.developer_id
    and a.delivery_id = ${d}.id and a.attempt = ${d}.attempts))`;
