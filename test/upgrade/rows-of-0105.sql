-- Rows of the tables that 0140 added.

insert into evenkeel.review_meetings (review_id, starts_at, ends_at)
  select id, evenkeel.now(), evenkeel.now() + interval '1 hour' from evenkeel.quarterly_reviews order by id limit 1;

insert into evenkeel.review_invitations (id, review_id, email, name) overriding system value
  select 1, review_id, 'cleo@example.org', 'Cleo' from evenkeel.review_meetings;

insert into evenkeel.review_mails (id, invitation_id, kind, sequence, state, finished_at) overriding system value
  select 1, id, 'request', 0, 'sent', evenkeel.now() from evenkeel.review_invitations;
