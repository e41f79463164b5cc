/** The node processes that share one database. Each process start is a node of its own. */
import type { Logger } from 'pino';
import { type Database, type Queryable, row, run } from './db/database.ts';
import { type Loop, startLoop } from './loop.ts';

/** A node whose heartbeat is older than this is taken for dead: its log and its claims are adopted. */
export const nodeDeadAfterSeconds = 5;

export type NodeHandle = {
  id: number;
  name: string;
  loop: Loop;
  /** The database's time in epoch ms, from this process's clock and the difference seen at the last heartbeat. */
  databaseNow(): number;
  /** The clock on the wall of the database's machine, which no test moves: for what others compare with theirs. */
  wallNow(): number;
  leave(): Promise<void>;
};

/** Whether a process is at work on this database now, under whatever name. */
export async function isAnyNodeRunning(db: Queryable): Promise<boolean> {
  const found = await row<{ isRunning: boolean }>(
    db,
    `select exists (select from nodes where stopped_at is null
       and heartbeat_at > evenkeel.now() - make_interval(secs => $1)) as is_running`,
    [nodeDeadAfterSeconds],
  );
  return found!.isRunning;
}

export async function joinNodes(db: Database, name: string, version: string, log: Logger): Promise<NodeHandle> {
  const joined = await row<{ id: number }>(db, 'insert into nodes (name, version) values ($1, $2) returning id', [
    name,
    version,
  ]);
  const id = joined!.id;
  let clockOffsetMs = 0;
  let wallOffsetMs = 0;
  const loop = startLoop({
    name: 'node',
    pauseMs: 1_000,
    carriesPages: true,
    log,
    work: async () => {
      const beat = await row<{ now: Date; wall: Date }>(
        db,
        `update nodes set heartbeat_at = evenkeel.now() where id = $1
         returning heartbeat_at as now, statement_timestamp() as wall`,
        [id],
      );
      if (beat) {
        clockOffsetMs = beat.now.getTime() - Date.now();
        wallOffsetMs = beat.wall.getTime() - Date.now();
      }
      return false;
    },
  });
  return {
    id,
    name,
    loop,
    databaseNow: () => Date.now() + clockOffsetMs,
    wallNow: () => Date.now() + wallOffsetMs,
    async leave() {
      await loop.stop();
      await run(db, 'update nodes set stopped_at = evenkeel.now() where id = $1', [id]);
    },
  };
}
