-- breaking: no
-- Past incidents of other tools: what came together, and which incident is which there. An older node neither reads nor writes it.
create table evenkeel.incident_imports (
  id bigint generated always as identity primary key,
  source text not null,
  file_name text not null,
  state text not null default 'open' check (state in ('open', 'finished', 'undone')),
  settings jsonb not null,
  imported_count integer not null default 0,
  duplicate_count integer not null default 0,
  refused_count integer not null default 0,
  started_by jsonb not null,
  started_at timestamptz not null default evenkeel.now(),
  finished_at timestamptz,
  undone_at timestamptz
);
-- Two imports of one source would not see each other's incidents.
create unique index incident_imports_open on evenkeel.incident_imports (source) where state = 'open';

create table evenkeel.imported_incidents (
  incident_id bigint primary key references evenkeel.incidents on delete cascade,
  import_id bigint not null references evenkeel.incident_imports,
  source text not null,
  external_id text not null,
  unique (source, external_id)
);
create index imported_incidents_import on evenkeel.imported_incidents (import_id, incident_id);
