-- breaking: no
-- Courses and drill scenarios as files. Each node stores at its start how they came with its version; what an organisation
-- wrote stands beside it and goes first. An older node knows only what is in its code.
create table evenkeel.program_documents (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('course', 'scenario')),
  key text not null,
  shipped text,
  own text,
  archived_at timestamptz,
  updated_by jsonb,
  updated_at timestamptz,
  version integer not null default 1,
  unique (kind, key)
);

create table evenkeel.program_document_versions (
  document_id bigint not null references evenkeel.program_documents on delete cascade,
  version integer not null,
  source text not null,
  written_by jsonb not null,
  written_at timestamptz not null default evenkeel.now(),
  primary key (document_id, version)
);
