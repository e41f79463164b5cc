/**
 * The clock of the demo while it is made. Every deadline of the product is read from one SQL function; inside the
 * transaction that makes the demo this function reads a setting of the session instead, and before the commit it is as
 * it was. No other session ever sees it moved.
 */
import { type Queryable, row, send } from '../platform/db/database.ts';

export type BorrowedClock = {
  /** Epoch milliseconds. */
  set(at: number): Promise<void>;
  /** Gives the clock back as it was. */
  giveBack(): Promise<void>;
};

const setting = 'evenkeel.demo_clock';

export async function borrowClock(tx: Queryable): Promise<BorrowedClock> {
  const found = await row<{ definition: string }>(
    tx,
    `select pg_get_functiondef('evenkeel.now'::regproc) as definition`,
  );
  await tx.query(`create or replace function evenkeel.now() returns timestamptz language sql stable parallel safe
    as $$ select current_setting('${setting}')::timestamptz $$`);
  return {
    async set(at) {
      await send(tx, {
        name: 'set-demo-clock',
        text: `select set_config('${setting}', $1, true)`,
        values: [new Date(at).toISOString()],
      });
    },
    async giveBack() {
      await tx.query(found!.definition);
    },
  };
}
