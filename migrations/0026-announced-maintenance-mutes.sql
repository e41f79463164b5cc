-- breaking: no
-- Announced maintenance may mute alerts meanwhile: by a maintenance window of its own.

alter table evenkeel.status_maintenances add column window_id bigint references evenkeel.maintenance_windows on delete set null;
