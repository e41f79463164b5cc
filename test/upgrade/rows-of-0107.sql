-- Rows of the tables that 0131 added.

insert into evenkeel.own_practice_changes (day, words, created_by) values ('2026-01-05', 'Feature flags introduced', 'Ada');
