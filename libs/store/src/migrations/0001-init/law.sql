-- The law: what nobody may do to these tables, the owner included. ENABLE ALWAYS, so that
-- session_replication_role does not switch it off either.

create function refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: %', tg_op, tg_table_name, tg_argv[0]
    using errcode = 'restrict_violation';
end $$;

-- What core's rule says of the same: what needs the page is answered there or by whoever is signed in,
-- and what asks for a proof takes that very one.
create function is_proven(risk text, require text, via text, identified_by text) returns boolean
language sql immutable parallel safe
return ((risk = 'normal' and require = 'link') or via in ('page', 'dashboard'))
  and (require = 'link' or require = identified_by);

alter table pause add constraint pause_options_law check (
  cardinality(options) between 2 and 5 and coalesce(timeout_default, options[1]) = any (options)
);

-- A pause is born pending, settles once, and keeps for ever what it was opened with. How it is born is a
-- trigger's condition, how it changes a function: checks and conditions are prepared anew for every single
-- statement, which costs an insert of many rows little and a tap a third of its time; a function once a session.

create trigger pause_born_pending before insert on pause for each row
  when (
    new.status <> 'pending'
    or num_nonnulls(new.response_choice, new.response_text_sealed, new.response_at, new.resolved_at, new.via,
      new.identified_by, new.recipient_index, new.user_id_sealed) > 0
    or num_nonnulls(new.held_at, new.held_choice, new.held_text_sealed, new.held_via, new.held_identified_by,
      new.held_recipient_index, new.held_user_id_sealed, new.held_data_sealed) > 0
    or new.due_at <> new.expires_at
    or new.unwanted_by is not null
    or new.undo_seconds not between 0 and 60
    or new.require not in ('link', 'code', 'signed_in', 'passkey')
  )
  execute function refuse('a pause begins pending, unanswered and due at its deadline');

-- Of several faults the first is told. The path is kept, so that no other one leads its operators elsewhere.

create function keep_pause_lawful() returns trigger language plpgsql set search_path from current as $$
declare
  fault text := case
    when not coalesce(new.unwanted_by @> old.unwanted_by, old.unwanted_by is null)
      then 'whoever has disowned a question answers it no more'
    when not coalesce(case new.status
        when 'pending' then
          num_nonnulls(new.response_choice, new.response_text_sealed, new.response_at, new.resolved_at, new.via,
            new.identified_by, new.recipient_index, new.user_id_sealed) = 0
        when 'responded' then
          num_nulls(new.resolved_at, new.via, new.identified_by) = 0
          and new.response_choice = any (new.options)
          and (new.response_text_sealed is null or new.allow_text_response)
          and is_proven(new.risk, new.require, new.via, new.identified_by)
          and new.response_at < new.expires_at
          and case when old.held_at is null then
            new.undo_seconds = 0 and new.resolved_at = new.response_at
            and transaction_timestamp() < old.due_at
          else
            old.due_at <= clock_timestamp()
            and (new.response_choice, new.response_text_sealed, new.response_at, new.resolved_at, new.via,
              new.identified_by, new.recipient_index, new.user_id_sealed)
            is not distinct from
            (old.held_choice, old.held_text_sealed, old.held_at, old.due_at, old.held_via,
              old.held_identified_by, old.held_recipient_index, old.held_user_id_sealed)
          end
        when 'timed_out' then
          new.expires_at <= clock_timestamp()
          and old.held_at is null
          and new.resolved_at = new.expires_at
          and new.response_choice is not distinct from new.timeout_default
          and num_nonnulls(new.response_text_sealed, new.response_at, new.via, new.identified_by,
            new.recipient_index, new.user_id_sealed) = 0
        when 'cancelled' then
          new.resolved_at < old.due_at and transaction_timestamp() < old.due_at
          and num_nonnulls(new.response_choice, new.response_text_sealed, new.response_at, new.via,
            new.identified_by, new.recipient_index, new.user_id_sealed) = 0
      end, false)
      then 'status, choice and times must agree, and no timeout comes early'
    when old.status <> 'pending'
      then 'a settled pause never changes'
    -- An answer is held while the pause is pending and may be taken back until it is due; in its place
    -- another one only after that. Whatever is written in time began in time: hence the transaction's clock.
    when not coalesce(case
        when new.held_at is null then
          num_nonnulls(new.held_choice, new.held_text_sealed, new.held_via, new.held_identified_by,
            new.held_recipient_index, new.held_user_id_sealed, new.held_data_sealed) = 0
          and new.due_at = new.expires_at
          and (old.held_at is null or new.status <> 'pending' or transaction_timestamp() < old.due_at)
        when new.status <> 'pending' then false
        when old.held_at is not null then
          (new.held_at, new.held_choice, new.held_text_sealed, new.held_via, new.held_identified_by,
            new.held_recipient_index, new.held_user_id_sealed, new.held_data_sealed, new.due_at)
          is not distinct from
          (old.held_at, old.held_choice, old.held_text_sealed, old.held_via, old.held_identified_by,
            old.held_recipient_index, old.held_user_id_sealed, old.held_data_sealed, old.due_at)
        else
          num_nulls(new.held_via, new.held_identified_by) = 0
          and new.held_choice = any (new.options)
          and (new.held_text_sealed is null or new.allow_text_response)
          and is_proven(new.risk, new.require, new.held_via, new.held_identified_by)
          and new.undo_seconds > 0
          and new.held_at < new.expires_at and new.held_at <= clock_timestamp()
          and transaction_timestamp() < old.due_at
          and new.due_at = least(new.held_at + new.undo_seconds * interval '1 second', new.expires_at)
      end, false)
      then 'an answer is held only while the pause is pending, until it is due'
    when (new.developer_id, new.mode, new.id, new.revision, new.options, new.allow_text_response,
         new.timeout_default, new.sandboxed, new.risk, new.require, new.undo_seconds, new.run_id, new.watch,
         new.webhook_url_sealed, new.created_at, new.expires_at)
        is distinct from
        (old.developer_id, old.mode, old.id, old.revision, old.options, old.allow_text_response,
         old.timeout_default, old.sandboxed, old.risk, old.require, old.undo_seconds, old.run_id, old.watch,
         old.webhook_url_sealed, old.created_at, old.expires_at)
      then 'what a pause was opened with never changes'
  end;
