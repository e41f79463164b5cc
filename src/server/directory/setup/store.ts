import { type Queryable, row, run } from '../../platform/db/database.ts';

export async function setSetupHash(tx: Queryable, hash: Buffer | null): Promise<void> {
  await run(tx, 'update installation set setup_hash = $1', [hash]);
}

export async function loadSetupHash(tx: Queryable): Promise<Buffer | null> {
  const found = await row<{ setupHash: Buffer | null }>(tx, 'select setup_hash from installation');
  return found?.setupHash ?? null;
}
