-- Rows of the tables that 0050 and 0051 added.

insert into evenkeel.escalation_turns (policy_id, branch, step_index, person_id) values (1, '', 0, 5);

insert into evenkeel.page_acknowledgements (page_id, generation, person_id) select min(id), 1, 5 from evenkeel.pages;
