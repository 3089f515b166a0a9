// The months the filled log lies in, each a table under the law like those the worker makes.

/** $1 as text: how many months back the first one lies. */
export const makeMonths = (back: number): string => `do $$
declare
  month timestamp;
  name text;
begin
  for month in select generate_series(date_trunc('month', now() at time zone 'UTC') - interval '${back} months',
    date_trunc('month', now() at time zone 'UTC'), interval '1 month')
  loop
    name := 'audit_event_' || to_char(month, 'YYYY_MM');
    continue when to_regclass(name) is not null;
    execute format('create table %I partition of audit_event for values from (%L) to (%L)', name,
      lowest_id(month at time zone 'UTC'), lowest_id((month + interval '1 month') at time zone 'UTC'));
    perform keep_append_only(name::regclass);
  end loop;
end $$`;

/** The large developer's log as if it were sealed; the horizon tells the sealer that so is everybody's. */
export const seal = [
  `insert into audit_leaf (developer_id, mode, sequence, event_id, hash)
  select developer_id, mode, row_number() over (order by id) - 1, id, sha256(uuid_send(id))
  from audit_event where developer_id = developer_of(0) and mode = 'live'`,
  `insert into audit_log (developer_id, mode, size, edge, sealed_at)
  select developer_of(0), 'live', size, decode(repeat('00', 32 * bit_count(size::bit(64))::int), 'hex'), now()
  from (select count(*) as size from audit_leaf) as leaves`,
  `update audit_horizon set xid = pg_current_xact_id()`,
];
