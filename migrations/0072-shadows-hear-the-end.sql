-- breaking: no
-- Who has heard of a page as a shadow hears that somebody acknowledged it, or that it is over.
create index notices_shadowed on evenkeel.notices (path) where kind = 'shadowedPage';
