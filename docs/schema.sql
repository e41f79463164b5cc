-- What the migrations add up to. Made by `npm run generate`; migrations/ is what is run.

CREATE OR REPLACE FUNCTION evenkeel.drop_full_definition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.full_definition := null;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.drop_full_policy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.full_policy := null;
  new.branch := null;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.event_horizon()
 RETURNS xid8
 LANGUAGE sql
 STABLE
AS $function$
  select pg_stat_clear_snapshot();
  select (evenkeel.transaction_offset() + coalesce(
    (select min(running.tx::text::bigint) from pg_snapshot_xip(pg_current_snapshot()) as running (tx)
     where not exists (
         select from pg_stat_activity a
         where a.backend_xid = running.tx::xid
           and a.datid <> (select d.oid from pg_database d where d.datname = current_database()))
       and not exists (
         select from pg_prepared_xacts p
         where p.transaction = running.tx::xid and p.database <> current_database())),
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint))::text::xid8
$function$
;

CREATE OR REPLACE FUNCTION evenkeel.event_tx()
 RETURNS xid8
 LANGUAGE sql
 STABLE
AS $function$ select (pg_current_xact_id()::text::bigint + evenkeel.transaction_offset())::text::xid8 $function$
;

CREATE OR REPLACE FUNCTION evenkeel.has_words(words text[], name text, key text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select words is null or (name || ' ' || key) ilike all (words) $function$
;

CREATE OR REPLACE FUNCTION evenkeel.keep_asked_team()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from evenkeel.escalation_policies
             where full_definition @> jsonb_build_object('workingHoursTeamId', old.id)
                or jsonb_path_exists(coalesce(full_definition, definition), '$.** ? (@.kind == "team" && @.id == $id)',
                                     jsonb_build_object('id', old.id))) then
    raise foreign_key_violation using message = 'An escalation policy asks this team.';
  end if;
  return old;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.keep_schedule_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition, at_once)
  values (coalesce(new.id, old.id), case tg_op when 'INSERT' then new.created_at else evenkeel.now() end,
    new.team_id, coalesce(new.time_zone, old.time_zone), new.definition, coalesce(new.at_once, '{}'))
  on conflict (schedule_id, in_force_from) do update
    set team_id = excluded.team_id, time_zone = excluded.time_zone, definition = excluded.definition,
      at_once = excluded.at_once;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.keep_service_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into evenkeel.service_moves (service_id, moved_at, from_team_id) values (old.id, evenkeel.now(), old.team_id)
  on conflict do nothing;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.keep_written_decisions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into evenkeel.review_decisions (review_id, text)
  select new.id, d.text from jsonb_array_elements_text(new.decisions) with ordinality as d (text, place)
  where not exists (select from evenkeel.review_decisions k where k.review_id = new.id and k.text = d.text)
  order by d.place;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.name_distance(wanted text, name text, key text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select case
    when wanted is null then 0
    when lower(name) = lower(wanted) or key = lower(wanted) then 0
    when starts_with(lower(name), lower(wanted)) then 1
    when strpos(lower(name), ' ' || lower(wanted)) > 0 then 2
    else 3 end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select statement_timestamp() $function$
;

CREATE OR REPLACE FUNCTION evenkeel.raise_configuration_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update evenkeel.configuration_version set version = version + 1;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.raise_status_content()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update evenkeel.status_page set content_version = content_version + 1;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('evenkeel.retention', true) = 'on' then return old; end if;
  if tg_op = 'UPDATE' and tg_table_name = 'events' and coalesce(current_setting('evenkeel.removal', true), '') <> '' then
    if to_jsonb(new) - 'actor' - 'data' = to_jsonb(old) - 'actor' - 'data'
      and evenkeel.without_texts(new.actor) = evenkeel.without_texts(old.actor)
      and evenkeel.without_texts(new.data) = evenkeel.without_texts(old.data)
      and exists (select from evenkeel.personal_data_removals r
                  where r.id = current_setting('evenkeel.removal', true)::bigint and r.state = 'running')
    then return new; end if;
  end if;
  raise exception 'rows of % are never changed', tg_table_name;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.room_key(chat_room jsonb)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ('-4611686018427387904'::bigint - (jsonb_hash_extended((chat_room - 'name'::text), (0)::bigint) & '4611686018427387903'::bigint))
;

CREATE OR REPLACE FUNCTION evenkeel.transaction_offset()
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select 0::bigint $function$
;

CREATE OR REPLACE FUNCTION evenkeel.wait_for_claims(of_person bigint, of_method bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform from evenkeel.notifications n
    where n.state in ('pending', 'sending') and (n.person_id = of_person or n.contact_method_id = of_method)
    order by n.id for update;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.whole_schedule(definition jsonb, at_once jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when at_once = '{}' or definition is null then definition
    else jsonb_set(definition, '{layers}', coalesce((
      select jsonb_agg(case when at_once ? (layer ->> 'name')
          then layer || jsonb_build_object('atOnce', at_once -> (layer ->> 'name')) else layer end order by place)
      from jsonb_array_elements(definition -> 'layers') with ordinality as listed (layer, place)), '[]')) end
$function$
;

CREATE OR REPLACE FUNCTION evenkeel.with_admins(definition jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when admins.targets is null then definition
    when jsonb_typeof(definition->'steps') is distinct from 'array' then
      jsonb_build_object('steps', jsonb_build_array(admins.step), 'repeat', 2, 'catchAll', null)
    when jsonb_array_length(definition->'steps') >= 20 then definition
    else jsonb_set(definition, '{steps}', (definition->'steps') || admins.step) end
  from (
    select targets, jsonb_build_object('delaySeconds', 300, 'ifEmpty', 'skip', 'targets', targets) as step
    from (select jsonb_agg(jsonb_build_object('kind', 'person', 'id', id) order by id) as targets
          from (select id from evenkeel.people where role = 'admin' and disabled_at is null order by id limit 50) a) t
  ) admins
$function$
;

CREATE OR REPLACE FUNCTION evenkeel.without_person(said jsonb, person bigint, names text, addresses text, pseudonym text, address text)
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  case jsonb_typeof(said)
    when 'string' then
      return to_jsonb(evenkeel.without_person(said #>> '{}', names, addresses, pseudonym, address));
    when 'array' then
      return (select coalesce(jsonb_agg(evenkeel.without_person(each, person, names, addresses, pseudonym, address) order by place), '[]')
              from jsonb_array_elements(said) with ordinality as a (each, place));
    when 'object' then
      return (select coalesce(jsonb_object_agg(key, case
                when key = 'name' and jsonb_typeof(said -> 'personId') = 'number' and said -> 'personId' <> to_jsonb(person) then value
                else evenkeel.without_person(value, person, names, addresses, pseudonym, address) end), '{}')
              from jsonb_each(said));
    else return said;
  end case;
end $function$
;

CREATE OR REPLACE FUNCTION evenkeel.without_person(said text, names text, addresses text, pseudonym text, address text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when names = '' then found else regexp_replace(found, names, pseudonym, 'g') end
  from (select case when addresses = '' then said else regexp_replace(said, addresses, address, 'gi') end as found) a
$function$
;

CREATE OR REPLACE FUNCTION evenkeel.without_texts(said jsonb, keys text[] DEFAULT NULL::text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  case jsonb_typeof(said)
    when 'string' then return case when keys is null then '""'::jsonb else said end;
    when 'array' then
      return (select coalesce(jsonb_agg(evenkeel.without_texts(each, keys) order by place), '[]')
              from jsonb_array_elements(said) with ordinality as a (each, place));
    when 'object' then
      return (select coalesce(jsonb_object_agg(key, evenkeel.without_texts(value,
                case when key = any (keys) then null else keys end)), '{}')
              from jsonb_each(said));
    else return said;
  end case;
end $function$
;

create table auth.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");
CREATE UNIQUE INDEX account_provider ON auth.account USING btree ("providerId", "accountId");

create table auth.passkey (
  id text not null,
  name text,
  "publicKey" text not null,
  "userId" text not null,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamp with time zone,
  aaguid text,
  constraint passkey_pkey PRIMARY KEY (id),
  constraint "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "passkey_credentialID_idx" ON auth.passkey USING btree ("credentialID");
CREATE INDEX "passkey_userId_idx" ON auth.passkey USING btree ("userId");

create table auth.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

create table auth.twoFactor (
  id text not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint "twoFactor_pkey" PRIMARY KEY (id),
  constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret);
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");

create table auth.user (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "twoFactorEnabled" boolean,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

create table evenkeel.absences (
  id bigint generated always as identity not null,
  person_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  note text not null default ''::text,
  created_at timestamp with time zone not null default evenkeel.now(),
  calendar_id bigint,
  constraint absences_pkey PRIMARY KEY (id),
  constraint absences_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendars(id) ON DELETE CASCADE,
  constraint absences_check CHECK (ends_at > starts_at),
  constraint absences_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX absences_calendar ON evenkeel.absences USING btree (calendar_id, ends_at) WHERE (calendar_id IS NOT NULL);
CREATE INDEX absences_end ON evenkeel.absences USING btree (ends_at, id);
CREATE INDEX absences_person ON evenkeel.absences USING btree (person_id, ends_at);

create table evenkeel.action_items (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  title text not null,
  kind text not null,
  owner_id bigint,
  due_at timestamp(3) with time zone,
  state text not null default 'open'::text,
  reason text not null default ''::text,
  tracker_url text,
  created_by jsonb not null,
  created_at timestamp(3) with time zone not null default evenkeel.now(),
  finished_at timestamp(3) with time zone,
  finished_by jsonb,
  version integer not null default 1,
  constraint action_items_pkey PRIMARY KEY (id),
  constraint action_items_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint action_items_kind_check CHECK (kind = ANY (ARRAY['prevent'::text, 'detect'::text, 'mitigate'::text, 'respond'::text])),
  constraint action_items_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint action_items_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'wont_do'::text]))
);
CREATE INDEX action_items_due ON evenkeel.action_items USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), id);
CREATE INDEX action_items_incident ON evenkeel.action_items USING btree (incident_id, id);
CREATE INDEX action_items_open ON evenkeel.action_items USING btree (COALESCE(due_at, 'infinity'::timestamp with time zone), id) WHERE (state = 'open'::text);
CREATE INDEX action_items_owner ON evenkeel.action_items USING btree (owner_id, id);

create table evenkeel.alert_retirements (
  id bigint generated always as identity not null,
  source_id bigint not null,
  dedup_key text not null,
  dedup_hash bytea not null,
  title text not null,
  state text not null,
  note text not null,
  owner_id bigint,
  due_at timestamp with time zone,
  proposed_by jsonb not null,
  proposed_at timestamp with time zone not null default evenkeel.now(),
  decided_by jsonb,
  decided_at timestamp with time zone,
  constraint alert_retirements_pkey PRIMARY KEY (id),
  constraint alert_retirements_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id) ON DELETE SET NULL,
  constraint alert_retirements_source_id_dedup_hash_key UNIQUE (source_id, dedup_hash),
  constraint alert_retirements_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint alert_retirements_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'retired'::text, 'kept'::text]))
);

create table evenkeel.alerts (
  id bigint generated always as identity not null,
  source_id bigint not null,
  dedup_key text not null,
  dedup_hash bytea not null,
  state text not null,
  severity integer not null,
  signal_severity integer,
  title text not null,
  description text not null default ''::text,
  labels jsonb not null default '{}'::jsonb,
  links jsonb not null default '[]'::jsonb,
  images jsonb not null default '[]'::jsonb,
  service_id bigint,
  route_id bigint,
  explanation jsonb not null default '[]'::jsonb,
  suppressed_reason text,
  suppressed_until timestamp with time zone,
  paging text not null default 'none'::text,
  group_key text,
  triggered_at timestamp with time zone not null default evenkeel.now(),
  occurred_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by jsonb,
  resolved_at timestamp with time zone,
  resolved_by jsonb,
  expires_at timestamp with time zone,
  signal_count bigint not null default 1,
  content_version integer not null default 1,
  last_signal_at timestamp with time zone not null default evenkeel.now(),
  first_log_id bigint,
  first_seq bigint,
  last_log_id bigint,
  last_seq bigint,
  declare_severity integer,
  not_paged_because text,
  constraint alerts_pkey PRIMARY KEY (id),
  constraint alerts_declare_severity_check CHECK (declare_severity >= 1 AND declare_severity <= 5),
  constraint alerts_paging_check CHECK (paging = ANY (ARRAY['none'::text, 'wanted'::text, 'paged'::text, 'settle'::text, 'settled'::text])),
  constraint alerts_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint alerts_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint alerts_signal_severity_check CHECK (signal_severity >= 1 AND signal_severity <= 5),
  constraint alerts_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id),
  constraint alerts_state_check CHECK (state = ANY (ARRAY['triggered'::text, 'acknowledged'::text, 'resolved'::text]))
);
CREATE INDEX alerts_declaring ON evenkeel.alerts USING btree (id) WHERE ((declare_severity IS NOT NULL) AND (state <> 'resolved'::text) AND (suppressed_reason IS NULL));
CREATE INDEX alerts_expiry ON evenkeel.alerts USING btree (expires_at) WHERE ((state <> 'resolved'::text) AND (expires_at IS NOT NULL));
CREATE INDEX alerts_key_history ON evenkeel.alerts USING btree (source_id, dedup_hash, id);
CREATE INDEX alerts_open_severity ON evenkeel.alerts USING btree (((- severity)), id) WHERE (state <> 'resolved'::text);
CREATE INDEX alerts_paging ON evenkeel.alerts USING btree (id) WHERE (paging = ANY (ARRAY['wanted'::text, 'settle'::text]));
CREATE INDEX alerts_service ON evenkeel.alerts USING btree (service_id, id);
CREATE INDEX alerts_suppression ON evenkeel.alerts USING btree (suppressed_until) WHERE (suppressed_until IS NOT NULL);
CREATE INDEX alerts_triggered ON evenkeel.alerts USING btree (triggered_at, id);
CREATE INDEX alerts_unresolved ON evenkeel.alerts USING btree (id) WHERE (state <> 'resolved'::text);
CREATE UNIQUE INDEX alerts_open ON evenkeel.alerts USING btree (source_id, dedup_hash) WHERE (state <> 'resolved'::text);

create table evenkeel.api_tokens (
  id bigint generated always as identity not null,
  person_id bigint not null,
  name text not null,
  token_hash bytea not null,
  hint text not null,
  permissions text[] not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint api_tokens_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX api_tokens_person ON evenkeel.api_tokens USING btree (person_id, id);

create table evenkeel.assessment_questions (
  id bigint generated always as identity not null,
  area text not null,
  ask text not null,
  evidence text,
  created_by jsonb not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  archived_at timestamp with time zone,
  version integer not null default 1,
  constraint assessment_questions_pkey PRIMARY KEY (id)
);

create table evenkeel.assessment_ratings (
  assessment_id bigint not null,
  question_id text not null,
  level integer,
  comment text not null default ''::text,
  rated_by jsonb not null,
  rated_at timestamp with time zone not null default evenkeel.now(),
  constraint assessment_ratings_pkey PRIMARY KEY (assessment_id, question_id),
  constraint assessment_ratings_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES assessments(id) ON DELETE CASCADE,
  constraint assessment_ratings_level_check CHECK (level >= 1 AND level <= 7)
);

create table evenkeel.assessment_votes (
  assessment_id bigint not null,
  question_id text not null,
  person_id bigint not null,
  level integer not null,
  comment text not null default ''::text,
  voted_at timestamp with time zone not null default evenkeel.now(),
  constraint assessment_votes_pkey PRIMARY KEY (assessment_id, question_id, person_id),
  constraint assessment_votes_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES assessments(id) ON DELETE CASCADE,
  constraint assessment_votes_level_check CHECK (level >= 1 AND level <= 7),
  constraint assessment_votes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX assessment_votes_person ON evenkeel.assessment_votes USING btree (person_id);

create table evenkeel.assessments (
  id bigint generated always as identity not null,
  notes text not null default ''::text,
  started_by jsonb not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  completed_by jsonb,
  completed_at timestamp with time zone,
  evidence jsonb,
  overall integer,
  version integer not null default 1,
  team_id bigint,
  scoring_rules smallint not null default 1,
  questions jsonb,
  session_question text,
  revealed text[] not null default '{}'::text[],
  constraint assessments_pkey PRIMARY KEY (id),
  constraint assessments_check CHECK ((completed_at IS NULL) = (evidence IS NULL)),
  constraint assessments_overall_check CHECK (overall >= 1 AND overall <= 7),
  constraint assessments_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX assessments_completed ON evenkeel.assessments USING btree (completed_at, id) WHERE (completed_at IS NOT NULL);
CREATE UNIQUE INDEX assessments_one_draft ON evenkeel.assessments USING btree (COALESCE(team_id, (0)::bigint)) WHERE (completed_at IS NULL);

create table evenkeel.attempt_counts (
  key bytea not null,
  used integer not null,
  ends_at timestamp with time zone not null,
  constraint attempt_counts_pkey PRIMARY KEY (key)
);
CREATE INDEX attempt_counts_end ON evenkeel.attempt_counts USING btree (ends_at);

create table evenkeel.calendars (
  id bigint generated always as identity not null,
  person_id bigint,
  team_id bigint,
  name text not null,
  address text,
  host text,
  title_words text[] not null default '{}'::text[],
  etag text,
  next_read_at timestamp with time zone not null default evenkeel.now(),
  last_read_at timestamp with time zone,
  content_read_at timestamp with time zone,
  problem text,
  failing_since timestamp with time zone,
  item_count integer not null default 0,
  left_out_count integer not null default 0,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint calendars_pkey PRIMARY KEY (id),
  constraint calendars_check CHECK ((person_id IS NULL) <> (team_id IS NULL)),
  constraint calendars_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint calendars_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX calendars_due ON evenkeel.calendars USING btree (next_read_at, id) WHERE (address IS NOT NULL);
CREATE INDEX calendars_person ON evenkeel.calendars USING btree (person_id, id);
CREATE INDEX calendars_team ON evenkeel.calendars USING btree (team_id, id);

create table evenkeel.canary_runs (
  id bigint generated always as identity not null,
  node_id bigint not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  stages jsonb not null default '{}'::jsonb,
  failed_stage text,
  problem text,
  constraint canary_runs_pkey PRIMARY KEY (id),
  constraint canary_runs_node_id_fkey FOREIGN KEY (node_id) REFERENCES nodes(id) ON DELETE CASCADE
);
CREATE INDEX canary_runs_of_node ON evenkeel.canary_runs USING btree (node_id, started_at DESC);

create table evenkeel.certificates (
  id bigint generated always as identity not null,
  code text not null,
  person_id bigint not null,
  course_key text not null,
  attempt_id bigint not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  course_title text,
  practice jsonb not null default '[]'::jsonb,
  constraint certificates_pkey PRIMARY KEY (id),
  constraint certificates_attempt_id_fkey FOREIGN KEY (attempt_id) REFERENCES quiz_attempts(id) ON DELETE CASCADE,
  constraint certificates_attempt_id_key UNIQUE (attempt_id),
  constraint certificates_code_key UNIQUE (code),
  constraint certificates_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX certificates_course ON evenkeel.certificates USING btree (course_key, expires_at);
CREATE INDEX certificates_person ON evenkeel.certificates USING btree (person_id, course_key, expires_at);

create table evenkeel.changes (
  id bigint generated always as identity not null,
  source_id bigint not null,
  service_id bigint,
  at timestamp with time zone not null,
  title text not null,
  labels jsonb not null default '{}'::jsonb,
  links jsonb not null default '[]'::jsonb,
  constraint changes_pkey PRIMARY KEY (id),
  constraint changes_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint changes_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id)
);
CREATE INDEX changes_at ON evenkeel.changes USING btree (at, id);
CREATE INDEX changes_service ON evenkeel.changes USING btree (service_id, at, id);
CREATE INDEX changes_source ON evenkeel.changes USING btree (source_id, at, id);

create table evenkeel.chat_links (
  id bigint generated by default as identity not null,
  provider_id bigint not null,
  channel text not null,
  identity_hash bytea not null,
  token_hash bytea not null,
  settings text not null,
  action text,
  notification_id bigint,
  expires_at timestamp with time zone not null,
  constraint chat_links_pkey PRIMARY KEY (id),
  constraint chat_links_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id) ON DELETE CASCADE,
  constraint chat_links_provider_id_channel_identity_hash_key UNIQUE (provider_id, channel, identity_hash),
  constraint chat_links_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  constraint chat_links_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX chat_links_expires ON evenkeel.chat_links USING btree (expires_at);
CREATE INDEX chat_links_notification ON evenkeel.chat_links USING btree (notification_id) WHERE (notification_id IS NOT NULL);

create table evenkeel.check_changes (
  id bigint generated always as identity not null,
  source_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  state text not null,
  detail text not null,
  constraint check_changes_pkey PRIMARY KEY (source_id, id),
  constraint check_changes_source_id_fkey FOREIGN KEY (source_id) REFERENCES checks(source_id) ON DELETE CASCADE,
  constraint check_changes_state_check CHECK (state = ANY (ARRAY['up'::text, 'down'::text]))
);

create table evenkeel.check_nodes (
  node_id bigint not null,
  name text not null,
  refuted integer not null default 0,
  suspect_since timestamp with time zone,
  constraint check_nodes_pkey PRIMARY KEY (node_id)
);

create table evenkeel.check_results (
  id bigint generated always as identity not null,
  source_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  outcome text not null,
  duration_ms integer,
  detail text not null,
  node text not null,
  constraint check_results_pkey PRIMARY KEY (source_id, id),
  constraint check_results_outcome_check CHECK (outcome = ANY (ARRAY['passed'::text, 'failed'::text, 'blocked'::text])),
  constraint check_results_source_id_fkey FOREIGN KEY (source_id) REFERENCES checks(source_id) ON DELETE CASCADE
);
CREATE INDEX check_results_at ON evenkeel.check_results USING btree (at);

create table evenkeel.checklist_ticks (
  incident_id bigint not null,
  item_id text not null,
  ticked_by jsonb not null,
  ticked_at timestamp(3) with time zone not null default evenkeel.now(),
  item jsonb,
  constraint checklist_ticks_pkey PRIMARY KEY (incident_id, item_id),
  constraint checklist_ticks_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);

create table evenkeel.checks (
  source_id bigint not null,
  target jsonb not null,
  header_names text[] not null default '{}'::text[],
  sealed_headers text,
  interval_seconds integer not null,
  timeout_seconds integer not null,
  severity smallint not null,
  state text not null default 'new'::text,
  state_since timestamp with time zone,
  doubted_by bigint,
  doubted_at timestamp with time zone,
  next_run_at timestamp with time zone not null default evenkeel.now(),
  claim bigint not null default 0,
  claimed_by bigint,
  claimed_until timestamp with time zone,
  last_run_at timestamp with time zone,
  last_outcome text,
  last_detail text,
  last_duration_ms integer,
  last_node text,
  certificate_expires_at timestamp with time zone,
  overdue_at timestamp with time zone not null,
  overdue_since timestamp with time zone,
  told_at timestamp with time zone,
  paused_at timestamp with time zone,
  paused_until timestamp with time zone,
  deleted_at timestamp with time zone,
  deleted_slug text,
  deleted_service_id bigint,
  constraint checks_pkey PRIMARY KEY (source_id),
  constraint checks_interval_seconds_check CHECK (interval_seconds >= 10 AND interval_seconds <= 86400),
  constraint checks_last_outcome_check CHECK (last_outcome = ANY (ARRAY['passed'::text, 'failed'::text, 'blocked'::text])),
  constraint checks_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint checks_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint checks_state_check CHECK (state = ANY (ARRAY['new'::text, 'up'::text, 'down'::text])),
  constraint checks_timeout_seconds_check CHECK (timeout_seconds >= 1 AND timeout_seconds <= 60)
);
CREATE INDEX checks_deleted ON evenkeel.checks USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX checks_due ON evenkeel.checks USING btree (next_run_at) WHERE ((deleted_at IS NULL) AND (paused_at IS NULL));
CREATE INDEX checks_overdue ON evenkeel.checks USING btree (overdue_at) WHERE ((deleted_at IS NULL) AND (paused_at IS NULL) AND (overdue_since IS NULL));
CREATE INDEX checks_resuming ON evenkeel.checks USING btree (paused_until) WHERE (paused_until IS NOT NULL);

create table evenkeel.close_back_calls (
  id bigint generated always as identity not null,
  source_id bigint not null,
  alert_id bigint not null,
  event_id bigint not null,
  action text not null,
  by_name text not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint close_back_calls_pkey PRIMARY KEY (id),
  constraint close_back_calls_action_check CHECK (action = ANY (ARRAY['acknowledge'::text, 'unacknowledge'::text, 'resolve'::text, 'reopen'::text])),
  constraint close_back_calls_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint close_back_calls_event_id_key UNIQUE (event_id),
  constraint close_back_calls_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint close_back_calls_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'done'::text, 'failed'::text, 'skipped'::text]))
);
CREATE INDEX close_back_calls_alert ON evenkeel.close_back_calls USING btree (alert_id);
CREATE INDEX close_back_calls_finished ON evenkeel.close_back_calls USING btree (finished_at);
CREATE INDEX close_back_calls_order ON evenkeel.close_back_calls USING btree (alert_id, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX close_back_calls_source ON evenkeel.close_back_calls USING btree (source_id, state);
CREATE INDEX close_back_calls_waiting ON evenkeel.close_back_calls USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));

create table evenkeel.close_back_cursor (
  singleton boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  restored_id bigint not null default 0,
  constraint close_back_cursor_pkey PRIMARY KEY (singleton),
  constraint close_back_cursor_singleton_check CHECK (singleton)
);

create table evenkeel.close_back_silences (
  alert_id bigint not null,
  source_id bigint not null,
  silence_id text not null,
  ends_at timestamp with time zone not null,
  looked_at timestamp with time zone not null default evenkeel.now(),
  ended_at timestamp with time zone,
  constraint close_back_silences_pkey PRIMARY KEY (alert_id),
  constraint close_back_silences_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint close_back_silences_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX close_back_silences_ended ON evenkeel.close_back_silences USING btree (ended_at);
CREATE INDEX close_back_silences_source ON evenkeel.close_back_silences USING btree (source_id);
CREATE INDEX close_back_silences_standing ON evenkeel.close_back_silences USING btree (looked_at) WHERE (ended_at IS NULL);

create table evenkeel.close_back_status (
  source_id bigint not null,
  failing_since timestamp with time zone,
  last_outcome text not null,
  last_outcome_at timestamp with time zone not null,
  constraint close_back_status_pkey PRIMARY KEY (source_id),
  constraint close_back_status_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table evenkeel.configuration_version (
  singleton boolean not null default true,
  version bigint not null default 1,
  constraint configuration_version_pkey PRIMARY KEY (singleton),
  constraint configuration_version_singleton_check CHECK (singleton)
);

create table evenkeel.contact_methods (
  id bigint generated always as identity not null,
  person_id bigint not null,
  channel text not null,
  label text not null,
  settings text not null,
  hint text not null,
  verified_at timestamp with time zone,
  verification_hash bytea,
  verification_expires_at timestamp with time zone,
  verification_sent_at timestamp with time zone,
  verification_attempts integer not null default 0,
  disabled_at timestamp with time zone,
  disabled_reason text,
  last_outcome text,
  last_outcome_at timestamp with time zone,
  created_at timestamp with time zone not null default evenkeel.now(),
  provider_id bigint,
  identity_hash bytea,
  constraint contact_methods_pkey PRIMARY KEY (id),
  constraint contact_methods_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint contact_methods_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE SET NULL
);
CREATE INDEX contact_methods_identity ON evenkeel.contact_methods USING btree (identity_hash) WHERE (identity_hash IS NOT NULL);
CREATE INDEX contact_methods_person ON evenkeel.contact_methods USING btree (person_id, id);
CREATE INDEX contact_methods_provider ON evenkeel.contact_methods USING btree (provider_id) WHERE (provider_id IS NOT NULL);

create table evenkeel.cover_mails (
  id bigint generated always as identity not null,
  request_id bigint not null,
  person_id bigint not null,
  kind text not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint cover_mails_pkey PRIMARY KEY (id),
  constraint cover_mails_kind_check CHECK (kind = ANY (ARRAY['asked'::text, 'reminder'::text, 'accepted'::text, 'all_declined'::text, 'withdrawn'::text])),
  constraint cover_mails_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint cover_mails_request_id_fkey FOREIGN KEY (request_id) REFERENCES cover_requests(id) ON DELETE CASCADE,
  constraint cover_mails_request_id_person_id_kind_key UNIQUE (request_id, person_id, kind),
  constraint cover_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX cover_mails_due ON evenkeel.cover_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX cover_mails_finished ON evenkeel.cover_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX cover_mails_person ON evenkeel.cover_mails USING btree (person_id);

create table evenkeel.cover_request_people (
  request_id bigint not null,
  person_id bigint not null,
  declined_at timestamp with time zone,
  constraint cover_request_people_pkey PRIMARY KEY (request_id, person_id),
  constraint cover_request_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint cover_request_people_request_id_fkey FOREIGN KEY (request_id) REFERENCES cover_requests(id) ON DELETE CASCADE
);
CREATE INDEX cover_request_people_person ON evenkeel.cover_request_people USING btree (person_id);

create table evenkeel.cover_requests (
  id bigint generated always as identity not null,
  schedule_id bigint not null,
  person_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null default ''::text,
  state text not null default 'open'::text,
  accepted_by bigint,
  override_id bigint,
  created_at timestamp with time zone not null default evenkeel.now(),
  ended_at timestamp with time zone,
  constraint cover_requests_pkey PRIMARY KEY (id),
  constraint cover_requests_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES people(id),
  constraint cover_requests_check CHECK (ends_at > starts_at),
  constraint cover_requests_override_id_fkey FOREIGN KEY (override_id) REFERENCES schedule_overrides(id) ON DELETE SET NULL,
  constraint cover_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint cover_requests_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE,
  constraint cover_requests_state_check CHECK (state = ANY (ARRAY['open'::text, 'accepted'::text, 'withdrawn'::text]))
);
CREATE INDEX cover_requests_open ON evenkeel.cover_requests USING btree (ends_at) WHERE (state = 'open'::text);
CREATE INDEX cover_requests_person ON evenkeel.cover_requests USING btree (person_id, ends_at);
CREATE INDEX cover_requests_schedule ON evenkeel.cover_requests USING btree (schedule_id, ends_at);

create table evenkeel.default_views (
  person_id bigint not null,
  list text not null,
  view_id bigint not null,
  constraint default_views_pkey PRIMARY KEY (person_id, list),
  constraint default_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint default_views_view_id_fkey FOREIGN KEY (view_id) REFERENCES views(id) ON DELETE CASCADE
);
CREATE INDEX default_views_view ON evenkeel.default_views USING btree (view_id);

create table evenkeel.digest_issues (
  id bigint generated always as identity not null,
  digest_id bigint,
  person_id bigint not null,
  wanted_at timestamp with time zone not null default evenkeel.now(),
  subject text not null,
  sections jsonb not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint digest_issues_pkey PRIMARY KEY (id),
  constraint digest_issues_digest_id_fkey FOREIGN KEY (digest_id) REFERENCES digests(id) ON DELETE CASCADE,
  constraint digest_issues_digest_id_wanted_at_key UNIQUE (digest_id, wanted_at),
  constraint digest_issues_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint digest_issues_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX digest_issues_due ON evenkeel.digest_issues USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX digest_issues_finished ON evenkeel.digest_issues USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX digest_issues_person ON evenkeel.digest_issues USING btree (person_id);

create table evenkeel.digests (
  id bigint generated always as identity not null,
  person_id bigint not null,
  contact_method_id bigint,
  chat_room jsonb,
  parts text[] not null,
  team_id bigint,
  rhythm text not null,
  weekday integer not null default 1,
  at_minute integer not null,
  time_zone text not null,
  paused_at timestamp with time zone,
  due_at timestamp with time zone not null,
  rests_until timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  sprint_team_id bigint,
  constraint digests_pkey PRIMARY KEY (id),
  constraint digests_at_minute_check CHECK (at_minute >= 0 AND at_minute <= 1439),
  constraint digests_contact_method_id_fkey FOREIGN KEY (contact_method_id) REFERENCES contact_methods(id) ON DELETE SET NULL,
  constraint digests_parts_check CHECK (cardinality(parts) > 0),
  constraint digests_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint digests_rhythm_check CHECK (rhythm = ANY (ARRAY['weekly'::text, 'monthly'::text, 'sprint'::text])),
  constraint digests_sprint_team_id_fkey FOREIGN KEY (sprint_team_id) REFERENCES teams(id) ON DELETE SET NULL,
  constraint digests_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE,
  constraint digests_weekday_check CHECK (weekday >= 1 AND weekday <= 7)
);
CREATE INDEX digests_due ON evenkeel.digests USING btree (due_at) WHERE (paused_at IS NULL);
CREATE INDEX digests_method ON evenkeel.digests USING btree (contact_method_id);
CREATE INDEX digests_person ON evenkeel.digests USING btree (person_id, id);
CREATE INDEX digests_sprint_team ON evenkeel.digests USING btree (sprint_team_id) WHERE (sprint_team_id IS NOT NULL);
CREATE INDEX digests_team ON evenkeel.digests USING btree (team_id);

create table evenkeel.dismissed_steps (
  person_id bigint not null,
  step text not null,
  dismissed_at timestamp with time zone not null default evenkeel.now(),
  constraint dismissed_steps_pkey PRIMARY KEY (person_id, step),
  constraint dismissed_steps_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table evenkeel.drill_feed (
  only_one boolean not null default true,
  feed_key text not null default encode(sha256((((gen_random_uuid())::text || (gen_random_uuid())::text))::bytea), 'hex'::text),
  constraint drill_feed_pkey PRIMARY KEY (only_one),
  constraint drill_feed_feed_key_key UNIQUE (feed_key),
  constraint drill_feed_only_one_check CHECK (only_one)
);

create table evenkeel.drill_injects (
  drill_id bigint not null,
  "position" integer not null,
  at_minute integer not null,
  tell text not null,
  hope text not null,
  due_at timestamp with time zone,
  told_at timestamp with time zone,
  signal jsonb,
  signal_problem text,
  told_second integer,
  skipped_at timestamp with time zone,
  is_added boolean not null default false,
  constraint drill_injects_pkey PRIMARY KEY (drill_id, "position"),
  constraint drill_injects_at_minute_check CHECK (at_minute >= 0),
  constraint drill_injects_drill_id_fkey FOREIGN KEY (drill_id) REFERENCES drills(id) ON DELETE CASCADE
);
CREATE INDEX drill_injects_due ON evenkeel.drill_injects USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (told_at IS NULL));

create table evenkeel.drill_notes (
  id bigint generated always as identity not null,
  drill_id bigint not null,
  person_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  at_second integer not null,
  text text not null,
  constraint drill_notes_pkey PRIMARY KEY (id),
  constraint drill_notes_drill_id_fkey FOREIGN KEY (drill_id) REFERENCES drills(id) ON DELETE CASCADE,
  constraint drill_notes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX drill_notes_drill ON evenkeel.drill_notes USING btree (drill_id, id);

create table evenkeel.drill_people (
  drill_id bigint not null,
  person_id bigint not null,
  part text not null,
  role text,
  constraint drill_people_pkey PRIMARY KEY (drill_id, person_id),
  constraint drill_people_drill_id_fkey FOREIGN KEY (drill_id) REFERENCES drills(id) ON DELETE CASCADE,
  constraint drill_people_part_check CHECK (part = ANY (ARRAY['player'::text, 'observer'::text])),
  constraint drill_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX drill_people_person ON evenkeel.drill_people USING btree (person_id, drill_id);

create table evenkeel.drill_series (
  id bigint generated always as identity not null,
  name text not null,
  team_id bigint,
  scenario_keys text[] not null,
  leader_ids bigint[] not null default '{}'::bigint[],
  service_ids bigint[] not null default '{}'::bigint[],
  source_id bigint,
  consent text not null default ''::text,
  rhythm text not null,
  first_at timestamp without time zone not null,
  time_zone text not null,
  turn integer not null default 0,
  plan_at timestamp with time zone,
  problem text,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  in_sandbox boolean not null default false,
  agreed_ids bigint[] not null default '{}'::bigint[],
  before_webhook_id bigint,
  after_webhook_id bigint,
  constraint drill_series_pkey PRIMARY KEY (id),
  constraint drill_series_rhythm_check CHECK (rhythm = ANY (ARRAY['weekly'::text, 'monthly'::text, 'quarterly'::text])),
  constraint drill_series_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE SET NULL,
  constraint drill_series_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL
);
CREATE INDEX drill_series_due ON evenkeel.drill_series USING btree (plan_at) WHERE (plan_at IS NOT NULL);

create table evenkeel.drills (
  id bigint generated always as identity not null,
  scenario_key text not null,
  format text not null,
  title text not null,
  story text not null,
  severity integer not null,
  team_id bigint,
  service_ids bigint[] not null default '{}'::bigint[],
  leader_id bigint,
  planned_for timestamp with time zone,
  state text not null default 'planned'::text,
  incident_id bigint,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  marks jsonb not null default '{}'::jsonb,
  points integer,
  possible integer,
  notes text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  source_id bigint,
  consent text not null default ''::text,
  paused_at timestamp with time zone,
  paused_seconds double precision not null default 0,
  proposals jsonb,
  proof jsonb,
  before_webhook_id bigint,
  after_webhook_id bigint,
  starting_at timestamp with time zone,
  start_problem text,
  series_id bigint,
  sandbox_id bigint,
  constraint drills_pkey PRIMARY KEY (id),
  constraint drills_check CHECK ((incident_id IS NULL) = (started_at IS NULL)),
  constraint drills_check1 CHECK ((state = 'finished'::text) = (finished_at IS NOT NULL)),
  constraint drills_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint drills_incident_id_key UNIQUE (incident_id),
  constraint drills_leader_id_fkey FOREIGN KEY (leader_id) REFERENCES people(id),
  constraint drills_sandbox_id_fkey FOREIGN KEY (sandbox_id) REFERENCES sandboxes(id) ON DELETE SET NULL,
  constraint drills_series_id_fkey FOREIGN KEY (series_id) REFERENCES drill_series(id) ON DELETE SET NULL,
  constraint drills_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint drills_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE SET NULL,
  constraint drills_state_check CHECK (state = ANY (ARRAY['planned'::text, 'running'::text, 'finished'::text, 'canceled'::text])),
  constraint drills_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX drills_ahead ON evenkeel.drills USING btree (planned_for) WHERE (planned_for IS NOT NULL);
CREATE INDEX drills_finished ON evenkeel.drills USING btree (finished_at, id) WHERE (finished_at IS NOT NULL);
CREATE INDEX drills_scenario ON evenkeel.drills USING btree (scenario_key, id);
CREATE INDEX drills_series ON evenkeel.drills USING btree (series_id, id) WHERE (series_id IS NOT NULL);
CREATE INDEX drills_starting ON evenkeel.drills USING btree (starting_at) WHERE (starting_at IS NOT NULL);

create table evenkeel.dropped_signals (
  source_id bigint not null,
  log_id bigint not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint dropped_signals_pkey PRIMARY KEY (source_id, log_id, seq),
  constraint dropped_signals_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX dropped_signals_at ON evenkeel.dropped_signals USING btree (source_id, at, log_id, seq);

create table evenkeel.early_signals (
  source_id bigint not null,
  dedup_hash bytea not null,
  action text not null,
  received_at timestamp with time zone not null,
  constraint early_signals_pkey PRIMARY KEY (source_id, dedup_hash, action),
  constraint early_signals_action_check CHECK (action = ANY (ARRAY['acknowledge'::text, 'resolve'::text])),
  constraint early_signals_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX early_signals_age ON evenkeel.early_signals USING btree (received_at);

create table evenkeel.escalation_policies (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  team_id bigint,
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  acknowledgement_timeout_seconds integer,
  full_definition jsonb,
  constraint escalation_policies_pkey PRIMARY KEY (id),
  constraint escalation_policies_acknowledgement_timeout_seconds_check CHECK (acknowledgement_timeout_seconds >= 300 AND acknowledgement_timeout_seconds <= 604800),
  constraint escalation_policies_slug_key UNIQUE (slug),
  constraint escalation_policies_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX escalation_policies_name ON evenkeel.escalation_policies USING btree (name, id);
CREATE TRIGGER escalation_policies_full_definition BEFORE UPDATE OF definition ON evenkeel.escalation_policies FOR EACH ROW WHEN (((old.definition IS DISTINCT FROM new.definition) AND (old.full_definition IS NOT NULL) AND (NOT (old.full_definition IS DISTINCT FROM new.full_definition)))) EXECUTE FUNCTION drop_full_definition();

create table evenkeel.escalation_turns (
  policy_id bigint not null,
  branch text not null default ''::text,
  step_index integer not null,
  person_id bigint,
  constraint escalation_turns_pkey PRIMARY KEY (policy_id, branch, step_index),
  constraint escalation_turns_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint escalation_turns_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES escalation_policies(id) ON DELETE CASCADE
);

create table evenkeel.events (
  id bigint generated always as identity not null,
  tx xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null default evenkeel.now(),
  kind text not null,
  subject_kind text not null,
  subject_id bigint,
  actor jsonb not null,
  data jsonb not null default '{}'::jsonb,
  constraint events_pkey PRIMARY KEY (id)
);
CREATE INDEX events_audit ON evenkeel.events USING btree (id) WHERE ((actor ->> 'kind'::text) = ANY (ARRAY['person'::text, 'token'::text, 'bootstrap'::text, 'link'::text]));
CREATE INDEX events_follow ON evenkeel.events USING btree (tx, id);
CREATE INDEX events_person ON evenkeel.events USING btree (((actor ->> 'personId'::text)), id) WHERE ((actor ->> 'kind'::text) = ANY (ARRAY['person'::text, 'token'::text, 'link'::text]));
CREATE INDEX events_subject ON evenkeel.events USING btree (subject_kind, subject_id, id);
CREATE TRIGGER events_append_only BEFORE DELETE OR UPDATE ON evenkeel.events FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table evenkeel.feed_events (
  uid text not null,
  schedule_id bigint not null,
  content_hash bytea not null,
  sequence integer not null default 0,
  changed_at timestamp with time zone not null default evenkeel.now(),
  ends_at timestamp with time zone not null,
  constraint feed_events_pkey PRIMARY KEY (uid),
  constraint feed_events_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE
);
CREATE INDEX feed_events_schedule ON evenkeel.feed_events USING btree (schedule_id, ends_at);

create table evenkeel.goal_milestones (
  goal_id bigint not null,
  pilot_id bigint not null,
  milestone_key text not null,
  constraint goal_milestones_pkey PRIMARY KEY (goal_id, pilot_id, milestone_key),
  constraint goal_milestones_goal_id_fkey FOREIGN KEY (goal_id) REFERENCES goals(id) ON DELETE CASCADE,
  constraint goal_milestones_pilot_id_milestone_key_fkey FOREIGN KEY (pilot_id, milestone_key) REFERENCES pilot_milestones(pilot_id, key) ON DELETE CASCADE
);
CREATE INDEX goal_milestones_of_plan ON evenkeel.goal_milestones USING btree (pilot_id, milestone_key);

create table evenkeel.goals (
  id bigint generated always as identity not null,
  name text not null,
  measure text not null,
  team_id bigint,
  service_id bigint,
  owner_id bigint,
  target double precision not null,
  starts_at timestamp with time zone not null default evenkeel.now(),
  due_at timestamp with time zone not null,
  baseline_value double precision,
  baseline_n integer,
  baseline_from timestamp with time zone,
  baseline_to timestamp with time zone,
  baseline_frozen_at timestamp with time zone,
  dropped_at timestamp with time zone,
  drop_reason text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  baseline_reason text not null default ''::text,
  objective text not null default ''::text,
  objective_url text,
  constraint goals_pkey PRIMARY KEY (id),
  constraint goals_check CHECK (baseline_to > baseline_from),
  constraint goals_check1 CHECK (due_at > starts_at),
  constraint goals_check2 CHECK (team_id IS NULL OR service_id IS NULL),
  constraint goals_check3 CHECK (num_nulls(baseline_value, baseline_n, baseline_from, baseline_to, baseline_frozen_at) = ANY (ARRAY[0, 5])),
  constraint goals_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint goals_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint goals_target_check CHECK (target >= 0::double precision),
  constraint goals_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX goals_live ON evenkeel.goals USING btree (id) WHERE (dropped_at IS NULL);

create table evenkeel.group_roles (
  "position" integer not null,
  group_name text not null,
  role_id bigint not null,
  team_id bigint,
  constraint group_roles_pkey PRIMARY KEY ("position"),
  constraint group_roles_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id),
  constraint group_roles_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX group_roles_role ON evenkeel.group_roles USING btree (role_id);
CREATE INDEX group_roles_team ON evenkeel.group_roles USING btree (team_id) WHERE (team_id IS NOT NULL);

create table evenkeel.handoff_note_reads (
  note_id bigint not null,
  person_id bigint not null,
  read_at timestamp with time zone not null default evenkeel.now(),
  constraint handoff_note_reads_pkey PRIMARY KEY (note_id, person_id),
  constraint handoff_note_reads_note_id_fkey FOREIGN KEY (note_id) REFERENCES handoff_notes(id) ON DELETE CASCADE,
  constraint handoff_note_reads_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

create table evenkeel.handoff_notes (
  id bigint generated always as identity not null,
  schedule_id bigint not null,
  author_id bigint not null,
  text text not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint handoff_notes_pkey PRIMARY KEY (id),
  constraint handoff_notes_author_id_fkey FOREIGN KEY (author_id) REFERENCES people(id),
  constraint handoff_notes_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE
);
CREATE INDEX handoff_notes_created ON evenkeel.handoff_notes USING btree (created_at);
CREATE INDEX handoff_notes_schedule ON evenkeel.handoff_notes USING btree (schedule_id, id);

create table evenkeel.heartbeats (
  source_id bigint not null,
  interval_seconds integer not null,
  grace_seconds integer not null,
  armed_at timestamp with time zone,
  paused_at timestamp with time zone,
  last_ping_at timestamp with time zone,
  due_at timestamp with time zone,
  late_since timestamp with time zone,
  cron text,
  time_zone text,
  expected_at timestamp with time zone,
  constraint heartbeats_pkey PRIMARY KEY (source_id),
  constraint heartbeats_cron_check CHECK (length(cron) >= 1 AND length(cron) <= 100),
  constraint heartbeats_grace_seconds_check CHECK (grace_seconds >= 0 AND grace_seconds <= 2678400),
  constraint heartbeats_interval_seconds_check CHECK (interval_seconds >= 10 AND interval_seconds <= 2678400),
  constraint heartbeats_schedule_is_whole CHECK ((cron IS NULL) = (time_zone IS NULL)),
  constraint heartbeats_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint heartbeats_time_zone_check CHECK (length(time_zone) >= 1 AND length(time_zone) <= 64)
);
CREATE INDEX heartbeats_due ON evenkeel.heartbeats USING btree (due_at) WHERE ((due_at IS NOT NULL) AND (paused_at IS NULL));
CREATE INDEX heartbeats_scheduled ON evenkeel.heartbeats USING btree (source_id) WHERE (cron IS NOT NULL);

create table evenkeel.holidays (
  calendar_id bigint not null,
  date date not null,
  name text not null,
  constraint holidays_pkey PRIMARY KEY (calendar_id, date),
  constraint holidays_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES calendars(id) ON DELETE CASCADE
);

create table evenkeel.idempotency_keys (
  actor text not null,
  key text not null,
  fingerprint text not null,
  status integer,
  body text,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint idempotency_keys_pkey PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_keys_age ON evenkeel.idempotency_keys USING btree (created_at);

create table evenkeel.imported_incidents (
  incident_id bigint not null,
  import_id bigint not null,
  source text not null,
  external_id text not null,
  constraint imported_incidents_pkey PRIMARY KEY (incident_id),
  constraint imported_incidents_import_id_fkey FOREIGN KEY (import_id) REFERENCES incident_imports(id),
  constraint imported_incidents_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  constraint imported_incidents_source_external_id_key UNIQUE (source, external_id)
);
CREATE INDEX imported_incidents_import ON evenkeel.imported_incidents USING btree (import_id, incident_id);

create table evenkeel.inbound_messages (
  provider_id bigint not null,
  key text not null,
  received_at timestamp with time zone not null default evenkeel.now(),
  constraint inbound_messages_pkey PRIMARY KEY (provider_id, key),
  constraint inbound_messages_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX inbound_messages_received ON evenkeel.inbound_messages USING btree (received_at);

create table evenkeel.incident_alerts (
  alert_id bigint not null,
  incident_id bigint not null,
  linked_at timestamp(3) with time zone not null default evenkeel.now(),
  linked_by jsonb not null,
  constraint incident_alerts_pkey PRIMARY KEY (alert_id),
  constraint incident_alerts_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint incident_alerts_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX incident_alerts_incident ON evenkeel.incident_alerts USING btree (incident_id, alert_id);

create table evenkeel.incident_credits (
  incident_id bigint not null,
  currency text not null,
  low bigint not null,
  high bigint not null,
  note text not null default ''::text,
  version integer not null default 1,
  updated_at timestamp with time zone not null default evenkeel.now(),
  constraint incident_credits_pkey PRIMARY KEY (incident_id),
  constraint incident_credits_check CHECK (high >= low),
  constraint incident_credits_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_credits_low_check CHECK (low >= 0)
);

create table evenkeel.incident_imports (
  id bigint generated always as identity not null,
  source text not null,
  file_name text not null,
  state text not null default 'open'::text,
  settings jsonb not null,
  imported_count integer not null default 0,
  duplicate_count integer not null default 0,
  refused_count integer not null default 0,
  started_by jsonb not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint incident_imports_pkey PRIMARY KEY (id),
  constraint incident_imports_state_check CHECK (state = ANY (ARRAY['open'::text, 'finished'::text, 'undone'::text]))
);
CREATE UNIQUE INDEX incident_imports_open ON evenkeel.incident_imports USING btree (source) WHERE (state = 'open'::text);

create table evenkeel.incident_presence (
  incident_id bigint not null,
  person_id bigint not null,
  seen_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint incident_presence_pkey PRIMARY KEY (incident_id, person_id),
  constraint incident_presence_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table evenkeel.incident_roles (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  role text not null,
  person_id bigint not null,
  assumed_at timestamp(3) with time zone not null default evenkeel.now(),
  assigned_by jsonb not null,
  offered_to_id bigint,
  offered_at timestamp(3) with time zone,
  renounced_at timestamp(3) with time zone,
  constraint incident_roles_pkey PRIMARY KEY (id),
  constraint incident_roles_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_roles_offered_to_id_fkey FOREIGN KEY (offered_to_id) REFERENCES people(id),
  constraint incident_roles_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX incident_roles_incident ON evenkeel.incident_roles USING btree (incident_id, id);
CREATE INDEX incident_roles_offered ON evenkeel.incident_roles USING btree (offered_to_id) WHERE (offered_to_id IS NOT NULL);
CREATE INDEX incident_roles_person ON evenkeel.incident_roles USING btree (person_id, id);
CREATE UNIQUE INDEX incident_roles_held ON evenkeel.incident_roles USING btree (incident_id, role, person_id) WHERE (renounced_at IS NULL);
CREATE UNIQUE INDEX incident_roles_single ON evenkeel.incident_roles USING btree (incident_id, role) WHERE ((renounced_at IS NULL) AND (role = ANY (ARRAY['commander'::text, 'deputy'::text, 'scribe'::text, 'communications'::text, 'internal-liaison'::text])));

create table evenkeel.incident_services (
  incident_id bigint not null,
  service_id bigint not null,
  constraint incident_services_pkey PRIMARY KEY (incident_id, service_id),
  constraint incident_services_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_services_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
);
CREATE INDEX incident_services_service ON evenkeel.incident_services USING btree (service_id, incident_id);

create table evenkeel.incident_tasks (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  title text not null,
  owner_id bigint,
  due_at timestamp(3) with time zone,
  done_at timestamp(3) with time zone,
  done_by jsonb,
  created_by jsonb not null,
  created_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint incident_tasks_pkey PRIMARY KEY (id),
  constraint incident_tasks_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_tasks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id)
);
CREATE INDEX incident_tasks_incident ON evenkeel.incident_tasks USING btree (incident_id, id);
CREATE INDEX incident_tasks_owner ON evenkeel.incident_tasks USING btree (owner_id, id);

create table evenkeel.incident_timers (
  incident_id bigint not null,
  key text not null,
  due_at timestamp(3) with time zone not null,
  fired_at timestamp(3) with time zone,
  constraint incident_timers_pkey PRIMARY KEY (incident_id, key),
  constraint incident_timers_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX incident_timers_due ON evenkeel.incident_timers USING btree (due_at) WHERE (fired_at IS NULL);

create table evenkeel.incident_updates (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  audience text not null,
  status text not null,
  text text not null,
  next_update_at timestamp(3) with time zone,
  author jsonb not null,
  approved_by jsonb,
  at timestamp(3) with time zone not null default evenkeel.now(),
  constraint incident_updates_pkey PRIMARY KEY (id),
  constraint incident_updates_audience_check CHECK (audience = ANY (ARRAY['public'::text, 'executives'::text, 'responders'::text, 'support'::text])),
  constraint incident_updates_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_updates_status_check CHECK (status = ANY (ARRAY['investigating'::text, 'identified'::text, 'monitoring'::text, 'resolved'::text]))
);
CREATE INDEX incident_updates_incident ON evenkeel.incident_updates USING btree (incident_id, id);
CREATE INDEX incident_updates_public ON evenkeel.incident_updates USING btree (at, id) WHERE (audience = 'public'::text);

create table evenkeel.incident_visits (
  incident_id bigint not null,
  person_id bigint not null,
  joined_at timestamp(3) with time zone not null default evenkeel.now(),
  seen_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint incident_visits_pkey PRIMARY KEY (incident_id, person_id, joined_at),
  constraint incident_visits_check CHECK (seen_at >= joined_at),
  constraint incident_visits_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_visits_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table evenkeel.incidents (
  id bigint generated by default as identity not null,
  title text not null,
  summary text not null default ''::text,
  severity integer not null,
  peak_severity integer not null,
  kind text not null,
  lifecycle text not null default 'triage'::text,
  is_false_alarm boolean not null default false,
  found_by text,
  declared_by jsonb not null,
  declare_key text,
  customer_impact text not null default ''::text,
  customers_affected integer,
  is_visible_to_customers boolean not null default true,
  is_severity_disputed boolean not null default false,
  slower_public_update_minutes integer,
  conference_url text,
  impact_started_at timestamp(3) with time zone,
  detected_at timestamp(3) with time zone,
  alerted_at timestamp(3) with time zone,
  acknowledged_at timestamp(3) with time zone,
  declared_at timestamp(3) with time zone not null,
  commander_assigned_at timestamp(3) with time zone,
  first_public_at timestamp(3) with time zone,
  mitigated_at timestamp(3) with time zone,
  resolved_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  reopened_at timestamp(3) with time zone,
  version integer not null default 1,
  protocol_key text,
  keeps_visits boolean not null default true,
  constraint incidents_pkey PRIMARY KEY (id),
  constraint incidents_customers_affected_check CHECK (customers_affected >= 0),
  constraint incidents_found_by_check CHECK (found_by = ANY (ARRAY['machine'::text, 'staff'::text, 'customer'::text])),
  constraint incidents_kind_check CHECK (kind = ANY (ARRAY['real'::text, 'drill'::text, 'test'::text, 'imported'::text])),
  constraint incidents_lifecycle_check CHECK (lifecycle = ANY (ARRAY['triage'::text, 'active'::text, 'stable'::text, 'resolved'::text, 'closed'::text])),
  constraint incidents_peak_severity_check CHECK (peak_severity >= 1 AND peak_severity <= 5),
  constraint incidents_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint incidents_slower_public_update_minutes_check CHECK (slower_public_update_minutes > 0)
);
CREATE INDEX incidents_declared ON evenkeel.incidents USING btree (declared_at, id);
CREATE INDEX incidents_open ON evenkeel.incidents USING btree (id) WHERE (lifecycle = ANY (ARRAY['triage'::text, 'active'::text, 'stable'::text]));
CREATE INDEX incidents_resolved ON evenkeel.incidents USING btree (resolved_at, id) WHERE (resolved_at IS NOT NULL);
CREATE INDEX incidents_severity ON evenkeel.incidents USING btree (((- severity)), id);
CREATE UNIQUE INDEX incidents_declare_key ON evenkeel.incidents USING btree (declare_key) WHERE ((declare_key IS NOT NULL) AND (lifecycle = ANY (ARRAY['triage'::text, 'active'::text, 'stable'::text])));

create table evenkeel.installation (
  singleton boolean not null default true,
  sign_in_secret text,
  setup_hash bytea,
  constraint installation_pkey PRIMARY KEY (singleton),
  constraint installation_singleton_check CHECK (singleton)
);

create table evenkeel.instant_corrections (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  name text not null,
  from_at timestamp(3) with time zone,
  to_at timestamp(3) with time zone,
  reason text not null,
  actor jsonb not null,
  at timestamp(3) with time zone not null default evenkeel.now(),
  constraint instant_corrections_pkey PRIMARY KEY (id),
  constraint instant_corrections_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX instant_corrections_incident ON evenkeel.instant_corrections USING btree (incident_id, id);

create table evenkeel.learn_cursor (
  singleton boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  constraint learn_cursor_pkey PRIMARY KEY (singleton),
  constraint learn_cursor_singleton_check CHECK (singleton)
);

create table evenkeel.learn_queue (
  incident_id bigint not null,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  constraint learn_queue_pkey PRIMARY KEY (incident_id),
  constraint learn_queue_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX learn_queue_due ON evenkeel.learn_queue USING btree (due_at);

create table evenkeel.lookup_tables (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  csv text not null,
  columns text[] not null,
  row_count integer not null,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint lookup_tables_pkey PRIMARY KEY (id),
  constraint lookup_tables_slug_key UNIQUE (slug)
);
CREATE TRIGGER lookup_tables_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.lookup_tables FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.maintenance_windows (
  id bigint generated always as identity not null,
  title text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  service_ids bigint[] not null default '{}'::bigint[],
  condition jsonb,
  created_by jsonb not null,
  canceled_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint maintenance_windows_pkey PRIMARY KEY (id),
  constraint maintenance_windows_check CHECK (ends_at > starts_at)
);
CREATE INDEX maintenance_windows_end ON evenkeel.maintenance_windows USING btree (ends_at);
CREATE INDEX maintenance_windows_source ON evenkeel.maintenance_windows USING btree (((created_by ->> 'sourceId'::text)), id) WHERE (created_by ? 'sourceId'::text);
CREATE TRIGGER maintenance_windows_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.maintenance_windows FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.merged_keys (
  key_hash bytea not null,
  page_id bigint not null,
  constraint merged_keys_pkey PRIMARY KEY (key_hash),
  constraint merged_keys_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE
);
CREATE INDEX merged_keys_page ON evenkeel.merged_keys USING btree (page_id);

create table evenkeel.message_templates (
  id text not null,
  title text not null,
  body text not null,
  version integer not null default 2,
  updated_by jsonb not null,
  updated_at timestamp with time zone not null default evenkeel.now(),
  constraint message_templates_pkey PRIMARY KEY (id)
);

create table evenkeel.migrations (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default clock_timestamp(),
  constraint migrations_pkey PRIMARY KEY (name)
);

create table evenkeel.nodes (
  id bigint generated always as identity not null,
  name text not null,
  version text not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  heartbeat_at timestamp with time zone not null default evenkeel.now(),
  stopped_at timestamp with time zone,
  constraint nodes_pkey PRIMARY KEY (id)
);

create table evenkeel.notice_cursor (
  singleton boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  restored_id bigint not null default 0,
  constraint notice_cursor_pkey PRIMARY KEY (singleton),
  constraint notice_cursor_singleton_check CHECK (singleton)
);

create table evenkeel.notice_messages (
  id bigint generated always as identity not null,
  person_id bigint not null,
  contact_method_id bigint,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint notice_messages_pkey PRIMARY KEY (id),
  constraint notice_messages_contact_method_id_fkey FOREIGN KEY (contact_method_id) REFERENCES contact_methods(id) ON DELETE SET NULL,
  constraint notice_messages_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notice_messages_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX notice_messages_due ON evenkeel.notice_messages USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX notice_messages_finished ON evenkeel.notice_messages USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX notice_messages_method ON evenkeel.notice_messages USING btree (contact_method_id);
CREATE INDEX notice_messages_person ON evenkeel.notice_messages USING btree (person_id);

create table evenkeel.notice_settings (
  person_id bigint not null,
  kinds jsonb not null default '{}'::jsonb,
  quiet_from integer,
  quiet_until integer,
  version integer not null default 1,
  constraint notice_settings_pkey PRIMARY KEY (person_id),
  constraint notice_settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notice_settings_quiet_from_check CHECK (quiet_from >= 0 AND quiet_from <= 1439),
  constraint notice_settings_quiet_until_check CHECK (quiet_until >= 0 AND quiet_until <= 1439)
);

create table evenkeel.notices (
  id bigint generated always as identity not null,
  person_id bigint not null,
  kind text not null,
  key text not null,
  title text not null,
  text text not null default ''::text,
  path text not null,
  contact_method_id bigint,
  due_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  message_id bigint,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_contact_method_id_fkey FOREIGN KEY (contact_method_id) REFERENCES contact_methods(id) ON DELETE SET NULL,
  constraint notices_message_id_fkey FOREIGN KEY (message_id) REFERENCES notice_messages(id) ON DELETE CASCADE,
  constraint notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notices_person_id_key_key UNIQUE (person_id, key)
);
CREATE INDEX notices_created ON evenkeel.notices USING btree (created_at);
CREATE INDEX notices_message ON evenkeel.notices USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX notices_method ON evenkeel.notices USING btree (contact_method_id);
CREATE INDEX notices_shadowed ON evenkeel.notices USING btree (path) WHERE (kind = 'shadowedPage'::text);
CREATE INDEX notices_waiting ON evenkeel.notices USING btree (due_at) WHERE (message_id IS NULL);

create table evenkeel.notification_attempts (
  notification_id bigint not null,
  attempt integer not null,
  node_id bigint not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  outcome text,
  detail text,
  constraint notification_attempts_pkey PRIMARY KEY (notification_id, attempt),
  constraint notification_attempts_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id) ON DELETE CASCADE,
  constraint notification_attempts_outcome_check CHECK (outcome = ANY (ARRAY['sent'::text, 'retry'::text, 'failed'::text, 'unknown'::text, 'abandoned'::text]))
);

create table evenkeel.notification_rules (
  id bigint generated always as identity not null,
  person_id bigint not null,
  urgency text not null,
  "position" integer not null,
  contact_method_id bigint not null,
  delay_seconds integer not null default 0,
  constraint notification_rules_pkey PRIMARY KEY (id),
  constraint notification_rules_contact_method_id_fkey FOREIGN KEY (contact_method_id) REFERENCES contact_methods(id) ON DELETE CASCADE,
  constraint notification_rules_delay_seconds_check CHECK (delay_seconds >= 0 AND delay_seconds <= 86400),
  constraint notification_rules_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint notification_rules_urgency_check CHECK (urgency = ANY (ARRAY['high'::text, 'low'::text]))
);
CREATE INDEX notification_rules_person ON evenkeel.notification_rules USING btree (person_id, urgency, "position");

create table evenkeel.notifications (
  id bigint generated always as identity not null,
  page_key text not null,
  page_id bigint not null,
  generation integer not null,
  round integer not null,
  step_index integer not null,
  rule_index integer not null default 0,
  person_id bigint,
  contact_method_id bigint,
  channel text,
  severity integer not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  node_id bigint,
  may_repeat boolean not null default false,
  outcome text,
  provider_id text,
  created_at timestamp with time zone not null default evenkeel.now(),
  sent_at timestamp with time zone,
  finished_at timestamp with time zone,
  to_account boolean not null default false,
  sent_through bigint,
  reference jsonb,
  delivered_at timestamp with time zone,
  reply_code integer,
  update_due_at timestamp with time zone,
  update_attempts integer not null default 0,
  bundle_id bigint,
  chat_room jsonb,
  withdrawn jsonb,
  constraint notifications_pkey PRIMARY KEY (id),
  constraint notifications_contact_method_id_fkey FOREIGN KEY (contact_method_id) REFERENCES contact_methods(id) ON DELETE SET NULL,
  constraint notifications_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE,
  constraint notifications_page_key_key UNIQUE (page_key),
  constraint notifications_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint notifications_receiver CHECK ((person_id IS NULL) = (chat_room IS NOT NULL)) NOT VALID,
  constraint notifications_sent_through_fkey FOREIGN KEY (sent_through) REFERENCES providers(id) ON DELETE SET NULL,
  constraint notifications_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint notifications_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX notifications_bundle ON evenkeel.notifications USING btree (bundle_id) WHERE (bundle_id IS NOT NULL);
CREATE INDEX notifications_due ON evenkeel.notifications USING btree (due_at) WHERE (state = 'pending'::text);
CREATE INDEX notifications_lease ON evenkeel.notifications USING btree (lease_until) WHERE (state = 'sending'::text);
CREATE INDEX notifications_message ON evenkeel.notifications USING btree (sent_through, provider_id) WHERE (sent_through IS NOT NULL);
CREATE INDEX notifications_method ON evenkeel.notifications USING btree (contact_method_id);
CREATE INDEX notifications_page ON evenkeel.notifications USING btree (page_id, id);
CREATE INDEX notifications_person ON evenkeel.notifications USING btree (person_id, id);
CREATE INDEX notifications_reply ON evenkeel.notifications USING btree (contact_method_id, reply_code) WHERE (reply_code IS NOT NULL);
CREATE INDEX notifications_room_told ON evenkeel.notifications USING btree (room_key(chat_room), sent_at) WHERE ((chat_room IS NOT NULL) AND (sent_at IS NOT NULL));
CREATE INDEX notifications_room_waiting ON evenkeel.notifications USING btree (room_key(chat_room), due_at) WHERE ((chat_room IS NOT NULL) AND (state = 'pending'::text));
CREATE INDEX notifications_told ON evenkeel.notifications USING btree (contact_method_id, sent_at) WHERE (sent_at IS NOT NULL);
CREATE INDEX notifications_update ON evenkeel.notifications USING btree (update_due_at) WHERE (update_due_at IS NOT NULL);
CREATE INDEX notifications_waiting ON evenkeel.notifications USING btree (contact_method_id, due_at) WHERE (state = 'pending'::text);

create table evenkeel.one_time_tokens (
  hash bytea not null,
  purpose text not null,
  person_id bigint,
  data jsonb not null default '{}'::jsonb,
  expires_at timestamp with time zone not null,
  constraint one_time_tokens_pkey PRIMARY KEY (hash),
  constraint one_time_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX one_time_tokens_expiry ON evenkeel.one_time_tokens USING btree (expires_at);
CREATE INDEX one_time_tokens_person ON evenkeel.one_time_tokens USING btree (person_id, purpose);

create table evenkeel.outgoing_attempts (
  delivery_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  status integer,
  response text,
  reason text,
  duration_ms integer not null,
  constraint outgoing_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES outgoing_deliveries(id) ON DELETE CASCADE
);
CREATE INDEX outgoing_attempts_delivery ON evenkeel.outgoing_attempts USING btree (delivery_id, at);

create table evenkeel.outgoing_cursor (
  singleton boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  restored_id bigint not null default 0,
  constraint outgoing_cursor_pkey PRIMARY KEY (singleton),
  constraint outgoing_cursor_singleton_check CHECK (singleton)
);

create table evenkeel.outgoing_deliveries (
  id bigint generated always as identity not null,
  webhook_id bigint not null,
  event_id bigint,
  kind text not null,
  subject_kind text not null,
  subject_id bigint,
  message_id text not null,
  body text not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint outgoing_deliveries_pkey PRIMARY KEY (id),
  constraint outgoing_deliveries_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'delivered'::text, 'failed'::text, 'held'::text])),
  constraint outgoing_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES outgoing_webhooks(id) ON DELETE CASCADE
);
CREATE INDEX outgoing_deliveries_created ON evenkeel.outgoing_deliveries USING btree (created_at);
CREATE INDEX outgoing_deliveries_list ON evenkeel.outgoing_deliveries USING btree (webhook_id, id);
CREATE INDEX outgoing_deliveries_order ON evenkeel.outgoing_deliveries USING btree (webhook_id, subject_kind, COALESCE(subject_id, (0)::bigint), id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX outgoing_deliveries_waiting ON evenkeel.outgoing_deliveries USING btree (webhook_id, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE UNIQUE INDEX outgoing_deliveries_event ON evenkeel.outgoing_deliveries USING btree (webhook_id, event_id);

create table evenkeel.outgoing_webhooks (
  id bigint generated always as identity not null,
  name text not null,
  settings text not null,
  hint text not null,
  kinds text[] not null default '{}'::text[],
  stages text[] not null default '{}'::text[],
  service_ids bigint[] not null default '{}'::bigint[],
  team_ids bigint[] not null default '{}'::bigint[],
  severities integer[] not null default '{}'::integer[],
  sees_as text not null default 'viewer'::text,
  follows_since timestamp with time zone not null default evenkeel.now(),
  disabled_at timestamp with time zone,
  disabled_reason text,
  failing_since timestamp with time zone,
  failures integer not null default 0,
  paused_until timestamp with time zone,
  last_outcome text,
  last_outcome_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint outgoing_webhooks_pkey PRIMARY KEY (id),
  constraint outgoing_webhooks_sees_as_check CHECK (sees_as = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text]))
);
CREATE UNIQUE INDEX outgoing_webhooks_name ON evenkeel.outgoing_webhooks USING btree (lower(name));

create table evenkeel.own_practice_changes (
  id bigint generated always as identity not null,
  day date not null,
  words text not null,
  team_id bigint,
  created_by text not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  version integer not null default 1,
  removed_at timestamp with time zone,
  constraint own_practice_changes_pkey PRIMARY KEY (id),
  constraint own_practice_changes_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX own_practice_changes_day ON evenkeel.own_practice_changes USING btree (day, id) WHERE (removed_at IS NULL);
CREATE INDEX own_practice_changes_team ON evenkeel.own_practice_changes USING btree (team_id);

create table evenkeel.page_acknowledgements (
  page_id bigint not null,
  generation integer not null,
  person_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  constraint page_acknowledgements_pkey PRIMARY KEY (page_id, generation, person_id),
  constraint page_acknowledgements_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE,
  constraint page_acknowledgements_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);

create table evenkeel.page_alerts (
  page_id bigint not null,
  alert_id bigint not null,
  constraint page_alerts_pkey PRIMARY KEY (page_id, alert_id),
  constraint page_alerts_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint page_alerts_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE
);
CREATE INDEX page_alerts_alert ON evenkeel.page_alerts USING btree (alert_id);

create table evenkeel.pages (
  id bigint generated always as identity not null,
  policy_id bigint,
  policy jsonb not null,
  service_id bigint,
  incident_id bigint,
  title text not null,
  message text not null default ''::text,
  severity integer not null,
  urgency text not null,
  kind text not null default 'real'::text,
  group_hash bytea not null,
  state text not null default 'open'::text,
  generation integer not null default 1,
  step_index integer not null default 0,
  round integer not null default 0,
  due_at timestamp with time zone,
  exhausted_at timestamp with time zone,
  problems jsonb not null default '[]'::jsonb,
  alert_count integer not null default 0,
  opened_at timestamp with time zone not null default evenkeel.now(),
  acknowledged_at timestamp with time zone,
  acknowledged_by jsonb,
  resolved_at timestamp with time zone,
  asks_admins boolean not null default false,
  snoozed_until timestamp with time zone,
  full_policy jsonb,
  branch jsonb,
  waits_until timestamp with time zone,
  waits_because text,
  declined_by bigint[] not null default '{}'::bigint[],
  responder_of bigint,
  added_by jsonb,
  acknowledges_together boolean not null default false,
  merged_into bigint,
  feedback text,
  feedback_by jsonb,
  feedback_at timestamp with time zone,
  constraint pages_pkey PRIMARY KEY (id),
  constraint pages_feedback_check CHECK (feedback = ANY (ARRAY['acted'::text, 'nothing_to_do'::text, 'duplicate'::text])) NOT VALID,
  constraint pages_incident FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint pages_kind_check CHECK (kind = ANY (ARRAY['real'::text, 'drill'::text, 'test'::text])),
  constraint pages_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES pages(id) ON DELETE SET NULL,
  constraint pages_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES escalation_policies(id) ON DELETE SET NULL,
  constraint pages_responder_of_fkey FOREIGN KEY (responder_of) REFERENCES pages(id) ON DELETE SET NULL,
  constraint pages_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint pages_severity_check CHECK (severity >= 1 AND severity <= 5),
  constraint pages_state_check CHECK (state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'resolved'::text])),
  constraint pages_urgency_check CHECK (urgency = ANY (ARRAY['high'::text, 'low'::text])),
  constraint pages_waits_because_check CHECK (waits_because = ANY (ARRAY['working_hours'::text, 'first_page_delay'::text]))
);
CREATE INDEX pages_due ON evenkeel.pages USING btree (due_at) WHERE ((state = 'open'::text) AND (due_at IS NOT NULL));
CREATE INDEX pages_incident ON evenkeel.pages USING btree (incident_id, id) WHERE (incident_id IS NOT NULL);
CREATE INDEX pages_merged ON evenkeel.pages USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX pages_opened ON evenkeel.pages USING btree (opened_at);
CREATE INDEX pages_responders ON evenkeel.pages USING btree (responder_of) WHERE (responder_of IS NOT NULL);
CREATE INDEX pages_service ON evenkeel.pages USING btree (service_id, id);
CREATE INDEX pages_snoozed ON evenkeel.pages USING btree (snoozed_until) WHERE ((state = 'acknowledged'::text) AND (snoozed_until IS NOT NULL));
CREATE INDEX pages_unresolved ON evenkeel.pages USING btree (id) WHERE (state <> 'resolved'::text);
CREATE UNIQUE INDEX pages_open_group ON evenkeel.pages USING btree (group_hash) WHERE (state = 'open'::text);
CREATE TRIGGER pages_full_policy BEFORE UPDATE OF policy ON evenkeel.pages FOR EACH ROW WHEN (((old.policy IS DISTINCT FROM new.policy) AND (old.full_policy IS NOT NULL) AND (NOT (old.full_policy IS DISTINCT FROM new.full_policy)))) EXECUTE FUNCTION drop_full_policy();

create table evenkeel.parallel_runs (
  id bigint generated always as identity not null,
  team_id bigint,
  ask_at timestamp with time zone not null,
  started_by jsonb not null,
  started_at timestamp with time zone not null default evenkeel.now(),
  ended_by jsonb,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint parallel_runs_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX parallel_runs_active ON evenkeel.parallel_runs USING btree (COALESCE(team_id, (0)::bigint)) WHERE (ended_at IS NULL);

create table evenkeel.people (
  id bigint generated always as identity not null,
  email text not null,
  name text not null,
  time_zone text not null default 'UTC'::text,
  role text not null default 'responder'::text,
  auth_user_id text,
  disabled_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  notification_rules_version integer not null default 1,
  role_by_hand text,
  removed_at timestamp with time zone,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_auth_user_id_key UNIQUE (auth_user_id),
  constraint people_email_check CHECK (email = lower(email)),
  constraint people_role_by_hand_check CHECK (role_by_hand = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text])),
  constraint people_role_check CHECK (role = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text]))
);
CREATE INDEX people_name ON evenkeel.people USING btree (name, id);
CREATE UNIQUE INDEX people_email ON evenkeel.people USING btree (email);

create table evenkeel.personal_data_removals (
  id bigint generated always as identity not null,
  person_id bigint not null,
  state text not null default 'scheduled'::text,
  texts text not null,
  due_at timestamp with time zone not null,
  requested_by jsonb not null,
  requested_at timestamp with time zone not null default evenkeel.now(),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  reason text not null default ''::text,
  words text not null default ''::text,
  pass integer not null default 1,
  step text not null default ''::text,
  block bigint not null default 0,
  changed_in_pass bigint not null default 0,
  changed bigint not null default 0,
  constraint personal_data_removals_pkey PRIMARY KEY (id),
  constraint personal_data_removals_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint personal_data_removals_state_check CHECK (state = ANY (ARRAY['scheduled'::text, 'running'::text, 'done'::text, 'canceled'::text])),
  constraint personal_data_removals_texts_check CHECK (texts = ANY (ARRAY['keep'::text, 'replace'::text]))
);
CREATE INDEX personal_data_removals_due ON evenkeel.personal_data_removals USING btree (due_at, id) WHERE (state = ANY (ARRAY['scheduled'::text, 'running'::text]));
CREATE INDEX personal_data_removals_person ON evenkeel.personal_data_removals USING btree (person_id, id);
CREATE UNIQUE INDEX personal_data_removals_open ON evenkeel.personal_data_removals USING btree (person_id) WHERE (state = ANY (ARRAY['scheduled'::text, 'running'::text]));

create table evenkeel.pilot_checklist_items (
  pilot_id bigint not null,
  milestone_key text not null,
  "position" integer not null,
  text text not null,
  done_at timestamp with time zone,
  done_by jsonb,
  constraint pilot_checklist_items_pkey PRIMARY KEY (pilot_id, milestone_key, "position"),
  constraint pilot_checklist_items_pilot_id_milestone_key_fkey FOREIGN KEY (pilot_id, milestone_key) REFERENCES pilot_milestones(pilot_id, key) ON DELETE CASCADE
);

create table evenkeel.pilot_milestone_dependencies (
  pilot_id bigint not null,
  milestone_key text not null,
  waits_for_key text not null,
  constraint pilot_milestone_dependencies_pkey PRIMARY KEY (pilot_id, milestone_key, waits_for_key),
  constraint pilot_milestone_dependencies_check CHECK (milestone_key <> waits_for_key),
  constraint pilot_milestone_dependencies_pilot_id_milestone_key_fkey FOREIGN KEY (pilot_id, milestone_key) REFERENCES pilot_milestones(pilot_id, key) ON DELETE CASCADE,
  constraint pilot_milestone_dependencies_pilot_id_waits_for_key_fkey FOREIGN KEY (pilot_id, waits_for_key) REFERENCES pilot_milestones(pilot_id, key) ON DELETE CASCADE
);

create table evenkeel.pilot_milestones (
  pilot_id bigint not null,
  key text not null,
  "position" integer not null,
  phase text not null,
  title text not null,
  due_on date not null,
  sign text,
  owner_id bigint,
  done_at timestamp with time zone,
  done_by jsonb,
  started_at timestamp with time zone,
  blocked_at timestamp with time zone,
  blocked_reason text not null default ''::text,
  removed_at timestamp with time zone,
  constraint pilot_milestones_pkey PRIMARY KEY (pilot_id, key),
  constraint pilot_milestones_check CHECK ((done_at IS NULL) = (done_by IS NULL)),
  constraint pilot_milestones_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint pilot_milestones_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id) ON DELETE CASCADE
);
CREATE INDEX pilot_milestones_owned ON evenkeel.pilot_milestones USING btree (due_on) WHERE ((owner_id IS NOT NULL) AND (done_at IS NULL) AND (removed_at IS NULL));

create table evenkeel.pilot_risks (
  id bigint generated always as identity not null,
  pilot_id bigint not null,
  title text not null,
  likelihood text not null,
  impact text not null,
  response text not null default ''::text,
  owner_id bigint,
  state text not null default 'open'::text,
  created_at timestamp with time zone not null default evenkeel.now(),
  removed_at timestamp with time zone,
  constraint pilot_risks_pkey PRIMARY KEY (id),
  constraint pilot_risks_impact_check CHECK (impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])),
  constraint pilot_risks_likelihood_check CHECK (likelihood = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])),
  constraint pilot_risks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint pilot_risks_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id) ON DELETE CASCADE,
  constraint pilot_risks_state_check CHECK (state = ANY (ARRAY['open'::text, 'accepted'::text, 'occurred'::text, 'closed'::text]))
);
CREATE INDEX pilot_risks_of_pilot ON evenkeel.pilot_risks USING btree (pilot_id, id);

create table evenkeel.pilots (
  id bigint generated always as identity not null,
  team_id bigint not null,
  sponsor_name text,
  sponsor_title text not null default ''::text,
  sponsor_is_vice_president boolean not null default false,
  sponsor_named_at timestamp with time zone,
  starts_on date not null,
  time_zone text not null,
  starts_at timestamp with time zone not null,
  baseline_ends_at timestamp with time zone not null,
  baseline jsonb,
  baseline_frozen_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome text,
  outcome_note text not null default ''::text,
  looked_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  kind text not null default 'pilot'::text,
  roll_out_id bigint,
  wave integer,
  baseline_starts_at timestamp with time zone,
  constraint pilots_pkey PRIMARY KEY (id),
  constraint pilots_check CHECK ((baseline IS NULL) = (baseline_frozen_at IS NULL)),
  constraint pilots_check1 CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  constraint pilots_kind_check CHECK (kind = ANY (ARRAY['pilot'::text, 'roll-out'::text, 'recovery'::text])),
  constraint pilots_of_roll_out CHECK ((kind = 'roll-out'::text) = (roll_out_id IS NOT NULL AND wave IS NOT NULL)),
  constraint pilots_outcome_check CHECK (outcome = ANY (ARRAY['completed'::text, 'extended'::text, 'adapted'::text, 'stopped'::text])),
  constraint pilots_roll_out_id_fkey FOREIGN KEY (roll_out_id) REFERENCES roll_outs(id),
  constraint pilots_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint pilots_wave_check CHECK (wave > 0)
);
CREATE INDEX pilots_of_roll_out ON evenkeel.pilots USING btree (roll_out_id, wave) WHERE (roll_out_id IS NOT NULL);
CREATE UNIQUE INDEX pilots_one_of_team ON evenkeel.pilots USING btree (team_id) WHERE (ended_at IS NULL);

create table evenkeel.playbook_confirmations (
  version_id bigint not null,
  person_id bigint not null,
  confirmed_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint playbook_confirmations_pkey PRIMARY KEY (version_id, person_id),
  constraint playbook_confirmations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint playbook_confirmations_version_id_fkey FOREIGN KEY (version_id) REFERENCES playbook_versions(id)
);
CREATE INDEX playbook_confirmations_person ON evenkeel.playbook_confirmations USING btree (person_id);

create table evenkeel.playbook_versions (
  id bigint not null,
  note text not null,
  sections jsonb not null,
  published_by jsonb not null,
  published_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint playbook_versions_pkey PRIMARY KEY (id)
);

create table evenkeel.postmortem_comments (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  thread_id bigint,
  section text not null,
  body text not null,
  author jsonb not null,
  at timestamp(3) with time zone not null default evenkeel.now(),
  edited_at timestamp(3) with time zone,
  resolved_at timestamp(3) with time zone,
  resolved_by jsonb,
  constraint postmortem_comments_pkey PRIMARY KEY (id),
  constraint postmortem_comments_body_check CHECK (length(body) >= 1 AND length(body) <= 10000),
  constraint postmortem_comments_check CHECK (thread_id IS NULL OR resolved_at IS NULL),
  constraint postmortem_comments_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES postmortems(incident_id) ON DELETE CASCADE,
  constraint postmortem_comments_section_check CHECK (length(section) >= 1 AND length(section) <= 500),
  constraint postmortem_comments_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES postmortem_comments(id) ON DELETE CASCADE
);
CREATE INDEX postmortem_comments_incident ON evenkeel.postmortem_comments USING btree (incident_id, id);
CREATE INDEX postmortem_comments_thread ON evenkeel.postmortem_comments USING btree (thread_id) WHERE (thread_id IS NOT NULL);

create table evenkeel.postmortem_presence (
  incident_id bigint not null,
  person_id bigint not null,
  section text,
  seen_at timestamp(3) with time zone not null default evenkeel.now(),
  constraint postmortem_presence_pkey PRIMARY KEY (incident_id, person_id),
  constraint postmortem_presence_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES postmortems(incident_id) ON DELETE CASCADE,
  constraint postmortem_presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table evenkeel.postmortem_reviewers (
  incident_id bigint not null,
  person_id bigint not null,
  approved_at timestamp(3) with time zone,
  approved_version integer,
  constraint postmortem_reviewers_pkey PRIMARY KEY (incident_id, person_id),
  constraint postmortem_reviewers_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES postmortems(incident_id) ON DELETE CASCADE,
  constraint postmortem_reviewers_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX postmortem_reviewers_person ON evenkeel.postmortem_reviewers USING btree (person_id, incident_id);

create table evenkeel.postmortem_versions (
  incident_id bigint not null,
  version integer not null,
  markdown text not null,
  author jsonb not null,
  at timestamp(3) with time zone not null default evenkeel.now(),
  constraint postmortem_versions_pkey PRIMARY KEY (incident_id, version),
  constraint postmortem_versions_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES postmortems(incident_id) ON DELETE CASCADE
);

create table evenkeel.postmortems (
  incident_id bigint not null,
  form text not null,
  state text not null default 'draft'::text,
  is_required boolean not null,
  is_requested boolean not null default false,
  reasons jsonb not null,
  owner_id bigint,
  due_at timestamp(3) with time zone,
  markdown text not null,
  version integer not null default 1,
  is_untouched boolean not null default true,
  is_full_impact boolean not null default false,
  finding_count integer not null,
  factor_keys text[] not null default '{}'::text[],
  no_action_reason text,
  drafted_at timestamp(3) with time zone not null default evenkeel.now(),
  completed_at timestamp(3) with time zone,
  constraint postmortems_pkey PRIMARY KEY (incident_id),
  constraint postmortems_form_check CHECK (form = ANY (ARRAY['full'::text, 'light'::text, 'drill'::text])),
  constraint postmortems_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint postmortems_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id),
  constraint postmortems_state_check CHECK (state = ANY (ARRAY['draft'::text, 'in_review'::text, 'completed'::text]))
);
CREATE INDEX postmortems_factors ON evenkeel.postmortems USING gin (factor_keys);
CREATE INDEX postmortems_owner ON evenkeel.postmortems USING btree (owner_id, incident_id);
CREATE INDEX postmortems_unfinished ON evenkeel.postmortems USING btree (incident_id) WHERE (state <> 'completed'::text);

create table evenkeel.program_document_versions (
  document_id bigint not null,
  version integer not null,
  source text not null,
  written_by jsonb not null,
  written_at timestamp with time zone not null default evenkeel.now(),
  constraint program_document_versions_pkey PRIMARY KEY (document_id, version),
  constraint program_document_versions_document_id_fkey FOREIGN KEY (document_id) REFERENCES program_documents(id) ON DELETE CASCADE
);

create table evenkeel.program_documents (
  id bigint generated always as identity not null,
  kind text not null,
  key text not null,
  shipped text,
  own text,
  archived_at timestamp with time zone,
  updated_by jsonb,
  updated_at timestamp with time zone,
  version integer not null default 1,
  constraint program_documents_pkey PRIMARY KEY (id),
  constraint program_documents_kind_check CHECK (kind = ANY (ARRAY['course'::text, 'scenario'::text])),
  constraint program_documents_kind_key_key UNIQUE (kind, key)
);

create table evenkeel.program_pictures (
  id bigint generated always as identity not null,
  media_type text not null,
  hash bytea not null,
  bytes bytea not null,
  added_by jsonb not null,
  added_at timestamp with time zone not null default evenkeel.now(),
  constraint program_pictures_pkey PRIMARY KEY (id),
  constraint program_pictures_hash_key UNIQUE (hash),
  constraint program_pictures_media_type_check CHECK (media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text, 'image/gif'::text]))
);

create table evenkeel.protocols (
  id bigint generated always as identity not null,
  key text not null,
  own jsonb,
  archived_at timestamp(3) with time zone,
  updated_by jsonb not null,
  updated_at timestamp(3) with time zone not null default evenkeel.now(),
  version integer not null default 1,
  constraint protocols_pkey PRIMARY KEY (id),
  constraint protocols_key_key UNIQUE (key)
);

create table evenkeel.providers (
  id bigint generated always as identity not null,
  kind text not null,
  name text not null,
  settings text not null,
  hint text not null,
  "position" integer not null default 0,
  countries text[] not null default '{}'::text[],
  disabled_at timestamp with time zone,
  failing_since timestamp with time zone,
  last_outcome text,
  last_outcome_at timestamp with time zone,
  listener_node bigint,
  listener_until timestamp with time zone,
  listener_state jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint providers_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX providers_name ON evenkeel.providers USING btree (lower(name));

create table evenkeel.public_incidents (
  incident_id bigint not null,
  public_id text not null,
  "values" jsonb not null default '{}'::jsonb,
  constraint public_incidents_pkey PRIMARY KEY (incident_id),
  constraint public_incidents_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint public_incidents_public_id_key UNIQUE (public_id)
);

create table evenkeel.public_update_components (
  update_id bigint not null,
  component_id bigint not null,
  state text not null,
  constraint public_update_components_pkey PRIMARY KEY (update_id, component_id),
  constraint public_update_components_component_id_fkey FOREIGN KEY (component_id) REFERENCES status_components(id) ON DELETE CASCADE,
  constraint public_update_components_state_check CHECK (state = ANY (ARRAY['operational'::text, 'maintenance'::text, 'degraded'::text, 'partial'::text, 'major'::text])),
  constraint public_update_components_update_id_fkey FOREIGN KEY (update_id) REFERENCES public_updates(id) ON DELETE CASCADE
);
CREATE INDEX public_update_components_component ON evenkeel.public_update_components USING btree (component_id);

create table evenkeel.public_updates (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  situation text not null,
  status text not null,
  title text not null,
  body text not null,
  next_update_at timestamp with time zone,
  state text not null default 'draft'::text,
  drafted_by jsonb not null,
  drafted_at timestamp with time zone not null default evenkeel.now(),
  published_by jsonb,
  published_at timestamp with time zone,
  incident_update_id bigint,
  version integer not null default 1,
  constraint public_updates_pkey PRIMARY KEY (id),
  constraint public_updates_check CHECK ((state = 'published'::text) = (published_at IS NOT NULL)),
  constraint public_updates_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public_incidents(incident_id),
  constraint public_updates_incident_update_id_fkey FOREIGN KEY (incident_update_id) REFERENCES incident_updates(id),
  constraint public_updates_state_check CHECK (state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])),
  constraint public_updates_status_check CHECK (status = ANY (ARRAY['investigating'::text, 'identified'::text, 'monitoring'::text, 'resolved'::text]))
);
CREATE INDEX public_updates_incident ON evenkeel.public_updates USING btree (incident_id, id);
CREATE INDEX public_updates_published ON evenkeel.public_updates USING btree (published_at, id) WHERE (state = 'published'::text);
CREATE TRIGGER public_updates_shown AFTER INSERT OR UPDATE ON evenkeel.public_updates FOR EACH ROW WHEN ((new.state = 'published'::text)) EXECUTE FUNCTION raise_status_content();

create table evenkeel.quarterly_reviews (
  id bigint generated always as identity not null,
  year integer not null,
  quarter integer not null,
  time_zone text not null,
  planned_on date,
  composed jsonb not null,
  composed_at timestamp with time zone not null,
  attendees jsonb not null default '[]'::jsonb,
  notes text not null default ''::text,
  decisions jsonb not null default '[]'::jsonb,
  held_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  team_id bigint,
  pilot_id bigint,
  constraint quarterly_reviews_pkey PRIMARY KEY (id),
  constraint quarterly_reviews_one_scope CHECK (team_id IS NULL OR pilot_id IS NULL),
  constraint quarterly_reviews_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id),
  constraint quarterly_reviews_quarter_check CHECK (quarter >= 1 AND quarter <= 4),
  constraint quarterly_reviews_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint quarterly_reviews_year_check CHECK (year >= 2000 AND year <= 2199)
);
CREATE INDEX quarterly_reviews_held ON evenkeel.quarterly_reviews USING btree (held_at) WHERE (held_at IS NOT NULL);
CREATE UNIQUE INDEX quarterly_reviews_scope ON evenkeel.quarterly_reviews USING btree (year, quarter, COALESCE(team_id, (0)::bigint), COALESCE(pilot_id, (0)::bigint));
CREATE TRIGGER quarterly_reviews_decided AFTER UPDATE ON evenkeel.quarterly_reviews FOR EACH ROW WHEN ((old.decisions IS DISTINCT FROM new.decisions)) EXECUTE FUNCTION keep_written_decisions();

create table evenkeel.quiz_attempts (
  id bigint generated always as identity not null,
  person_id bigint not null,
  course_key text not null,
  answers jsonb not null,
  right_count integer not null,
  asked_count integer not null,
  passed boolean not null,
  at timestamp with time zone not null default evenkeel.now(),
  awaits_practice boolean not null default false,
  constraint quiz_attempts_pkey PRIMARY KEY (id),
  constraint quiz_attempts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX quiz_attempts_awaiting ON evenkeel.quiz_attempts USING btree (id) WHERE awaits_practice;
CREATE INDEX quiz_attempts_person ON evenkeel.quiz_attempts USING btree (person_id, course_key, at);

create table evenkeel.received_mails (
  source_id bigint not null,
  fingerprint bytea not null,
  received_at timestamp with time zone not null default evenkeel.now(),
  constraint received_mails_pkey PRIMARY KEY (source_id, fingerprint),
  constraint received_mails_fingerprint_check CHECK (length(fingerprint) = 32),
  constraint received_mails_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX received_mails_by_age ON evenkeel.received_mails USING btree (received_at);

create table evenkeel.recurrences (
  incident_id bigint not null,
  earlier_incident_id bigint not null,
  state text not null,
  score integer not null,
  reasons jsonb not null,
  note text not null default ''::text,
  suggested_at timestamp(3) with time zone not null default evenkeel.now(),
  decided_at timestamp(3) with time zone,
  decided_by jsonb,
  constraint recurrences_pkey PRIMARY KEY (incident_id, earlier_incident_id),
  constraint recurrences_check CHECK (incident_id <> earlier_incident_id),
  constraint recurrences_earlier_incident_id_fkey FOREIGN KEY (earlier_incident_id) REFERENCES incidents(id),
  constraint recurrences_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint recurrences_state_check CHECK (state = ANY (ARRAY['suggested'::text, 'confirmed'::text, 'dismissed'::text]))
);
CREATE INDEX recurrences_earlier ON evenkeel.recurrences USING btree (earlier_incident_id, incident_id);

create table evenkeel.refreshed_questions (
  person_id bigint not null,
  course_key text not null,
  question_id text not null,
  box integer not null,
  answered_at timestamp with time zone not null default evenkeel.now(),
  constraint refreshed_questions_pkey PRIMARY KEY (person_id, course_key, question_id),
  constraint refreshed_questions_box_check CHECK (box >= 1 AND box <= 5),
  constraint refreshed_questions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);

create table evenkeel.regroupings (
  id bigint generated always as identity not null,
  kind text not null,
  page_id bigint not null,
  earlier jsonb not null,
  left_as jsonb not null,
  done_by jsonb not null,
  done_at timestamp with time zone not null default evenkeel.now(),
  undone_at timestamp with time zone,
  constraint regroupings_pkey PRIMARY KEY (id),
  constraint regroupings_kind_check CHECK (kind = ANY (ARRAY['merge'::text, 'split'::text])),
  constraint regroupings_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE
);
CREATE INDEX regroupings_page ON evenkeel.regroupings USING btree (page_id);

create table evenkeel.reminder_mails (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  timer text not null,
  timer_due_at timestamp with time zone not null,
  person_id bigint not null,
  subject text not null,
  text text not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint reminder_mails_pkey PRIMARY KEY (id),
  constraint reminder_mails_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint reminder_mails_incident_id_timer_timer_due_at_person_id_key UNIQUE (incident_id, timer, timer_due_at, person_id),
  constraint reminder_mails_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint reminder_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX reminder_mails_due ON evenkeel.reminder_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX reminder_mails_finished ON evenkeel.reminder_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX reminder_mails_person ON evenkeel.reminder_mails USING btree (person_id);

create table evenkeel.removed_calendars (
  id bigint not null,
  person_id bigint,
  team_id bigint,
  address text,
  calendar jsonb not null,
  absences jsonb not null,
  holidays jsonb not null,
  removed_at timestamp with time zone not null default evenkeel.now(),
  constraint removed_calendars_pkey PRIMARY KEY (id),
  constraint removed_calendars_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint removed_calendars_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX removed_calendars_team ON evenkeel.removed_calendars USING btree (team_id);
CREATE INDEX removed_calendars_time ON evenkeel.removed_calendars USING btree (removed_at);

create table evenkeel.review_decisions (
  id bigint generated always as identity not null,
  review_id bigint not null,
  text text not null,
  owner_id bigint,
  due_on date,
  state text not null default 'open'::text,
  reason text not null default ''::text,
  finished_at timestamp with time zone,
  finished_by jsonb,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint review_decisions_pkey PRIMARY KEY (id),
  constraint review_decisions_check CHECK ((state = 'open'::text) = (finished_at IS NULL)),
  constraint review_decisions_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id) ON DELETE SET NULL,
  constraint review_decisions_review_id_fkey FOREIGN KEY (review_id) REFERENCES quarterly_reviews(id) ON DELETE CASCADE,
  constraint review_decisions_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))
);
CREATE INDEX review_decisions_due ON evenkeel.review_decisions USING btree (COALESCE(due_on, 'infinity'::date), id);
CREATE INDEX review_decisions_open ON evenkeel.review_decisions USING btree (owner_id, due_on) WHERE (state = 'open'::text);
CREATE INDEX review_decisions_review ON evenkeel.review_decisions USING btree (review_id, id);

create table evenkeel.review_invitations (
  id bigint generated always as identity not null,
  review_id bigint not null,
  person_id bigint,
  email text,
  name text not null,
  department text not null default ''::text,
  answer text,
  answered_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint review_invitations_pkey PRIMARY KEY (id),
  constraint review_invitations_answer_check CHECK (answer = ANY (ARRAY['yes'::text, 'no'::text])),
  constraint review_invitations_check CHECK ((person_id IS NULL) <> (email IS NULL)),
  constraint review_invitations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint review_invitations_review_id_fkey FOREIGN KEY (review_id) REFERENCES quarterly_reviews(id) ON DELETE CASCADE
);
CREATE INDEX review_invitations_of_person ON evenkeel.review_invitations USING btree (person_id);
CREATE UNIQUE INDEX review_invitations_email ON evenkeel.review_invitations USING btree (review_id, email) WHERE ((email IS NOT NULL) AND (revoked_at IS NULL));
CREATE UNIQUE INDEX review_invitations_person ON evenkeel.review_invitations USING btree (review_id, person_id) WHERE ((person_id IS NOT NULL) AND (revoked_at IS NULL));

create table evenkeel.review_mails (
  id bigint generated always as identity not null,
  invitation_id bigint not null,
  kind text not null,
  sequence integer not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint review_mails_pkey PRIMARY KEY (id),
  constraint review_mails_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES review_invitations(id) ON DELETE CASCADE,
  constraint review_mails_kind_check CHECK (kind = ANY (ARRAY['request'::text, 'cancel'::text])),
  constraint review_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX review_mails_due ON evenkeel.review_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX review_mails_finished ON evenkeel.review_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX review_mails_invitation ON evenkeel.review_mails USING btree (invitation_id, id);

create table evenkeel.review_meetings (
  review_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  place text,
  sequence integer not null default 0,
  canceled_at timestamp with time zone,
  version integer not null default 1,
  constraint review_meetings_pkey PRIMARY KEY (review_id),
  constraint review_meetings_check CHECK (starts_at < ends_at),
  constraint review_meetings_review_id_fkey FOREIGN KEY (review_id) REFERENCES quarterly_reviews(id) ON DELETE CASCADE
);

create table evenkeel.role_grants (
  id bigint generated always as identity not null,
  person_id bigint not null,
  role_id bigint not null,
  team_id bigint,
  group_name text,
  given_by jsonb not null,
  given_at timestamp with time zone not null default evenkeel.now(),
  constraint role_grants_pkey PRIMARY KEY (id),
  constraint role_grants_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint role_grants_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id),
  constraint role_grants_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX role_grants_role ON evenkeel.role_grants USING btree (role_id, id);
CREATE INDEX role_grants_team ON evenkeel.role_grants USING btree (team_id) WHERE (team_id IS NOT NULL);
CREATE UNIQUE INDEX role_grants_once ON evenkeel.role_grants USING btree (person_id, role_id, COALESCE(team_id, (0)::bigint));

create table evenkeel.roles (
  id bigint generated always as identity not null,
  built_in text,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  permissions text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint roles_pkey PRIMARY KEY (id),
  constraint roles_built_in_check CHECK (built_in = ANY (ARRAY['viewer'::text, 'responder'::text, 'admin'::text])),
  constraint roles_built_in_key UNIQUE (built_in),
  constraint roles_slug_key UNIQUE (slug)
);

create table evenkeel.roll_outs (
  id bigint generated always as identity not null,
  name text not null,
  time_zone text not null,
  pilot_id bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint roll_outs_pkey PRIMARY KEY (id),
  constraint roll_outs_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id)
);

create table evenkeel.routes (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  "position" integer not null,
  condition jsonb not null,
  outcome jsonb not null,
  enabled boolean not null default true,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint routes_pkey PRIMARY KEY (id),
  constraint routes_slug_key UNIQUE (slug)
);
CREATE INDEX routes_position ON evenkeel.routes USING btree ("position", id);
CREATE TRIGGER routes_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.routes FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.runbook_routes (
  runbook_id bigint not null,
  route_id bigint not null,
  constraint runbook_routes_pkey PRIMARY KEY (runbook_id, route_id),
  constraint runbook_routes_route_id_fkey FOREIGN KEY (route_id) REFERENCES routes(id) ON DELETE CASCADE,
  constraint runbook_routes_runbook_id_fkey FOREIGN KEY (runbook_id) REFERENCES runbooks(id) ON DELETE CASCADE
);
CREATE INDEX runbook_routes_route ON evenkeel.runbook_routes USING btree (route_id, runbook_id);

create table evenkeel.runbook_runs (
  id bigint generated always as identity not null,
  runbook_id bigint not null,
  version integer not null,
  incident_id bigint not null,
  opened_by jsonb not null,
  opened_at timestamp with time zone not null default evenkeel.now(),
  constraint runbook_runs_pkey PRIMARY KEY (id),
  constraint runbook_runs_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint runbook_runs_incident_id_runbook_id_key UNIQUE (incident_id, runbook_id),
  constraint runbook_runs_runbook_id_fkey FOREIGN KEY (runbook_id) REFERENCES runbooks(id),
  constraint runbook_runs_runbook_id_version_fkey FOREIGN KEY (runbook_id, version) REFERENCES runbook_versions(runbook_id, version)
);
CREATE INDEX runbook_runs_runbook ON evenkeel.runbook_runs USING btree (runbook_id, opened_at);

create table evenkeel.runbook_services (
  runbook_id bigint not null,
  service_id bigint not null,
  constraint runbook_services_pkey PRIMARY KEY (runbook_id, service_id),
  constraint runbook_services_runbook_id_fkey FOREIGN KEY (runbook_id) REFERENCES runbooks(id) ON DELETE CASCADE,
  constraint runbook_services_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id) ON DELETE CASCADE
);
CREATE INDEX runbook_services_service ON evenkeel.runbook_services USING btree (service_id, runbook_id);

create table evenkeel.runbook_ticks (
  run_id bigint not null,
  step_id text not null,
  ticked_by jsonb not null,
  ticked_at timestamp with time zone not null default evenkeel.now(),
  constraint runbook_ticks_pkey PRIMARY KEY (run_id, step_id),
  constraint runbook_ticks_run_id_fkey FOREIGN KEY (run_id) REFERENCES runbook_runs(id) ON DELETE CASCADE
);

create table evenkeel.runbook_versions (
  runbook_id bigint not null,
  version integer not null,
  title text not null,
  body text not null,
  step_count integer not null,
  author jsonb not null,
  at timestamp with time zone not null default evenkeel.now(),
  constraint runbook_versions_pkey PRIMARY KEY (runbook_id, version),
  constraint runbook_versions_runbook_id_fkey FOREIGN KEY (runbook_id) REFERENCES runbooks(id) ON DELETE CASCADE
);

create table evenkeel.runbooks (
  id bigint generated always as identity not null,
  slug text not null,
  title text not null,
  team_id bigint,
  condition jsonb,
  version integer not null default 1,
  updated_at timestamp with time zone not null default evenkeel.now(),
  reviewed_at timestamp with time zone,
  reported_wrong_at timestamp with time zone,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint runbooks_pkey PRIMARY KEY (id),
  constraint runbooks_slug_key UNIQUE (slug),
  constraint runbooks_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX runbooks_conditional ON evenkeel.runbooks USING btree (id) WHERE ((condition IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX runbooks_team ON evenkeel.runbooks USING btree (team_id);
CREATE INDEX runbooks_title ON evenkeel.runbooks USING btree (title, id);

create table evenkeel.sandbox_kept (
  id bigint generated always as identity not null,
  sandbox_id bigint not null,
  at timestamp with time zone not null default evenkeel.now(),
  way text not null,
  name text not null,
  title text not null,
  constraint sandbox_kept_pkey PRIMARY KEY (id),
  constraint sandbox_kept_sandbox_id_fkey FOREIGN KEY (sandbox_id) REFERENCES sandboxes(id) ON DELETE CASCADE,
  constraint sandbox_kept_way_check CHECK (way = ANY (ARRAY['outgoing-webhook'::text, 'notice'::text, 'reminder'::text]))
);
CREATE INDEX sandbox_kept_sandbox ON evenkeel.sandbox_kept USING btree (sandbox_id, id);

create table evenkeel.sandbox_signals (
  source_id bigint not null,
  dedup_hash bytea not null,
  sandbox_id bigint not null,
  constraint sandbox_signals_pkey PRIMARY KEY (source_id, dedup_hash),
  constraint sandbox_signals_sandbox_id_fkey FOREIGN KEY (sandbox_id) REFERENCES sandboxes(id) ON DELETE CASCADE,
  constraint sandbox_signals_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX sandbox_signals_sandbox ON evenkeel.sandbox_signals USING btree (sandbox_id);

create table evenkeel.sandboxes (
  id bigint generated always as identity not null,
  incident_id bigint,
  person_ids bigint[] not null default '{}'::bigint[],
  constraint sandboxes_pkey PRIMARY KEY (id),
  constraint sandboxes_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE CASCADE,
  constraint sandboxes_incident_id_key UNIQUE (incident_id)
);

create table evenkeel.schedule_overrides (
  id bigint generated always as identity not null,
  schedule_id bigint not null,
  person_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null default ''::text,
  created_by jsonb not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  version integer not null default 1,
  replaces_person_id bigint,
  rota_id bigint,
  imported_as text,
  imported_starts_at timestamp(3) with time zone,
  constraint schedule_overrides_pkey PRIMARY KEY (id),
  constraint schedule_overrides_check CHECK (ends_at > starts_at),
  constraint schedule_overrides_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint schedule_overrides_replaces_person_id_fkey FOREIGN KEY (replaces_person_id) REFERENCES people(id)
);
CREATE INDEX schedule_overrides_person ON evenkeel.schedule_overrides USING btree (person_id, ends_at);
CREATE INDEX schedule_overrides_time ON evenkeel.schedule_overrides USING btree (schedule_id, ends_at, id);
CREATE UNIQUE INDEX schedule_overrides_imported ON evenkeel.schedule_overrides USING btree (schedule_id, imported_as) WHERE (imported_as IS NOT NULL);

create table evenkeel.schedule_shadows (
  id bigint generated always as identity not null,
  schedule_id bigint not null,
  person_id bigint not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  created_by text not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint schedule_shadows_pkey PRIMARY KEY (id),
  constraint schedule_shadows_check CHECK (ends_at > starts_at),
  constraint schedule_shadows_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint schedule_shadows_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE
);
CREATE INDEX schedule_shadows_person ON evenkeel.schedule_shadows USING btree (person_id, ends_at);
CREATE INDEX schedule_shadows_schedule ON evenkeel.schedule_shadows USING btree (schedule_id, ends_at);

create table evenkeel.schedule_user_groups (
  id bigint generated always as identity not null,
  schedule_id bigint not null,
  provider_id bigint not null,
  group_id text not null,
  created_by text not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  members_hash bytea,
  set_at timestamp with time zone,
  unlinked_ids bigint[] not null default '{}'::bigint[],
  failing_since timestamp with time zone,
  problem text,
  due_at timestamp with time zone not null default evenkeel.now(),
  constraint schedule_user_groups_pkey PRIMARY KEY (id),
  constraint schedule_user_groups_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
  constraint schedule_user_groups_provider_id_group_id_key UNIQUE (provider_id, group_id),
  constraint schedule_user_groups_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE
);
CREATE INDEX schedule_user_groups_due ON evenkeel.schedule_user_groups USING btree (due_at);
CREATE INDEX schedule_user_groups_schedule ON evenkeel.schedule_user_groups USING btree (schedule_id, id);

create table evenkeel.schedule_versions (
  schedule_id bigint not null,
  in_force_from timestamp with time zone not null,
  team_id bigint,
  time_zone text not null,
  definition jsonb,
  at_once jsonb not null default '{}'::jsonb,
  constraint schedule_versions_pkey PRIMARY KEY (schedule_id, in_force_from)
);

create table evenkeel.schedules (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  team_id bigint,
  time_zone text not null,
  definition jsonb not null,
  feed_key text not null default encode(sha256((((gen_random_uuid())::text || (gen_random_uuid())::text))::bytea), 'hex'::text),
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  changed_at timestamp with time zone not null default evenkeel.now(),
  at_once jsonb not null default '{}'::jsonb,
  constraint schedules_pkey PRIMARY KEY (id),
  constraint schedules_feed_key_key UNIQUE (feed_key),
  constraint schedules_slug_key UNIQUE (slug),
  constraint schedules_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id)
);
CREATE INDEX schedules_name ON evenkeel.schedules USING btree (name, id);
CREATE TRIGGER schedules_edited AFTER UPDATE ON evenkeel.schedules FOR EACH ROW WHEN (((((old.team_id IS DISTINCT FROM new.team_id) OR (old.time_zone IS DISTINCT FROM new.time_zone)) OR (old.definition IS DISTINCT FROM new.definition)) OR (old.at_once IS DISTINCT FROM new.at_once))) EXECUTE FUNCTION keep_schedule_version();
CREATE TRIGGER schedules_made AFTER INSERT OR DELETE ON evenkeel.schedules FOR EACH ROW EXECUTE FUNCTION keep_schedule_version();

create table evenkeel.scim_group_members (
  group_id bigint not null,
  person_id bigint not null,
  constraint scim_group_members_pkey PRIMARY KEY (group_id, person_id),
  constraint scim_group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES scim_groups(id) ON DELETE CASCADE,
  constraint scim_group_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX scim_group_members_person ON evenkeel.scim_group_members USING btree (person_id);

create table evenkeel.scim_groups (
  id bigint generated always as identity not null,
  display_name text not null,
  external_id text,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  updated_at timestamp with time zone not null default evenkeel.now(),
  constraint scim_groups_pkey PRIMARY KEY (id),
  constraint scim_groups_display_name_check CHECK (length(display_name) >= 1 AND length(display_name) <= 255),
  constraint scim_groups_external_id_check CHECK (length(external_id) >= 1 AND length(external_id) <= 255)
);
CREATE INDEX scim_groups_external_id ON evenkeel.scim_groups USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX scim_groups_display_name ON evenkeel.scim_groups USING btree (lower(display_name));

create table evenkeel.scim_people (
  person_id bigint not null,
  user_name text not null,
  external_id text,
  given_name text,
  family_name text,
  is_deleted boolean not null default false,
  constraint scim_people_pkey PRIMARY KEY (person_id),
  constraint scim_people_external_id_check CHECK (length(external_id) >= 1 AND length(external_id) <= 255),
  constraint scim_people_family_name_check CHECK (length(family_name) >= 1 AND length(family_name) <= 120),
  constraint scim_people_given_name_check CHECK (length(given_name) >= 1 AND length(given_name) <= 120),
  constraint scim_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint scim_people_user_name_check CHECK (length(user_name) >= 1 AND length(user_name) <= 254)
);
CREATE INDEX scim_people_external_id ON evenkeel.scim_people USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE UNIQUE INDEX scim_people_user_name ON evenkeel.scim_people USING btree (lower(user_name));

create table evenkeel.security_events (
  id bigint generated always as identity not null,
  kind text not null,
  bucket timestamp with time zone not null,
  network text not null,
  person_id bigint,
  subject text not null default ''::text,
  device text not null default ''::text,
  count integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint security_events_pkey PRIMARY KEY (id),
  constraint security_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE SET NULL
);
CREATE INDEX security_events_last ON evenkeel.security_events USING btree (last_at, id);
CREATE UNIQUE INDEX security_events_bucket ON evenkeel.security_events USING btree (bucket, kind, network, COALESCE(person_id, (0)::bigint), subject);

create table evenkeel.sender_requests (
  id bigint generated always as identity not null,
  alert_id bigint not null,
  source_id bigint not null,
  log_id bigint,
  seq bigint,
  request jsonb not null,
  state text not null default 'pending'::text,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint sender_requests_pkey PRIMARY KEY (id),
  constraint sender_requests_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE CASCADE,
  constraint sender_requests_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint sender_requests_state_check CHECK (state = ANY (ARRAY['pending'::text, 'done'::text, 'refused'::text]))
);
CREATE INDEX sender_requests_alert ON evenkeel.sender_requests USING btree (alert_id);
CREATE INDEX sender_requests_pending ON evenkeel.sender_requests USING btree (id) WHERE (state = 'pending'::text);
CREATE INDEX sender_requests_place ON evenkeel.sender_requests USING btree (log_id, seq);
CREATE INDEX sender_requests_source ON evenkeel.sender_requests USING btree (source_id);

create table evenkeel.service_moves (
  service_id bigint not null,
  moved_at timestamp with time zone not null,
  from_team_id bigint,
  constraint service_moves_pkey PRIMARY KEY (service_id, moved_at),
  constraint service_moves_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id) ON DELETE CASCADE
);

create table evenkeel.service_readiness (
  service_id bigint not null,
  computed_at timestamp with time zone not null,
  until timestamp with time zone not null,
  result text not null,
  gaps jsonb not null,
  constraint service_readiness_pkey PRIMARY KEY (service_id),
  constraint service_readiness_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id) ON DELETE CASCADE
);

create table evenkeel.services (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  team_id bigint,
  tier integer not null default 3,
  escalation_policy_id bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint services_pkey PRIMARY KEY (id),
  constraint services_escalation_policy FOREIGN KEY (escalation_policy_id) REFERENCES escalation_policies(id),
  constraint services_slug_key UNIQUE (slug),
  constraint services_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id),
  constraint services_tier_check CHECK (tier >= 1 AND tier <= 4)
);
CREATE INDEX services_name ON evenkeel.services USING btree (name, id);
CREATE INDEX services_policy ON evenkeel.services USING btree (escalation_policy_id);
CREATE INDEX services_team ON evenkeel.services USING btree (team_id);
CREATE TRIGGER services_moved AFTER UPDATE ON evenkeel.services FOR EACH ROW WHEN ((old.team_id IS DISTINCT FROM new.team_id)) EXECUTE FUNCTION keep_service_move();
CREATE TRIGGER services_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.services FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.session_facts (
  session_id text not null,
  last_seen_at timestamp with time zone not null default evenkeel.now(),
  confirmed_at timestamp with time zone not null default evenkeel.now(),
  network text,
  device text,
  constraint session_facts_pkey PRIMARY KEY (session_id),
  constraint session_facts_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE CASCADE
);

create table evenkeel.settings (
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null default evenkeel.now(),
  constraint settings_pkey PRIMARY KEY (name)
);
CREATE TRIGGER severity_matrix_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.settings FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.severity_changes (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  from_severity integer not null,
  to_severity integer not null,
  reason text not null default ''::text,
  actor jsonb not null,
  at timestamp(3) with time zone not null default evenkeel.now(),
  constraint severity_changes_pkey PRIMARY KEY (id),
  constraint severity_changes_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX severity_changes_incident ON evenkeel.severity_changes USING btree (incident_id, id);

create table evenkeel.signal_cursors (
  log_id bigint not null,
  absorbed_seq bigint not null default 0,
  constraint signal_cursors_pkey PRIMARY KEY (log_id),
  constraint signal_cursors_log_id_fkey FOREIGN KEY (log_id) REFERENCES signal_logs(id)
);

create table evenkeel.signal_logs (
  id bigint generated always as identity not null,
  node_id bigint not null,
  sealed_at timestamp with time zone,
  drained_at timestamp with time zone,
  constraint signal_logs_pkey PRIMARY KEY (id),
  constraint signal_logs_node_id_fkey FOREIGN KEY (node_id) REFERENCES nodes(id)
);
CREATE INDEX signal_logs_undrained ON evenkeel.signal_logs USING btree (id) WHERE (drained_at IS NULL);

create table evenkeel.signals (
  log_id bigint not null,
  seq bigint not null,
  source_id bigint not null,
  received_at timestamp with time zone not null default evenkeel.now(),
  request json not null,
  body bytea not null,
  signal_count integer not null,
  odd text,
  constraint signals_pkey PRIMARY KEY (log_id, seq)
);
CREATE INDEX signals_odd ON evenkeel.signals USING btree (source_id, received_at, log_id, seq) WHERE (odd IS NOT NULL);
CREATE INDEX signals_source ON evenkeel.signals USING btree (source_id, received_at, log_id, seq);

create table evenkeel.source_activity (
  source_id bigint not null,
  first_signal_at timestamp with time zone not null,
  last_signal_at timestamp with time zone not null default evenkeel.now(),
  signal_count bigint not null default 0,
  odd_count bigint not null default 0,
  dropped_count bigint not null default 0,
  last_dropped_at timestamp with time zone,
  constraint source_activity_pkey PRIMARY KEY (source_id),
  constraint source_activity_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table evenkeel.source_key_uses (
  key_hash bytea not null,
  source_id bigint not null,
  last_used_at timestamp with time zone not null,
  constraint source_key_uses_pkey PRIMARY KEY (key_hash),
  constraint source_key_uses_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX source_key_uses_source ON evenkeel.source_key_uses USING btree (source_id);

create table evenkeel.source_keys (
  id bigint generated always as identity not null,
  source_id bigint not null,
  name text not null,
  key_hash bytea not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  watched_since timestamp with time zone not null default evenkeel.now(),
  constraint source_keys_pkey PRIMARY KEY (id),
  constraint source_keys_key_hash_key UNIQUE (key_hash),
  constraint source_keys_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX source_keys_source ON evenkeel.source_keys USING btree (source_id, id);
CREATE TRIGGER source_keys_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.source_keys FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.source_refusals (
  source_id bigint not null,
  refused_count bigint not null default 0,
  last_refused_at timestamp with time zone not null,
  last_reason text not null,
  unverified_count bigint not null default 0,
  unverified_since timestamp with time zone,
  last_unverified_at timestamp with time zone,
  last_unverified_from text,
  constraint source_refusals_pkey PRIMARY KEY (source_id),
  constraint source_refusals_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table evenkeel.source_verifications (
  source_id bigint not null,
  rule jsonb not null,
  secrets text,
  old_secret_until timestamp with time zone,
  subscribed_topic text,
  subscribed_at timestamp with time zone,
  version integer not null default 1,
  changed_at timestamp with time zone not null default evenkeel.now(),
  constraint source_verifications_pkey PRIMARY KEY (source_id),
  constraint source_verifications_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE TRIGGER source_verifications_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.source_verifications FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.sources (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  type text not null,
  settings jsonb not null default '{}'::jsonb,
  service_id bigint,
  key_hash bytea not null,
  key_sealed text not null,
  paused_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  pages_nobody boolean not null default false,
  message_labels text[],
  mapping jsonb not null default '[]'::jsonb,
  mapping_version integer not null default 1,
  sender text,
  close_back jsonb not null default '{"url": null, "kind": "none", "silenceMinutes": 60}'::jsonb,
  close_back_credential text not null default ''::text,
  close_back_version integer not null default 1,
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_key_hash_key UNIQUE (key_hash),
  constraint sources_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint sources_slug_key UNIQUE (slug)
);
CREATE INDEX sources_close_back ON evenkeel.sources USING btree (id) WHERE ((close_back ->> 'kind'::text) <> 'none'::text);
CREATE INDEX sources_name ON evenkeel.sources USING btree (name, id);
CREATE INDEX sources_service ON evenkeel.sources USING btree (service_id);
CREATE TRIGGER sources_version AFTER INSERT OR DELETE OR UPDATE ON evenkeel.sources FOR EACH STATEMENT EXECUTE FUNCTION raise_configuration_version();

create table evenkeel.sponsor_letter_settings (
  pilot_id bigint not null,
  person_id bigint,
  name text,
  email text,
  generation integer not null default 1,
  asked_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  stopped_at timestamp with time zone,
  is_on boolean not null default false,
  note text not null default ''::text,
  question text,
  options text[] not null default '{}'::text[],
  asked_by bigint,
  due_at timestamp with time zone not null,
  rests_until timestamp with time zone,
  version integer not null default 1,
  constraint sponsor_letter_settings_pkey PRIMARY KEY (pilot_id),
  constraint sponsor_letter_settings_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint sponsor_letter_settings_check CHECK (person_id IS NULL OR email IS NULL),
  constraint sponsor_letter_settings_check1 CHECK ((question IS NULL) = (cardinality(options) = 0)),
  constraint sponsor_letter_settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint sponsor_letter_settings_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id) ON DELETE CASCADE
);
CREATE INDEX sponsor_letter_settings_asked_by ON evenkeel.sponsor_letter_settings USING btree (asked_by);
CREATE INDEX sponsor_letter_settings_due ON evenkeel.sponsor_letter_settings USING btree (due_at) WHERE is_on;
CREATE INDEX sponsor_letter_settings_person ON evenkeel.sponsor_letter_settings USING btree (person_id);

create table evenkeel.sponsor_letters (
  id bigint generated always as identity not null,
  pilot_id bigint not null,
  wanted_at timestamp with time zone not null,
  subject text not null,
  sections jsonb not null,
  note text not null,
  question text,
  options text[] not null default '{}'::text[],
  asked_by bigint,
  person_id bigint,
  recipient_name text not null,
  email text,
  generation integer not null,
  sent_at timestamp with time zone not null default evenkeel.now(),
  expires_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  reminded_at timestamp with time zone,
  decided_at timestamp with time zone,
  decision text,
  decision_words text not null default ''::text,
  constraint sponsor_letters_pkey PRIMARY KEY (id),
  constraint sponsor_letters_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES people(id),
  constraint sponsor_letters_check CHECK ((decided_at IS NULL) = (decision IS NULL)),
  constraint sponsor_letters_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint sponsor_letters_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id) ON DELETE CASCADE,
  constraint sponsor_letters_pilot_id_wanted_at_key UNIQUE (pilot_id, wanted_at)
);
CREATE INDEX sponsor_letters_asked_by ON evenkeel.sponsor_letters USING btree (asked_by);
CREATE INDEX sponsor_letters_person ON evenkeel.sponsor_letters USING btree (person_id);
CREATE INDEX sponsor_letters_undecided ON evenkeel.sponsor_letters USING btree (sent_at) WHERE ((question IS NOT NULL) AND (decided_at IS NULL) AND (withdrawn_at IS NULL) AND (reminded_at IS NULL));

create table evenkeel.sponsor_mails (
  id bigint generated always as identity not null,
  kind text not null,
  pilot_id bigint not null,
  letter_id bigint,
  generation integer not null default 0,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint sponsor_mails_pkey PRIMARY KEY (id),
  constraint sponsor_mails_kind_check CHECK (kind = ANY (ARRAY['address'::text, 'letter'::text, 'reminder'::text])),
  constraint sponsor_mails_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES sponsor_letters(id) ON DELETE CASCADE,
  constraint sponsor_mails_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES pilots(id) ON DELETE CASCADE,
  constraint sponsor_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX sponsor_mails_due ON evenkeel.sponsor_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX sponsor_mails_finished ON evenkeel.sponsor_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX sponsor_mails_letter ON evenkeel.sponsor_mails USING btree (letter_id);
CREATE INDEX sponsor_mails_pilot ON evenkeel.sponsor_mails USING btree (pilot_id);

create table evenkeel.sprint_calendars (
  id bigint generated always as identity not null,
  team_id bigint,
  effective_from date not null,
  zone text not null,
  start_date date,
  length_days integer,
  sprints jsonb,
  origin text not null,
  created_by text not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  removed_at timestamp with time zone,
  constraint sprint_calendars_pkey PRIMARY KEY (id),
  constraint sprint_calendars_check CHECK (
CASE
    WHEN origin = 'length'::text THEN start_date IS NOT NULL AND length_days IS NOT NULL
    ELSE sprints IS NOT NULL
END),
  constraint sprint_calendars_origin_check CHECK (origin = ANY (ARRAY['length'::text, 'ical'::text, 'csv'::text, 'jira'::text])),
  constraint sprint_calendars_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX sprint_calendars_team ON evenkeel.sprint_calendars USING btree (team_id);
CREATE UNIQUE INDEX sprint_calendars_in_force ON evenkeel.sprint_calendars USING btree (COALESCE(team_id, (0)::bigint), effective_from) WHERE (removed_at IS NULL);

create table evenkeel.status_components (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  group_name text not null default ''::text,
  "position" integer not null default 0,
  service_id bigint,
  observed_from timestamp with time zone not null default evenkeel.now(),
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint status_components_pkey PRIMARY KEY (id),
  constraint status_components_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id) ON DELETE SET NULL,
  constraint status_components_slug_key UNIQUE (slug)
);
CREATE INDEX status_components_order ON evenkeel.status_components USING btree ("position", id);
CREATE INDEX status_components_service ON evenkeel.status_components USING btree (service_id);
CREATE TRIGGER status_components_shown AFTER INSERT OR DELETE OR UPDATE ON evenkeel.status_components FOR EACH STATEMENT EXECUTE FUNCTION raise_status_content();

create table evenkeel.status_maintenance_components (
  maintenance_id bigint not null,
  component_id bigint not null,
  constraint status_maintenance_components_pkey PRIMARY KEY (maintenance_id, component_id),
  constraint status_maintenance_components_component_id_fkey FOREIGN KEY (component_id) REFERENCES status_components(id) ON DELETE CASCADE,
  constraint status_maintenance_components_maintenance_id_fkey FOREIGN KEY (maintenance_id) REFERENCES status_maintenances(id) ON DELETE CASCADE
);
CREATE INDEX status_maintenance_components_component ON evenkeel.status_maintenance_components USING btree (component_id);

create table evenkeel.status_maintenances (
  id bigint generated always as identity not null,
  public_id text not null,
  title text not null,
  body text not null default ''::text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  canceled_at timestamp with time zone,
  created_by jsonb not null,
  changed_at timestamp with time zone not null default evenkeel.now(),
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  window_id bigint,
  constraint status_maintenances_pkey PRIMARY KEY (id),
  constraint status_maintenances_check CHECK (ends_at > starts_at),
  constraint status_maintenances_public_id_key UNIQUE (public_id),
  constraint status_maintenances_window_id_fkey FOREIGN KEY (window_id) REFERENCES maintenance_windows(id) ON DELETE SET NULL
);
CREATE INDEX status_maintenances_end ON evenkeel.status_maintenances USING btree (ends_at, id);
CREATE TRIGGER status_maintenances_shown AFTER INSERT OR DELETE OR UPDATE ON evenkeel.status_maintenances FOR EACH STATEMENT EXECUTE FUNCTION raise_status_content();

create table evenkeel.status_page (
  singleton boolean not null default true,
  title text not null default 'System status'::text,
  intro text not null default ''::text,
  time_zone text not null default 'UTC'::text,
  contact text not null default ''::text,
  enabled boolean not null default false,
  version integer not null default 1,
  content_version bigint not null default 1,
  constraint status_page_pkey PRIMARY KEY (singleton),
  constraint status_page_singleton_check CHECK (singleton)
);

create table evenkeel.subscriber_mails (
  id bigint generated always as identity not null,
  subscriber_id bigint not null,
  kind text not null,
  update_id bigint,
  maintenance_id bigint,
  moment text not null default ''::text,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint subscriber_mails_pkey PRIMARY KEY (id),
  constraint subscriber_mails_kind_check CHECK (kind = ANY (ARRAY['confirm'::text, 'known'::text, 'update'::text, 'maintenance'::text])),
  constraint subscriber_mails_maintenance_id_fkey FOREIGN KEY (maintenance_id) REFERENCES status_maintenances(id),
  constraint subscriber_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text])),
  constraint subscriber_mails_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscribers(id) ON DELETE CASCADE,
  constraint subscriber_mails_update_id_fkey FOREIGN KEY (update_id) REFERENCES public_updates(id)
);
CREATE INDEX subscriber_mails_due ON evenkeel.subscriber_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX subscriber_mails_finished ON evenkeel.subscriber_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX subscriber_mails_of_update ON evenkeel.subscriber_mails USING btree (update_id, state) WHERE (update_id IS NOT NULL);
CREATE UNIQUE INDEX subscriber_mails_maintenance ON evenkeel.subscriber_mails USING btree (subscriber_id, maintenance_id, moment) WHERE (maintenance_id IS NOT NULL);
CREATE UNIQUE INDEX subscriber_mails_update ON evenkeel.subscriber_mails USING btree (subscriber_id, update_id) WHERE (update_id IS NOT NULL);

create table evenkeel.subscribers (
  id bigint generated always as identity not null,
  email text not null,
  component_ids bigint[] not null default '{}'::bigint[],
  wanted_component_ids bigint[] not null default '{}'::bigint[],
  confirmed_at timestamp with time zone,
  generation integer not null default 1,
  asked_at timestamp with time zone not null default evenkeel.now(),
  created_at timestamp with time zone not null default evenkeel.now(),
  constraint subscribers_pkey PRIMARY KEY (id),
  constraint subscribers_email_check CHECK (email = lower(email)),
  constraint subscribers_email_key UNIQUE (email)
);
CREATE INDEX subscribers_unconfirmed ON evenkeel.subscribers USING btree (asked_at) WHERE (confirmed_at IS NULL);

create table evenkeel.tab_messages (
  id bigint generated always as identity not null,
  browser_id uuid not null,
  payload jsonb not null,
  created_at timestamp with time zone not null default evenkeel.now(),
  expires_at timestamp with time zone not null,
  shown_at timestamp with time zone,
  constraint tab_messages_pkey PRIMARY KEY (id)
);
CREATE INDEX tab_messages_age ON evenkeel.tab_messages USING btree (created_at);
CREATE INDEX tab_messages_waiting ON evenkeel.tab_messages USING btree (browser_id, id) WHERE (shown_at IS NULL);

create table evenkeel.team_members (
  team_id bigint not null,
  person_id bigint not null,
  is_lead boolean not null default false,
  by_group boolean not null default false,
  lead_by_group boolean not null default false,
  constraint team_members_pkey PRIMARY KEY (team_id, person_id),
  constraint team_members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint team_members_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE
);
CREATE INDEX team_members_person ON evenkeel.team_members USING btree (person_id);

create table evenkeel.teams (
  id bigint generated always as identity not null,
  slug text not null,
  name text not null,
  description text not null default ''::text,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  reach_rule jsonb,
  working_hours jsonb,
  constraint teams_pkey PRIMARY KEY (id),
  constraint teams_slug_key UNIQUE (slug)
);
CREATE INDEX teams_name ON evenkeel.teams USING btree (name, id);
CREATE TRIGGER teams_asked BEFORE DELETE ON evenkeel.teams FOR EACH ROW EXECUTE FUNCTION keep_asked_team();

create table evenkeel.test_page_mails (
  id bigint generated always as identity not null,
  person_id bigint not null,
  state text not null default 'pending'::text,
  due_at timestamp with time zone not null default evenkeel.now(),
  attempts integer not null default 0,
  lease_until timestamp with time zone,
  lease_token uuid,
  outcome text,
  created_at timestamp with time zone not null default evenkeel.now(),
  finished_at timestamp with time zone,
  constraint test_page_mails_pkey PRIMARY KEY (id),
  constraint test_page_mails_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint test_page_mails_state_check CHECK (state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'void'::text]))
);
CREATE INDEX test_page_mails_due ON evenkeel.test_page_mails USING btree (due_at, id) WHERE (state = ANY (ARRAY['pending'::text, 'sending'::text]));
CREATE INDEX test_page_mails_finished ON evenkeel.test_page_mails USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX test_page_mails_person ON evenkeel.test_page_mails USING btree (person_id, created_at DESC);

create table evenkeel.test_pages (
  page_id bigint not null,
  person_id bigint not null,
  asked_by jsonb not null,
  constraint test_pages_pkey PRIMARY KEY (page_id),
  constraint test_pages_page_id_fkey FOREIGN KEY (page_id) REFERENCES pages(id) ON DELETE CASCADE,
  constraint test_pages_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id)
);
CREATE INDEX test_pages_of_person ON evenkeel.test_pages USING btree (person_id, page_id DESC);

create table evenkeel.thread_cursor (
  singleton boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  restored_id bigint not null default 0,
  constraint thread_cursor_pkey PRIMARY KEY (singleton),
  constraint thread_cursor_singleton_check CHECK (singleton)
);

create table evenkeel.thread_lines (
  id bigint generated always as identity not null,
  notification_id bigint not null,
  event_id bigint not null,
  text text not null,
  alert_count integer not null default 0,
  is_escalation boolean not null default false,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  constraint thread_lines_pkey PRIMARY KEY (id),
  constraint thread_lines_notification_id_event_id_key UNIQUE (notification_id, event_id),
  constraint thread_lines_notification_id_fkey FOREIGN KEY (notification_id) REFERENCES notifications(id) ON DELETE CASCADE
);
CREATE INDEX thread_lines_due ON evenkeel.thread_lines USING btree (due_at);

create table evenkeel.timeline_events (
  id bigint generated always as identity not null,
  incident_id bigint not null,
  at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null default evenkeel.now(),
  kind text not null,
  text text not null,
  is_key boolean not null default false,
  actor jsonb not null,
  data jsonb not null default '{}'::jsonb,
  original_text text,
  original_at timestamp(3) with time zone,
  edited_at timestamp(3) with time zone,
  edited_by jsonb,
  version integer not null default 1,
  constraint timeline_events_pkey PRIMARY KEY (id),
  constraint timeline_events_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id)
);
CREATE INDEX timeline_events_incident ON evenkeel.timeline_events USING btree (incident_id, at, id);
CREATE INDEX timeline_events_key ON evenkeel.timeline_events USING btree (incident_id, at, id) WHERE is_key;

create table evenkeel.views (
  id bigint generated always as identity not null,
  list text not null,
  name text not null,
  search text not null,
  owner_id bigint not null,
  shared_with text not null default 'nobody'::text,
  team_id bigint,
  version integer not null default 1,
  created_at timestamp with time zone not null default evenkeel.now(),
  deleted_at timestamp with time zone,
  constraint views_pkey PRIMARY KEY (id),
  constraint views_check CHECK (team_id IS NULL OR shared_with = 'team'::text),
  constraint views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint views_shared_with_check CHECK (shared_with = ANY (ARRAY['nobody'::text, 'team'::text, 'everyone'::text])),
  constraint views_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL
);
CREATE INDEX views_deleted ON evenkeel.views USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX views_everyone ON evenkeel.views USING btree (list) WHERE (shared_with = 'everyone'::text);
CREATE INDEX views_owner ON evenkeel.views USING btree (owner_id);
CREATE INDEX views_team ON evenkeel.views USING btree (team_id) WHERE (team_id IS NOT NULL);
