-- breaking: no
-- Who has acknowledged a page that everybody whom a step asked must acknowledge; it ends with the last of them.
create table evenkeel.page_acknowledgements (
  page_id bigint not null references evenkeel.pages on delete cascade,
  generation int not null,
  person_id bigint not null references evenkeel.people,
  at timestamptz not null default evenkeel.now(),
  primary key (page_id, generation, person_id)
);
