-- breaking: no
-- What followers of events wait for: transactions of this database, not of every database of the server.

-- What is added to the numbers of this server's transactions: zero, except in a database that was moved here from a
-- server that had counted further. The repair at the start replaces this function.
create function evenkeel.transaction_offset() returns bigint language sql stable parallel safe as $$ select 0::bigint $$;

-- The number under which the running transaction writes its events.
create function evenkeel.event_tx() returns xid8 language sql stable
  as $$ select (pg_current_xact_id()::text::bigint + evenkeel.transaction_offset())::text::xid8 $$;

-- Rows of every transaction below this number are final for the snapshot of the statement that asks.
-- Whoever runs in that snapshot may still write, unless their session or prepared transaction is seen to belong to
-- another database: nobody changes the database within a transaction. Whom nobody can place is waited for.
-- Stable, so that the snapshot is the one of the statement; cleared first, so that sessions are looked at after it was
-- taken and a session cannot be taken for the one that had its place before.
create function evenkeel.event_horizon() returns xid8 language sql stable as $$
  select pg_stat_clear_snapshot();
  select (evenkeel.transaction_offset() + coalesce(
    (select min(running.tx::text::bigint) from pg_snapshot_xip(pg_current_snapshot()) as running (tx)
     where not exists (
         select from pg_stat_activity a
         where a.backend_xid = running.tx::xid
           and a.datid <> (select d.oid from pg_database d where d.datname = current_database()))
       and not exists (
         select from pg_prepared_xacts p
         where p.transaction = running.tx::xid and p.database <> current_database())),
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint))::text::xid8
$$;
