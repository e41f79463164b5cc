-- breaking: no
-- How lists are searched by name: each word occurs somewhere in the name or the key (slug, address), and the closest
-- names come first, so that a name typed whole is found among thousands that contain it.
create function evenkeel.has_words(words text[], name text, key text) returns boolean
  immutable parallel safe language sql
  as $$ select words is null or (name || ' ' || key) ilike all (words) $$;
create function evenkeel.name_distance(wanted text, name text, key text) returns int
  immutable parallel safe language sql
  as $$ select case
    when wanted is null then 0
    when lower(name) = lower(wanted) or key = lower(wanted) then 0
    when starts_with(lower(name), lower(wanted)) then 1
    when strpos(lower(name), ' ' || lower(wanted)) > 0 then 2
    else 3 end $$;
