import type { Override } from '../../../../contract/respond/schedules/overrides.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../../platform/db/paging.ts';

export type OverrideRow = Omit<Override, 'startsAt' | 'endsAt' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
};

const columns = `o.id, o.schedule_id, o.person_id, p.name as person_name, o.replaces_person_id,
  r.name as replaces_person_name, o.starts_at, o.ends_at, o.reason,
  o.created_by->>'name' as created_by, o.created_at, o.version`;

const joins = `schedule_overrides o join people p on p.id = o.person_id
  left join people r on r.id = o.replaces_person_id`;

/** Those that run or lie ahead, the next to end first. */
export async function listComing(
  db: Queryable,
  scheduleId: number,
  { limit, cursor, madeAs }: { limit: number; cursor?: string | undefined; madeAs?: 'single' | 'rota' | undefined },
) {
  const [endsAtMs, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<OverrideRow>(
    db,
    `select ${columns} from ${joins}
     where o.schedule_id = $1 and o.ends_at > evenkeel.now()
       and ($2::float8 is null or (o.ends_at, o.id) > (to_timestamp($2 / 1000.0), $3::bigint))
       and ($5::boolean is null or (o.rota_id is not null) = $5)
     order by o.ends_at, o.id limit $4`,
    [scheduleId, endsAtMs, id, limit + 1, madeAs === undefined ? null : madeAs === 'rota'],
  );
  return pageOf(found, limit, (override) => [override.endsAt.getTime(), override.id]);
}

/** Those that touch `[from, to)`, in order of creation; at most `limit`. */
export async function overridesBetween(db: Queryable, scheduleId: number, from: Date, to: Date, limit: number) {
  return rows<OverrideRow>(
    db,
    `select ${columns} from ${joins}
     where o.schedule_id = $1 and o.ends_at > $2 and o.starts_at < $3 order by o.id limit $4`,
    [scheduleId, from, to, limit],
  );
}

export async function loadOverride(db: Queryable, scheduleId: number, id: number): Promise<OverrideRow | null> {
  return row<OverrideRow>(
    db,
    `select ${columns} from ${joins}
     where o.schedule_id = $1 and o.id = $2`,
    [scheduleId, id],
  );
}

export async function countComing(db: Queryable, scheduleId: number): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    'select count(*)::int as count from schedule_overrides where schedule_id = $1 and ends_at > evenkeel.now()',
    [scheduleId],
  );
  return counted!.count;
}

export async function insertOverride(
  db: Queryable,
  override: Pick<OverrideRow, 'scheduleId' | 'personId' | 'replacesPersonId' | 'startsAt' | 'endsAt'> & {
    reason: string;
    createdBy: string;
  },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into schedule_overrides (schedule_id, person_id, starts_at, ends_at, reason, created_by, replaces_person_id)
     values ($1, $2, $3, $4, $5, jsonb_build_object('name', $6::text), $7) returning id`,
    [
      ...[override.scheduleId, override.personId, override.startsAt, override.endsAt],
      ...[override.reason, override.createdBy, override.replacesPersonId],
    ],
  );
  return inserted!.id;
}

/** False when it has another version than expected. */
export async function updateOverride(
  db: Queryable,
  {
    id,
    personId,
    replacesPersonId,
    startsAt,
    endsAt,
    reason,
  }: Omit<OverrideRow, 'scheduleId' | 'personName' | 'replacesPersonName' | 'createdBy' | 'createdAt' | 'version'>,
  version: number | undefined,
): Promise<boolean> {
  const updated = await run(
    db,
    `update schedule_overrides set person_id = $2, starts_at = $3, ends_at = $4, reason = $5,
       replaces_person_id = $7, version = version + 1
     where id = $1 and ($6::int is null or version = $6)`,
    [id, personId, startsAt, endsAt, reason, version ?? null, replacesPersonId],
  );
  return updated === 1;
}

export async function endOverride(db: Queryable, id: number, endsAt: Date): Promise<void> {
  await run(db, 'update schedule_overrides set ends_at = $2, version = version + 1 where id = $1', [id, endsAt]);
}

export async function deleteOverride(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from schedule_overrides where id = $1', [id]);
}
