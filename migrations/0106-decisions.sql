-- breaking: no
-- Decisions of quarterly reviews get an owner, a day and a state.
create table evenkeel.review_decisions (
  id bigint generated always as identity primary key,
  review_id bigint not null references evenkeel.quarterly_reviews on delete cascade,
  text text not null,
  owner_id bigint references evenkeel.people on delete set null,
  due_on date,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  reason text not null default '',
  finished_at timestamptz,
  finished_by jsonb,
  version int not null default 1,
  created_at timestamptz not null default evenkeel.now(),
  check ((state = 'open') = (finished_at is null))
);
create index review_decisions_review on evenkeel.review_decisions (review_id, id);
create index review_decisions_due on evenkeel.review_decisions (coalesce(due_on, 'infinity'), id);
create index review_decisions_open on evenkeel.review_decisions (owner_id, due_on) where state = 'open';

insert into evenkeel.review_decisions (review_id, text, created_at)
select r.id, d.text, coalesce(r.held_at, r.composed_at)
from evenkeel.quarterly_reviews r, jsonb_array_elements_text(r.decisions) with ordinality as d (text, place)
order by r.id, d.place;

-- A trigger, so that decisions which an older node writes are kept too.
create function evenkeel.keep_written_decisions() returns trigger language plpgsql as $$
begin
  insert into evenkeel.review_decisions (review_id, text)
  select new.id, d.text from jsonb_array_elements_text(new.decisions) with ordinality as d (text, place)
  where not exists (select from evenkeel.review_decisions k where k.review_id = new.id and k.text = d.text)
  order by d.place;
  return null;
end $$;
create trigger quarterly_reviews_decided after update on evenkeel.quarterly_reviews for each row
  when (old.decisions is distinct from new.decisions) execute function evenkeel.keep_written_decisions();
