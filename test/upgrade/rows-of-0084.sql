-- Rows of the tables that 0084 added.

insert into evenkeel.chat_links (provider_id, channel, identity_hash, token_hash, settings, expires_at)
  select min(id), 'slack', '\x01', '\x02', 's1.none', '2027-01-05' from evenkeel.providers having min(id) is not null;
