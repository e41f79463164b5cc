import { type Queryable, row, run } from './database.ts';

/** A setting of the whole installation and its version, or null while nobody has edited it. */
export async function loadSetting(db: Queryable, name: string): Promise<{ value: unknown; version: number } | null> {
  return row(db, 'select value, version from settings where name = $1', [name]);
}

/** False when somebody has stored another version than the expected one (0: none) in the meantime. */
export async function storeSetting(
  tx: Queryable,
  name: string,
  value: unknown,
  version: number | undefined,
): Promise<boolean> {
  const text = JSON.stringify(value);
  const updated = await run(
    tx,
    `update settings set value = $2, version = version + 1, updated_at = evenkeel.now()
     where name = $1 and ($3::int is null or version = $3)`,
    [name, text, version ?? null],
  );
  if (updated === 1) return true;
  if (version !== undefined && version !== 0) return false;
  const inserted = await run(tx, 'insert into settings (name, value) values ($1, $2) on conflict do nothing', [
    name,
    text,
  ]);
  return inserted === 1;
}
