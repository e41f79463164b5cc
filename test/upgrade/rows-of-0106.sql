-- Rows of the table that 0141 added, beside those that it made of decisions written before.

insert into evenkeel.review_decisions (review_id, text, owner_id, due_on, state, reason, finished_at, finished_by)
  select r.id, 'Finance joins the next review', p.id, '2027-02-01', 'dropped', 'It was reorganised.', '2027-01-20',
    jsonb_build_object('kind', 'person', 'name', p.name, 'personId', p.id)
  from evenkeel.quarterly_reviews r, evenkeel.people p order by r.id, p.id limit 1;
