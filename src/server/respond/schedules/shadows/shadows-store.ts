import type { Shadow } from '../../../../contract/respond/schedules/shadows.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../../platform/db/paging.ts';

export type ShadowRow = Omit<Shadow, 'startsAt' | 'endsAt' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
};

const columns = `h.id, h.schedule_id, h.person_id, p.name as person_name, h.starts_at, h.ends_at, h.created_by, h.created_at`;
const joins = 'schedule_shadows h join people p on p.id = h.person_id';

/** Those that run or lie ahead, the next to end first. */
export async function listComingShadows(
  db: Queryable,
  scheduleId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const [endsAtMs, id] = decodeCursor(cursor, 2) ?? [null, null];
  const found = await rows<ShadowRow>(
    db,
    `select ${columns} from ${joins}
     where h.schedule_id = $1 and h.ends_at > evenkeel.now()
       and ($2::float8 is null or (h.ends_at, h.id) > (to_timestamp($2 / 1000.0), $3::bigint))
     order by h.ends_at, h.id limit $4`,
    [scheduleId, endsAtMs, id, limit + 1],
  );
  return pageOf(found, limit, (shadow) => [shadow.endsAt.getTime(), shadow.id]);
}

export type ShadowTime = Pick<ShadowRow, 'id' | 'scheduleId' | 'personId' | 'personName' | 'startsAt' | 'endsAt'>;

/** Those of these schedules that touch `[from, to)` (epoch milliseconds), by start; at most so many of each schedule. */
export async function shadowsBetween(
  db: Queryable,
  scheduleIds: readonly number[],
  from: number,
  to: number,
  mostEach: number,
) {
  return rows<ShadowTime>(
    db,
    `select h.id, h.schedule_id, h.person_id, p.name as person_name, h.starts_at, h.ends_at
     from unnest($1::bigint[]) as s (id) cross join lateral
       (select * from schedule_shadows h where h.schedule_id = s.id and h.ends_at > $2 and h.starts_at < $3
        order by h.starts_at, h.id limit $4) h
     join people p on p.id = h.person_id
     order by h.starts_at, h.id`,
    [scheduleIds, new Date(from), new Date(to), mostEach],
  );
}

export async function loadShadow(db: Queryable, scheduleId: number, id: number): Promise<ShadowRow | null> {
  return row<ShadowRow>(db, `select ${columns} from ${joins} where h.schedule_id = $1 and h.id = $2`, [scheduleId, id]);
}

/** Whether a person shadows in some part of a span, of what runs or lies ahead. */
export async function isShadowBetween(
  db: Queryable,
  scheduleId: number,
  personId: number,
  startsAt: Date,
  endsAt: Date,
): Promise<boolean> {
  const found = await row(
    db,
    `select from schedule_shadows where schedule_id = $1 and person_id = $2 and ends_at > evenkeel.now()
       and ends_at > $3 and starts_at < $4 limit 1`,
    [scheduleId, personId, startsAt, endsAt],
  );
  return found !== null;
}

export async function countComingShadows(db: Queryable, scheduleId: number): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    'select count(*)::int as count from schedule_shadows where schedule_id = $1 and ends_at > evenkeel.now()',
    [scheduleId],
  );
  return counted!.count;
}

export async function insertShadow(
  db: Queryable,
  shadow: { scheduleId: number; personId: number; startsAt: Date; endsAt: Date; createdBy: string },
): Promise<number> {
  const inserted = await row<{ id: number }>(
    db,
    `insert into schedule_shadows (schedule_id, person_id, starts_at, ends_at, created_by)
     values ($1, $2, $3, $4, $5) returning id`,
    [shadow.scheduleId, shadow.personId, shadow.startsAt, shadow.endsAt, shadow.createdBy],
  );
  return inserted!.id;
}

export async function endShadow(db: Queryable, id: number): Promise<void> {
  await run(db, 'update schedule_shadows set ends_at = evenkeel.now() where id = $1', [id]);
}

export async function deleteShadow(db: Queryable, id: number): Promise<void> {
  await run(db, 'delete from schedule_shadows where id = $1', [id]);
}

export type RunningShadow = { scheduleId: number; scheduleName: string; personId: number };

/** Who shadows, now, a schedule that the steps of the page ask; people without access are left out. */
export async function shadowsOfPage(db: Queryable, pageId: number): Promise<RunningShadow[]> {
  return rows(
    db,
    `select h.schedule_id, s.name as schedule_name, h.person_id
     from pages g join schedule_shadows h on h.starts_at <= evenkeel.now() and h.ends_at > evenkeel.now()
       and jsonb_path_exists(g.policy, '$.** ? (@.kind == "schedule" && @.id == $id)', jsonb_build_object('id', h.schedule_id))
     join schedules s on s.id = h.schedule_id join people p on p.id = h.person_id and p.disabled_at is null
     where g.id = $1 and g.kind <> 'test' order by h.id limit 200`,
    [pageId],
  );
}

export async function hasRunningShadows(db: Queryable): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from schedule_shadows where starts_at <= evenkeel.now() and ends_at > evenkeel.now()) as found`,
  );
  return found!.found;
}
