-- Removing the personal data of a person on request. An older node beside newer ones removes nothing and can enable
-- somebody whose data was removed: an account without name, address and way in.
alter table evenkeel.people add column removed_at timestamptz;

create table evenkeel.personal_data_removals (
  id bigint generated always as identity primary key,
  person_id bigint not null references evenkeel.people,
  state text not null default 'scheduled' check (state in ('scheduled', 'running', 'done', 'canceled')),
  -- Whether what people typed keeps the name, or gets the pseudonym.
  texts text not null check (texts in ('keep', 'replace')),
  due_at timestamptz not null,
  requested_by jsonb not null,
  requested_at timestamptz not null default evenkeel.now(),
  started_at timestamptz,
  ended_at timestamptz,
  -- Why it was canceled; empty otherwise.
  reason text not null default '',
  -- What is looked for, sealed; empty before it starts and after it ends.
  words text not null default '',
  -- Where the work is: all tables are gone through until a whole pass finds nothing.
  pass int not null default 1,
  step text not null default '',
  block bigint not null default 0,
  changed_in_pass bigint not null default 0,
  changed bigint not null default 0
);
create unique index personal_data_removals_open on evenkeel.personal_data_removals (person_id)
  where state in ('scheduled', 'running');
create index personal_data_removals_person on evenkeel.personal_data_removals (person_id, id);
create index personal_data_removals_due on evenkeel.personal_data_removals (due_at, id) where state in ('scheduled', 'running');

-- Text with every match of `names` (case counts) and of `addresses` (it does not) replaced; an empty pattern is none.
create function evenkeel.without_person(said text, names text, addresses text, pseudonym text, address text)
returns text language sql immutable parallel safe as $$
  select case when names = '' then found else regexp_replace(found, names, pseudonym, 'g') end
  from (select case when addresses = '' then said else regexp_replace(said, addresses, address, 'gi') end as found) a
$$;

-- The same in every text of a value. The name beside the `personId` of somebody else is theirs.
create function evenkeel.without_person(said jsonb, person bigint, names text, addresses text, pseudonym text, address text)
returns jsonb language plpgsql immutable parallel safe as $$
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
end $$;

-- The value with '' for every text, or for every text below one of the keys.
create function evenkeel.without_texts(said jsonb, keys text[] default null)
returns jsonb language plpgsql immutable parallel safe as $$
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
end $$;

-- Event rows stay what they were: while the personal data of somebody are removed, texts within `actor` and `data` may be
-- replaced, and nothing else of them.
create or replace function evenkeel.refuse_change() returns trigger language plpgsql as $$
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
end $$;
