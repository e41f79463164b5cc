-- Pictures of courses and scenarios. What they show never changes, so an address always means the same picture.
create table evenkeel.program_pictures (
  id bigint generated always as identity primary key,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  hash bytea not null unique,
  bytes bytea not null,
  added_by jsonb not null,
  added_at timestamptz not null default evenkeel.now()
);
