-- breaking: no
-- Why a baseline was frozen after its goal had begun, and the objective that a goal belongs to.
alter table evenkeel.goals add column baseline_reason text not null default '';
alter table evenkeel.goals add column objective text not null default '';
alter table evenkeel.goals add column objective_url text;
