/** The one place where named rows of `settings` are read and written. */
import { type EventData, type EventKind, specOf } from '../../../contract/events/catalogue.ts';
import { withAnyTexts } from '../../../contract/relaxed.ts';
import type { Context } from '../context.ts';
import { type Queryable, row, run } from '../db/database.ts';
import { changedMeanwhile } from '../events/changed-meanwhile.ts';
import { type NewEvent, recordEvents } from '../events/record.ts';
import type { NoteName, SecretName, Setting } from './registry.ts';

/**
 * A setting in force. `isEdited` is false while nobody has edited it, and where what is stored cannot be read; `version`
 * is 0 before the first edit.
 */
export async function readSetting<Value>(
  db: Queryable,
  { name, schema, usual }: Setting<Value>,
): Promise<{ value: Value; isEdited: boolean; version: number }> {
  const stored = await row<{ value: unknown; version: number }>(
    db,
    'select value, version from settings where name = $1',
    [name],
  );
  const parsed = withAnyTexts(schema).safeParse(stored?.value);
  return {
    value: parsed.success ? parsed.data : usual,
    isEdited: stored !== null && parsed.success,
    version: stored?.version ?? 0,
  };
}

/**
 * Replaces a setting and records its event with `data`. A `value` of null puts back what is usual; its version goes on,
 * so that the next edit is not the one that somebody saw before.
 * @throws Problem `version_mismatch` when somebody has changed it since `ifMatch` (0: never)
 */
export async function writeSetting<Value, Kind extends EventKind>(
  tx: Queryable,
  { actor }: Pick<Context, 'actor'>,
  { name, event }: Setting<Value, Kind>,
  value: Value | null,
  ifMatch: number | undefined,
  data: EventData<Kind>,
): Promise<void> {
  if (!(await store(tx, name, value, ifMatch))) {
    throw await changedMeanwhile(tx, specOf(event).subject, null, [event]);
  }
  await recordEvents(tx, actor, [{ kind: event, subjectId: null, data } as NewEvent]);
}

/** False when somebody has stored another version than the expected one (0: none) in the meantime. */
async function store(tx: Queryable, name: string, value: unknown, version: number | undefined): Promise<boolean> {
  const text = JSON.stringify(value);
  const updated = await run(
    tx,
    `update settings set value = $2, version = version + 1, updated_at = evenkeel.now()
     where name = $1 and ($3::int is null or version = $3)`,
    [name, text, version ?? null],
  );
  if (updated === 1) return true;
  if (version !== undefined && version !== 0) return false;
  return insertMissing(tx, name, text);
}

/** Notes something; of several who note it at the same time, one is told that it was not noted before. */
export function writeNote(tx: Queryable, name: NoteName, value: unknown): Promise<boolean> {
  return insertMissing(tx, name, JSON.stringify(value));
}

/** @returns whether it was noted */
export async function removeNote(tx: Queryable, name: NoteName): Promise<boolean> {
  return (await run(tx, 'delete from settings where name = $1', [name])) === 1;
}

/** A secret under one key, where the first one cannot be opened, has the id of the key behind its name. */
type StoredSecretName = SecretName | `${SecretName}:${string}`;

export async function isStored(db: Queryable, name: StoredSecretName | NoteName): Promise<boolean> {
  return (await row(db, 'select from settings where name = $1', [name])) !== null;
}

/** Reads what the installation made for itself, or stores `fresh` when there is none: all nodes end up with the same one. */
export async function readOrMake<T>(db: Queryable, name: StoredSecretName, fresh: () => T): Promise<T> {
  const read = () => row<{ value: T }>(db, 'select value from settings where name = $1', [name]);
  const found = await read();
  if (found) return found.value;
  await insertMissing(db, name, JSON.stringify(fresh()));
  return (await read())!.value;
}

async function insertMissing(db: Queryable, name: string, text: string): Promise<boolean> {
  const inserted = await run(db, 'insert into settings (name, value) values ($1, $2) on conflict do nothing', [
    name,
    text,
  ]);
  return inserted === 1;
}
