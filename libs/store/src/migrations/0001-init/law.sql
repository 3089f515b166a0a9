-- The law: what nobody may do to these tables, the owner included. ENABLE ALWAYS, so that
-- session_replication_role does not switch it off either.

create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: %', tg_op, tg_table_name, tg_argv[0]
    using errcode = 'restrict_violation';
end $$;

alter table pause add constraint pause_options_law check (
  cardinality(options) between 2 and 5 and coalesce(timeout_default, options[1]) = any (options)
);

-- A pause is born pending, settles once, and keeps for ever what it was opened with. Conditions of
-- triggers rather than one great check: a check is prepared anew for every single insert.

create trigger pause_born_pending before insert on pause for each row
  when (
    new.status <> 'pending'
    or num_nonnulls(new.response_choice, new.response_text, new.response_at, new.resolved_at, new.via,
      new.identified_by, new.recipient_index, new.user_id) > 0
  )
  execute function refuse('a pause begins pending');

create trigger pause_frozen before update on pause for each row
  when (old.status <> 'pending')
  execute function refuse('a settled pause never changes');

create trigger pause_origin_fixed before update on pause for each row
  when (
    (new.developer_id, new.mode, new.id, new.revision, new.options, new.allow_text_response,
     new.timeout_default, new.sandboxed, new.risk, new.run_id, new.webhook_url_sealed, new.created_at, new.expires_at)
    is distinct from
    (old.developer_id, old.mode, old.id, old.revision, old.options, old.allow_text_response,
     old.timeout_default, old.sandboxed, old.risk, old.run_id, old.webhook_url_sealed, old.created_at, old.expires_at)
  )
  execute function refuse('what a pause was opened with never changes');

create trigger pause_ends_lawfully before update on pause for each row
  when (not coalesce(case new.status
    when 'pending' then
      num_nonnulls(new.response_choice, new.response_text, new.response_at, new.resolved_at, new.via,
        new.identified_by, new.recipient_index, new.user_id) = 0
    when 'responded' then
      num_nulls(new.resolved_at, new.via, new.identified_by) = 0
      and new.response_choice = any (new.options)
      and (new.response_text is null or new.allow_text_response)
      and new.response_at < new.expires_at and new.response_at <= new.resolved_at
    when 'timed_out' then
      new.expires_at <= clock_timestamp()
      and new.resolved_at = new.expires_at
      and new.response_choice is not distinct from new.timeout_default
      and num_nonnulls(new.response_text, new.response_at, new.via, new.identified_by,
        new.recipient_index, new.user_id) = 0
    when 'cancelled' then
      new.resolved_at < new.expires_at
      and num_nonnulls(new.response_choice, new.response_text, new.response_at, new.via,
        new.identified_by, new.recipient_index, new.user_id) = 0
  end, false))
  execute function refuse('status, choice and times must agree, and no timeout comes early');

create trigger pause_kept before delete on pause for each row
  execute function refuse('pauses are kept');
create trigger pause_not_truncated before truncate on pause for each statement
  execute function refuse('pauses are kept');

alter table pause enable always trigger pause_born_pending;
alter table pause enable always trigger pause_frozen;
alter table pause enable always trigger pause_origin_fixed;
alter table pause enable always trigger pause_ends_lawfully;
alter table pause enable always trigger pause_kept;
alter table pause enable always trigger pause_not_truncated;

-- These are only ever added to. The statement trigger refuses even where no row would match.

do $$
declare
  name text;
begin
  foreach name in array array['audit_event', 'pause_content', 'pause_recipient', 'response'] loop
    execute format(
      'create trigger %1$s_append_only before update or delete on %1$I for each row execute function refuse(%2$L)',
      name, 'it is append-only');
    execute format(
      'create trigger %1$s_append_only_statement before update or delete or truncate on %1$I for each statement execute function refuse(%2$L)',
      name, 'it is append-only');
    execute format('alter table %1$I enable always trigger %1$s_append_only', name);
    execute format('alter table %1$I enable always trigger %1$s_append_only_statement', name);
  end loop;
end $$;
