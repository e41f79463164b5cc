/**
 * Events and those who follow them are ordered by the numbers of transactions, which every PostgreSQL server counts for
 * itself. A database that was moved to another server by pg_dump or logical replication holds numbers that this server
 * has not reached: new events would come before old ones, and nobody would be told of them.
 */
import { type Database, type Queryable, row, rows, transaction } from '../db/database.ts';
import { locks } from '../db/locks.ts';

/**
 * By how much the numbers stored are ahead of those that any transaction which runs now or later may write; 0 when this
 * server has given them all out itself.
 */
export async function numbersAhead(db: Queryable): Promise<number> {
  const columns = await rows<{ table: string; column: string }>(
    db,
    `select format('evenkeel.%I', c.relname) as table, quote_ident(a.attname) as column
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'evenkeel'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.atttypid = 'xid8'::regtype and not a.attisdropped`,
  );
  const newest = columns.map(({ table, column }) => `(select ${column} from ${table} order by ${column} desc limit 1)`);
  const found = await row<{ newest: number | null; next: number; oldestRunning: number }>(
    db,
    `select greatest(${newest.join(', ')})::text::bigint - evenkeel.transaction_offset() as newest,
       pg_snapshot_xmax(s.snapshot)::text::bigint as next, pg_snapshot_xmin(s.snapshot)::text::bigint as oldest_running
     from (select pg_current_snapshot() as snapshot) s`,
  );
  const { newest: stored, next, oldestRunning } = found!;
  return stored === null || stored < next ? 0 : stored - oldestRunning + 1;
}

/**
 * Lets this server go on counting where the other one stopped: an offset is added to the numbers of its transactions.
 * No row is rewritten, so nothing that was waiting to be told is lost, and nothing is told twice.
 * @returns by how much the numbers were ahead; 0 when there was nothing to repair
 */
export async function repairNumbering(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    // Nodes that start together do it one after the other, and only the first finds something.
    await tx.query('select pg_advisory_xact_lock($1)', [locks.numbering]);
    const ahead = await numbersAhead(tx);
    if (ahead === 0) return 0;
    const found = await row<{ offset: number }>(tx, 'select evenkeel.transaction_offset() as offset');
    await tx.query(`create or replace function evenkeel.transaction_offset() returns bigint
      language sql stable parallel safe as $$ select ${found!.offset + ahead}::bigint $$`);
    await tx.query('alter table evenkeel.events alter column tx set default evenkeel.event_tx()');
    return ahead;
  });
}
