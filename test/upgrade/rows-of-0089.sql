-- Rows of the table that 0089 added.

insert into evenkeel.program_pictures (id, media_type, hash, bytes, added_by) overriding system value
  values (1, 'image/png', '\x01', '\x89504e47', '{"kind": "system", "name": "Evenkeel"}');
