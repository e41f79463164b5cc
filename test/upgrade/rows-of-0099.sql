-- Rows of the tables that 0111 added.

insert into evenkeel.sponsor_letter_settings (pilot_id, name, email, confirmed_at, due_at)
  select id, 'Vera Stone', 'vera@example.org', evenkeel.now(), evenkeel.now() from evenkeel.pilots order by id limit 1;

insert into evenkeel.sponsor_letters (id, pilot_id, wanted_at, subject, sections, note, recipient_name, email, generation, expires_at)
  overriding system value
  select 1, pilot_id, evenkeel.now(), 'Payments: where incident management stands', '[]', '', 'Vera Stone', email, 1, evenkeel.now()
  from evenkeel.sponsor_letter_settings;

insert into evenkeel.sponsor_mails (id, kind, pilot_id, letter_id, state, finished_at) overriding system value
  select 1, 'letter', pilot_id, id, 'sent', evenkeel.now() from evenkeel.sponsor_letters;
