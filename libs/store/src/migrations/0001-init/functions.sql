-- What a hot statement needs done inside the database.

-- A UUIDv7 (RFC 9562), for rows a statement makes itself; PostgreSQL has its own only from 18 on.
-- Microseconds follow the milliseconds (6.2, method 3): what happens one after the other within one
-- millisecond is listed so.
create function new_id(at timestamptz) returns uuid language sql volatile parallel safe as $$
  select encode(
    overlay(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send((extract(epoch from at) * 1000000)::bigint / 1000) from 3)
        from 1 for 6)
      placing substring(int8send(
        28672 + (extract(epoch from at) * 1000000)::bigint % 1000 * 4096 / 1000) from 7)
        from 7 for 2),
    'hex')::uuid
$$;

-- The first instant's id: what every UUIDv7 made at or after `at` is not below. A UUIDv7 knows no
-- time before 1970, nor more than 48 bits of milliseconds after it.
create function lowest_id(at timestamptz) returns uuid language sql stable parallel safe as $$
  select (lpad(to_hex(greatest(0, least((1::bigint << 48) - 1,
    (extract(epoch from at) * 1000)::bigint))), 12, '0') || repeat('0', 20))::uuid
$$;

-- Ends the whole statement where less was written than should have been.
create function all_written(written bigint, wanted int) returns boolean language plpgsql as $$
begin
  if written <> wanted then
    raise exception 'of % rows that were locked % were there to be written', wanted, written;
  end if;
  return true;
end $$;

-- Takes `many` of this month's pauses, or ends the whole statement with PP402. Counts what is there
-- the first time, so that limits switched on in mid-month hold.
create function take_pauses(of_developer uuid, month text, many int, quota int) returns boolean language plpgsql as $$
declare
  taken int;
  first_day timestamptz := (month || '-01')::timestamp at time zone 'UTC';
begin
  update monthly_usage u set pauses = u.pauses + many
    where u.developer_id = of_developer and u.period = month returning u.pauses into taken;
  if not found then
    insert into monthly_usage as u (developer_id, period, pauses)
      select of_developer, month, many + count(*) from pause p
        where p.developer_id = of_developer and p.mode = 'live'
          and p.id >= lowest_id(first_day) and p.id < lowest_id(first_day + interval '1 month')
      on conflict (developer_id, period) do update set pauses = u.pauses + many
      returning u.pauses into taken;
  end if;
  if taken > quota then
    raise exception 'this month''s % pauses are used up', quota using errcode = 'PP402';
  end if;
  return true;
end $$;

-- Takes `many` of what a key may open in the hour that begins `at`, or ends the whole statement with PP403.
create function take_key_pauses(of_developer uuid, of_key uuid, at timestamptz, many int, quota int)
returns boolean language plpgsql as $$
declare
  taken int;
begin
  insert into key_usage as u (developer_id, key_id, hour, pauses)
    values (of_developer, of_key, at, many)
    on conflict (developer_id, key_id) do update
      set pauses = case when u.hour = excluded.hour then u.pauses + many else many end, hour = excluded.hour
    returning u.pauses into taken;
  if taken > quota then
    raise exception 'this hour''s % pauses of the key are used up', quota using errcode = 'PP403';
  end if;
  return true;
end $$;

-- Takes one of what an address may get within an hour: 0, or the seconds until there is one again.
-- `sent_at` are the times of the last ones. Two addresses not written to for an hour are forgotten
-- on the way, so that the table holds no more than the last hour's.
create function take_message(of_address bytea, per_hour int, at timestamptz) returns float8 language plpgsql as $$
declare
  times timestamptz[];
  oldest timestamptz;
begin
  insert into message_allowance as m (address_hash, sent_at, last_at) values (of_address, '{}', at)
    on conflict (address_hash) do update set last_at = m.last_at
    returning sent_at into times;
  oldest := times[cardinality(times) - per_hour + 1];
  if oldest > at - interval '1 hour' then
    return extract(epoch from oldest + interval '1 hour' - at);
  end if;
  update message_allowance set last_at = greatest(last_at, at), sent_at = (
      select array_agg(kept.t order by kept.t)
      from (select t from unnest(times || at) as t order by t desc limit per_hour) as kept)
    where address_hash = of_address;
  delete from message_allowance where address_hash in (
    select address_hash from message_allowance where last_at < at - interval '1 hour'
    limit 2 for update skip locked);
  return 0;
end $$;

-- What is visible now, in the numbers `audit_event.xid` is written in. A database that goes on in
-- another cluster counts its transactions anew: renumber-events.ts then replaces this.
create function audit_snapshot() returns pg_snapshot language sql stable as $$
  select pg_current_snapshot()
$$;
