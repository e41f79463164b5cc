-- breaking: no
-- The page that goes on with the alerts of this one; messages about this one speak for that one. An older node sees a
-- resolved page without alerts.
alter table evenkeel.pages add column merged_into bigint references evenkeel.pages (id) on delete set null;
create index pages_merged on evenkeel.pages (merged_into) where merged_into is not null;

-- What arrives later for a merged group joins the page that went on, while that is not resolved. The key is the group of
-- a page that ended in it, or an alert of it: sha256 of `key <source id> <dedup hash in hex>`.
create table evenkeel.merged_keys (
  key_hash bytea primary key,
  page_id bigint not null references evenkeel.pages (id) on delete cascade
);
create index merged_keys_page on evenkeel.merged_keys (page_id);

-- A merge or a split, with what undoing it gives back and what must not have changed until then.
create table evenkeel.regroupings (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('merge', 'split')),
  page_id bigint not null references evenkeel.pages (id) on delete cascade,
  earlier jsonb not null,
  left_as jsonb not null,
  done_by jsonb not null,
  done_at timestamptz not null default evenkeel.now(),
  undone_at timestamptz
);
create index regroupings_page on evenkeel.regroupings (page_id);
