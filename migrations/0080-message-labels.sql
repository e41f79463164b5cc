-- breaking: no
-- Names of the labels that messages about alerts of a source show, in this order; null for all that are fit to be shown.
alter table evenkeel.sources add column message_labels text[];