begin
  if fault is null then return new; end if;
  raise exception '% on % is refused: %', tg_op, tg_table_name, fault using errcode = 'restrict_violation';
end $$;

create trigger pause_changes_lawfully before update on pause for each row execute function keep_pause_lawful();

create trigger pause_kept before delete on pause for each row
  execute function refuse('pauses are kept');
create trigger pause_not_truncated before truncate on pause for each statement
  execute function refuse('pauses are kept');

alter table pause enable always trigger pause_born_pending;
alter table pause enable always trigger pause_changes_lawfully;
alter table pause enable always trigger pause_kept;
alter table pause enable always trigger pause_not_truncated;

-- These are only ever added to. The statement trigger refuses even where no row would match. The months of
-- a partitioned table are tables of their own, and taken under the law one by one, so that it still binds
-- them when they are archived.

create function keep_append_only(of_table regclass) returns void language plpgsql as $$
declare
  is_whole boolean;
  name text;
begin
  select c.relkind = 'r', c.relname into is_whole, name from pg_class c where c.oid = of_table;
  execute format(
    'create trigger %I before update or delete or truncate on %s for each statement execute function refuse(%L)',
    name || '_append_only_statement', of_table, 'it is append-only');
  execute format('alter table %s enable always trigger %I', of_table, name || '_append_only_statement');
  if is_whole then
    execute format(
      'create trigger %I before update or delete on %s for each row execute function refuse(%L)',
      name || '_append_only', of_table, 'it is append-only');
    execute format('alter table %s enable always trigger %I', of_table, name || '_append_only');
  end if;
end $$;

select keep_append_only(of_table) from unnest(array['audit_event', 'audit_event_default', 'audit_leaf',
  'audit_node', 'signing_key', 'pause_content', 'response']::regclass[]) as of_table;

-- A pause's key stays what it is until it is destroyed, once and for good.

create trigger pause_key_only_destroyed before update on pause_key for each row
  when (old.sealed is null or new.sealed is not null
    or (new.developer_id, new.pause_id) is distinct from (old.developer_id, old.pause_id))
  execute function refuse('a key is destroyed or stays what it is');
create trigger pause_key_kept before delete on pause_key for each row
  execute function refuse('of a destroyed key it is kept when that was');
create trigger pause_key_not_truncated before truncate on pause_key for each statement
  execute function refuse('keys are destroyed one by one');
alter table pause_key enable always trigger pause_key_only_destroyed;
alter table pause_key enable always trigger pause_key_kept;
alter table pause_key enable always trigger pause_key_not_truncated;

-- Whom a question was put to stays; only what a person is found by goes, with the key.

create trigger pause_recipient_append_only before update on pause_recipient for each row
  when (new.address_hash is not null or (new.developer_id, new.pause_id, new.recipient_index, new.channel,
      new.commitment, new.sealed, new.code_hash, new.after_seconds) is distinct from (old.developer_id,
      old.pause_id, old.recipient_index, old.channel, old.commitment, old.sealed, old.code_hash,
      old.after_seconds))
  execute function refuse('it is append-only');
create trigger pause_recipient_append_only_statement before delete or truncate on pause_recipient
  for each statement execute function refuse('it is append-only');
alter table pause_recipient enable always trigger pause_recipient_append_only;
alter table pause_recipient enable always trigger pause_recipient_append_only_statement;

-- A log only ever grows, and what was before its end stays before it.

insert into audit_horizon (xid) values ('0');

create trigger audit_log_grows before update on audit_log for each row
  when (new.size < old.size or (new.developer_id, new.mode) is distinct from (old.developer_id, old.mode))
  execute function refuse('a log only ever grows');
create trigger audit_log_kept before delete on audit_log for each row
  execute function refuse('logs are kept');
create trigger audit_log_not_truncated before truncate on audit_log for each statement
  execute function refuse('logs are kept');
alter table audit_log enable always trigger audit_log_grows;
alter table audit_log enable always trigger audit_log_kept;
alter table audit_log enable always trigger audit_log_not_truncated;
