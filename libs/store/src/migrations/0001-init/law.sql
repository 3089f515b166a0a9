-- The law: what nobody may do to these tables, the owner included. ENABLE ALWAYS, so that
-- session_replication_role does not switch it off either.

create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: %', tg_op, tg_table_name, tg_argv[0]
    using errcode = 'restrict_violation';
end $$;

-- What is true of every row, whoever writes it. (Named …_law: the ORM's tables do not repeat them.)

alter table pause
  add constraint pause_options_law check (
    cardinality(options) between 2 and 5 and array_position(options, null) is null
    and (timeout_default is null or timeout_default = any (options))
  ),
  add constraint pause_settlement_law check (case status
    when 'pending' then
      num_nonnulls(response_choice, response_text, response_at, resolved_at, via, identified_by, recipient_index) = 0
    when 'responded' then
      num_nulls(response_choice, response_at, resolved_at, via, identified_by) = 0
      and response_choice = any (options)
      and (response_text is null or allow_text_response)
      and response_at < expires_at and resolved_at >= response_at
    when 'timed_out' then
      response_choice is not distinct from timeout_default
      and resolved_at is not distinct from expires_at
      and num_nonnulls(response_text, response_at, via, identified_by, recipient_index) = 0
    else
      resolved_at is not null and resolved_at < expires_at
      and num_nonnulls(response_choice, response_text, response_at, via, identified_by, recipient_index) = 0
  end);

alter table delivery add constraint delivery_kind_law check (case kind
    when 'notification' then
      status in ('queued', 'sending', 'maybe_sent', 'sent', 'delivered', 'failed', 'sandboxed')
      and recipient_index is not null and num_nonnulls(event_id, event_type, event_at, endpoint_id) = 0
    when 'webhook' then
      status in ('pending', 'delivered', 'dead')
      and recipient_index is null and num_nulls(event_id, event_type, event_at) = 0
    else false
  end);

-- A pause is born pending, settles once, and keeps for ever what it was opened with.

create trigger pause_born_pending before insert on pause for each row
  when (new.status <> 'pending')
  execute function refuse('a pause begins pending');

create trigger pause_frozen before update on pause for each row
  when (old.status <> 'pending')
  execute function refuse('a settled pause never changes');

create trigger pause_origin_fixed before update on pause for each row
  when (
    (new.developer_id, new.mode, new.id, new.revision, new.options, new.allow_text_response,
     new.timeout_default, new.sandboxed, new.run_id, new.webhook_url_sealed, new.created_at, new.expires_at)
    is distinct from
    (old.developer_id, old.mode, old.id, old.revision, old.options, old.allow_text_response,
     old.timeout_default, old.sandboxed, old.run_id, old.webhook_url_sealed, old.created_at, old.expires_at)
  )
  execute function refuse('what a pause was opened with never changes');

create trigger pause_not_early before update on pause for each row
  when (new.status = 'timed_out' and new.expires_at > clock_timestamp())
  execute function refuse('no timeout before the deadline');

create trigger pause_kept before delete on pause for each row
  execute function refuse('pauses are kept');
create trigger pause_not_truncated before truncate on pause for each statement
  execute function refuse('pauses are kept');

alter table pause enable always trigger pause_born_pending;
alter table pause enable always trigger pause_frozen;
alter table pause enable always trigger pause_origin_fixed;
alter table pause enable always trigger pause_not_early;
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
