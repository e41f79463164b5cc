-- breaking: no
-- A page that is acknowledged and not resolved for so long opens again. Beside the definition, which nodes of before
-- read strictly.
alter table evenkeel.escalation_policies add column acknowledgement_timeout_seconds int
  check (acknowledgement_timeout_seconds between 300 and 604800);
