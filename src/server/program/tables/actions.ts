import { problem } from '../../../contract/errors.ts';
import type { TableName } from '../../../contract/program/tables.ts';
import { tableNamed } from '../../../domain/program/tables.ts';
import { pastShifts } from '../../../domain/respond/schedules/history.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadHistories } from '../../respond/schedules/history.ts';
import * as store from './store.ts';

/** Rows that are read and written at a time; in Parquet a row group. */
const batchRows = 5_000;
const dayMs = 86_400_000;
/** How much of the past is read for shifts at a time, and how long before it a shift may have begun. */
const windowMs = 31 * dayMs;
const longestShiftMs = 35 * dayMs;

export type TableExport = {
  /** What the next export gives as `since`. */
  next: string;
  /** In the order of the columns. */
  batches: AsyncGenerator<store.Value[][]>;
};

/**
 * The rows of a table, all or those changed since an earlier export: at least them, and whatever changes meanwhile comes
 * with the next export. @throws Problem `invalid_input` for a `since` that no export of this database can have answered
 */
export async function openTable(db: Queryable, name: TableName, since: string | undefined): Promise<TableExport> {
  const { tx, at } = await store.readHorizon(db);
  const [sinceTx = null, sinceMs = null] = since?.split('.') ?? [];
  if (sinceTx !== null && (BigInt(sinceTx) > BigInt(tx) || Number(sinceMs) > at.getTime())) {
    const message = 'This database has answered no such cursor. Export everything once, as after a restore.';
    throw problem('invalid_input', message, [{ path: 'query.since', message }]);
  }
  return {
    next: `${tx}.${at.getTime()}`,
    batches:
      name === 'shifts'
        ? shiftRows(db, sinceMs === null ? null : Number(sinceMs), at.getTime())
        : rowsOf(db, name, sinceTx),
  };
}

async function* rowsOf(db: Queryable, name: Exclude<TableName, 'shifts'>, since: string | null) {
  const { key, columns } = tableNamed(name);
  const places = key.map((part) => columns.findIndex((column) => column.name === part));
  let after: store.Value[] | null = null;
  for (;;) {
    const found: store.Value[][] = await store.listRows(db, name, { after, since, limit: batchRows });
    if (found.length > 0) yield found;
    if (found.length < batchRows) return;
    after = places.map((place) => found.at(-1)![place]!);
  }
}

/** Shifts that ended in `[from, to)`, as they were worked. */
async function* shiftRows(db: Queryable, from: number | null, to: number) {
  const schedules = await store.listScheduleStarts(db);
  const first = Math.min(...schedules.map(({ at }) => at.getTime()));
  const ids = schedules.map(({ id }) => id);
  for (let start = Math.max(from ?? first, first); start < to; start += windowMs) {
    const end = Math.min(start + windowMs, to);
    // A shift that the end of the window cuts has not ended there, so read a day more.
    const [read, readTo] = [start - longestShiftMs, end + dayMs];
    const found = [...(await loadHistories(db, ids, read, readTo))].flatMap(([scheduleId, history]) =>
      pastShifts(history, read, readTo)
        .filter(({ endAt }) => endAt >= start && endAt < end)
        .map(({ teamId, personId, startAt, endAt }): store.Value[] => [
          scheduleId,
          teamId,
          personId,
          new Date(startAt),
          new Date(endAt),
        ]),
    );
    if (found.length > 0) yield found;
  }
}
