-- breaking: no
-- What a sandbox has kept besides messages of pages. An older node sends it.
create table evenkeel.sandbox_kept (
  id bigint generated always as identity primary key,
  sandbox_id bigint not null references evenkeel.sandboxes on delete cascade,
  at timestamptz not null default evenkeel.now(),
  way text not null check (way in ('outgoing-webhook', 'notice', 'reminder')),
  -- Of the outgoing webhook, or of the person.
  name text not null,
  title text not null
);
create index sandbox_kept_sandbox on evenkeel.sandbox_kept (sandbox_id, id);
