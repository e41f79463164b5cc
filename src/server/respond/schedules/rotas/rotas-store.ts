import type { Rota } from '../../../../contract/respond/schedules/rotas.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';

export type RotaRow = Omit<Rota, 'startsAt' | 'endsAt' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
};

/** An override of a rota. */
export type RotaOverride = { personId: number; startsAt: Date; endsAt: Date };

const rotas = `select rota_id as id, min(starts_at) as starts_at, max(ends_at) as ends_at, count(*)::int as overrides,
    min(created_by->>'name') as created_by, min(created_at) as created_at
  from schedule_overrides
  where schedule_id = $1 and rota_id is not null and ends_at > evenkeel.now()`;

/** Whoever changes the schedule or its overrides waits until the end of the transaction. */
export async function lockRow(db: Queryable, scheduleId: number): Promise<void> {
  await run(db, 'select 1 from schedules where id = $1 for update', [scheduleId]);
}

/** Those with overrides that run or lie ahead, of which there are a few hundred at most; the newest first. */
export function listRotas(db: Queryable, scheduleId: number): Promise<RotaRow[]> {
  return rows<RotaRow>(db, `${rotas} group by rota_id order by rota_id desc limit 500`, [scheduleId]);
}

export function loadRota(db: Queryable, scheduleId: number, id: number): Promise<RotaRow | null> {
  return row<RotaRow>(db, `${rotas} and rota_id = $2 group by rota_id`, [scheduleId, id]);
}

/** Answers the number of the rota. */
export async function insertRota(
  db: Queryable,
  { scheduleId, overrides, createdBy }: { scheduleId: number; overrides: RotaOverride[]; createdBy: string },
): Promise<number> {
  const { id } = (await row<{ id: number }>(db, "select nextval('evenkeel.rota_ids') as id"))!;
  await run(
    db,
    `insert into schedule_overrides (schedule_id, person_id, starts_at, ends_at, reason, created_by, rota_id)
     select $1, person_id, starts_at, ends_at, 'Rota', jsonb_build_object('name', $5::text), $6
     from unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) as given (person_id, starts_at, ends_at)`,
    [
      scheduleId,
      overrides.map(({ personId }) => personId),
      overrides.map(({ startsAt }) => startsAt),
      overrides.map(({ endsAt }) => endsAt),
      ...[createdBy, id],
    ],
  );
  return id;
}

/** What of a rota runs or lies ahead, by start. */
export function overridesOfRota(db: Queryable, scheduleId: number, id: number): Promise<RotaOverride[]> {
  return rows<RotaOverride>(
    db,
    `select person_id, starts_at, ends_at from schedule_overrides
     where schedule_id = $1 and rota_id = $2 and ends_at > evenkeel.now() order by starts_at, id limit 500`,
    [scheduleId, id],
  );
}

/** Its overrides that lie ahead go, one that runs ends now. */
export async function endRota(db: Queryable, scheduleId: number, id: number, now: Date): Promise<void> {
  const ofRota = 'schedule_id = $1 and rota_id = $2';
  await run(db, `delete from schedule_overrides where ${ofRota} and starts_at >= $3`, [scheduleId, id, now]);
  await run(
    db,
    `update schedule_overrides set ends_at = $3, version = version + 1 where ${ofRota} and starts_at < $3 and ends_at > $3`,
    [scheduleId, id, now],
  );
}

/** Overrides that touch `[from, to)` (epoch milliseconds), in order of creation; `rotaId` null for those made singly. */
export function overridesWithRotas(db: Queryable, scheduleId: number, from: number, to: number) {
  return rows<RotaOverride & { replacesPersonId: number | null; rotaId: number | null }>(
    db,
    `select person_id, replaces_person_id, starts_at, ends_at, rota_id from schedule_overrides
     where schedule_id = $1 and ends_at > $2 and starts_at < $3 order by id limit 5000`,
    [scheduleId, new Date(from), new Date(to)],
  );
}

/** Other schedules on which one of the people has a turn or an override that is not over; at most `limit`. */
export async function otherSchedulesOf(
  db: Queryable,
  scheduleId: number,
  personIds: readonly number[],
  limit: number,
): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select id from schedules s
     where id <> $1
       and (exists (select from jsonb_path_query(s.definition, '$.layers[*].participants[*] ? (@ != null)') as person
                    where person::bigint = any ($2::bigint[]))
         or exists (select from schedule_overrides o
                    where o.schedule_id = s.id and o.ends_at > evenkeel.now() and o.person_id = any ($2::bigint[])))
     order by id limit $3`,
    [scheduleId, personIds, limit],
  );
  return found.map(({ id }) => id);
}
