-- Rows of the table that 0064 added.

insert into evenkeel.canary_runs (node_id, finished_at) select min(id), evenkeel.now() from evenkeel.nodes;
