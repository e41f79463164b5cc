-- breaking: no
-- What a source is connected to, for its setup steps. An older node leaves it as it is.
alter table evenkeel.sources add column sender text;
