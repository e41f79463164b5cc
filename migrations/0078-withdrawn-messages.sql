-- breaking: no
-- Why a message asks its reader no more while its page is still open: {"because": "reassigned", "byName": "Ada"}.
alter table evenkeel.notifications add column withdrawn jsonb;
