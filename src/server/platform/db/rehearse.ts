import { type Database, type Transaction, transaction } from './database.ts';

class Undone extends Error {}

/**
 * Runs `work` on several connections at once and undoes it: a connection reads the catalogue and plans a statement at
 * its first use, which takes many times as long as running it. The pool takes the connection that was used last, so
 * the rehearsed ones are those that work. Throws what fails.
 */
export async function rehearse(
  db: Database,
  connections: number,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const one = () =>
    transaction(db, async (tx) => {
      await work(tx);
      // Fails when a statement failed whose answer nobody waited for.
      await tx.query('select');
      throw new Undone();
    }).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  await Promise.all(Array.from({ length: connections }, one));
}
