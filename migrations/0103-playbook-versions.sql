-- The playbook as it was published, section by section, and who has read and confirmed each version.
create table evenkeel.playbook_versions (
  -- 1, 2, 3, …, without a gap.
  id bigint primary key,
  note text not null,
  -- [{"key", "title", "markdown"}]
  sections jsonb not null,
  published_by jsonb not null,
  published_at timestamptz(3) not null default evenkeel.now()
);

create table evenkeel.playbook_confirmations (
  version_id bigint not null references evenkeel.playbook_versions,
  person_id bigint not null references evenkeel.people on delete cascade,
  confirmed_at timestamptz(3) not null default evenkeel.now(),
  primary key (version_id, person_id)
);
create index playbook_confirmations_person on evenkeel.playbook_confirmations (person_id);
