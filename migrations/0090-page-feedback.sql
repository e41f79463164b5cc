-- breaking: no
-- Whether a page needed anybody, in the words of those who answered it. An older node leaves it as it is.
alter table evenkeel.pages add column feedback text;
alter table evenkeel.pages add column feedback_by jsonb;
alter table evenkeel.pages add column feedback_at timestamptz;
alter table evenkeel.pages add constraint pages_feedback_check
  check (feedback in ('acted', 'nothing_to_do', 'duplicate')) not valid;
