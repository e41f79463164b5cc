import type { Calendar } from '../../../contract/respond/schedules/calendars.ts';
import type { CalendarHoliday } from '../../../domain/respond/schedules/calendar-events.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';

export type CalendarRow = Omit<Calendar, 'lastReadAt' | 'failingSince' | 'createdAt'> & {
  lastReadAt: Date | null;
  failingSince: Date | null;
  createdAt: Date;
};

/** A calendar as it is read: with its sealed address, and the zone whose days are those of the person. */
export type ReadableCalendar = CalendarRow & { address: string | null; etag: string | null; zone: string };

const columns = `c.id, c.person_id, c.team_id, c.name, c.host, c.title_words, c.last_read_at, c.problem, c.failing_since,
  c.item_count, c.left_out_count, c.created_at`;

/** The entity tag is asked with for a day only: what a rule repeats moves into the range though the text stays. */
const toRead = `${columns}, c.address, coalesce(p.time_zone, 'UTC') as zone,
  case when c.content_read_at > evenkeel.now() - interval '1 day' then c.etag end as etag`;

export async function listCalendars(
  db: Queryable,
  query: { limit: number; cursor?: string | undefined; personId?: number | undefined; teamId?: number | undefined },
) {
  const [id] = decodeCursor(query.cursor, 1) ?? [null];
  const found = await rows<CalendarRow>(
    db,
    `select ${columns} from calendars c
     where ($1::bigint is null or c.id > $1) and ($3::bigint is null or c.person_id = $3)
       and ($4::bigint is null or c.team_id = $4)
     order by c.id limit $2`,
    [id, query.limit + 1, query.personId ?? null, query.teamId ?? null],
  );
  return pageOf(found, query.limit, (calendar) => [calendar.id]);
}

export async function loadCalendar(db: Queryable, id: number): Promise<CalendarRow | null> {
  return row<CalendarRow>(db, `select ${columns} from calendars c where c.id = $1`, [id]);
}

export async function loadToRead(db: Queryable, id: number): Promise<ReadableCalendar | null> {
  return row<ReadableCalendar>(
    db,
    `select ${toRead} from calendars c left join people p on p.id = c.person_id where c.id = $1`,
    [id],
  );
}

/** Who changes what came from a calendar waits for its row. Null when it is gone or has another address by now. */
export async function lockCalendar(
  tx: Queryable,
  id: number,
  address: string | null,
): Promise<ReadableCalendar | null> {
  return row<ReadableCalendar>(
    tx,
    `select ${toRead} from calendars c left join people p on p.id = c.person_id
     where c.id = $1 and c.address is not distinct from $2 for update of c`,
    [id, address],
  );
}

/** Those whose time has come; another node does not take them for five minutes, by when their reading is over. */
export async function claimDue(db: Queryable, limit: number): Promise<number[]> {
  const claimed = await rows<{ id: number }>(
    db,
    `with due as (
       select c.id from calendars c left join people p on p.id = c.person_id
       where c.address is not null and c.next_read_at <= evenkeel.now() and p.disabled_at is null
       order by c.next_read_at, c.id limit $1 for update of c skip locked)
     update calendars set next_read_at = evenkeel.now() + interval '5 minutes' from due where calendars.id = due.id
     returning calendars.id`,
    [limit],
  );
  return claimed.map(({ id }) => id);
}

export async function countCalendars(
  db: Queryable,
  { personId, teamId }: { personId: number | null; teamId: number | null },
): Promise<number> {
  const counted = await row<{ count: number }>(
    db,
    'select count(*)::int as count from calendars where person_id = $1 or team_id = $2',
    [personId, teamId],
  );
  return counted!.count;
}

export async function nextCalendarId(tx: Queryable): Promise<number> {
  const drawn = await row<{ id: number }>(
    tx,
    "select nextval(pg_get_serial_sequence('evenkeel.calendars', 'id')) as id",
  );
  return drawn!.id;
}

export type NewCalendar = {
  personId: number | null;
  teamId: number | null;
  name: string;
  address: string | null;
  host: string | null;
  titleWords: readonly string[];
};

export async function insertCalendar(tx: Queryable, id: number, calendar: NewCalendar): Promise<void> {
  const { personId, teamId, name, address, host, titleWords } = calendar;
  await run(
    tx,
    `insert into calendars (id, person_id, team_id, name, address, host, title_words) overriding system value
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, personId, teamId, name, address, host, titleWords],
  );
}

/** @param read what was read; null when nothing was new */
export async function markRead(
  tx: Queryable,
  id: number,
  afterSeconds: number,
  read: { etag: string | null; itemCount: number; leftOutCount: number } | null,
): Promise<void> {
  await run(
    tx,
    `update calendars set last_read_at = evenkeel.now(), problem = null, failing_since = null,
       next_read_at = evenkeel.now() + make_interval(secs => $2),
       content_read_at = case when $3 then evenkeel.now() else content_read_at end,
       etag = case when $3 then $4 else etag end,
       item_count = case when $3 then $5 else item_count end,
       left_out_count = case when $3 then $6 else left_out_count end
     where id = $1`,
    [id, afterSeconds, read !== null, read?.etag ?? null, read?.itemCount ?? 0, read?.leftOutCount ?? 0],
  );
}

export async function markFailed(tx: Queryable, id: number, afterSeconds: number, problem: string): Promise<void> {
  await run(
    tx,
    `update calendars set problem = $3, failing_since = coalesce(failing_since, evenkeel.now()),
       next_read_at = evenkeel.now() + make_interval(secs => $2) where id = $1`,
    [id, afterSeconds, problem],
  );
}

export async function personExists(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select 1 from people where id = $1', [id])) !== null;
}

export async function teamExists(db: Queryable, id: number): Promise<boolean> {
  return (await row(db, 'select 1 from teams where id = $1', [id])) !== null;
}

export type SyncCounts = { added: number; removed: number };

/** Makes the absences that are not over and came from the calendar these; one that stayed the same keeps its id. */
export async function replaceAbsences(
  tx: Queryable,
  calendarId: number,
  personId: number,
  nowMs: number,
  absences: readonly { start: number; end: number; note: string }[],
): Promise<SyncCounts> {
  const values = [
    calendarId,
    absences.map(({ start }) => new Date(start)),
    absences.map(({ end }) => new Date(end)),
    absences.map(({ note }) => note),
  ];
  const read = 'unnest($2::timestamptz[], $3::timestamptz[], $4::text[]) as r (starts_at, ends_at, note)';
  const same = 'r.starts_at = a.starts_at and r.ends_at = a.ends_at and r.note = a.note';
  const removed = await run(
    tx,
    `delete from absences a where a.calendar_id = $1 and a.ends_at > $5
       and not exists (select from ${read} where ${same})`,
    [...values, new Date(nowMs)],
  );
  const added = await run(
    tx,
    `insert into absences (person_id, calendar_id, starts_at, ends_at, note)
     select $5, $1, r.starts_at, r.ends_at, r.note from ${read}
     where not exists (select from absences a where a.calendar_id = $1 and ${same})`,
    [...values, personId],
  );
  return { added, removed };
}

/** Makes the holidays of the calendar from `from` on these. */
export async function replaceHolidays(
  tx: Queryable,
  calendarId: number,
  from: string,
  holidays: readonly CalendarHoliday[],
): Promise<SyncCounts> {
  const values = [calendarId, holidays.map(({ date }) => date), holidays.map(({ name }) => name)];
  const read = 'unnest($2::date[], $3::text[]) as r (date, name)';
  const removed = await run(
    tx,
    `delete from holidays h where h.calendar_id = $1 and h.date >= $4
       and not exists (select from ${read} where r.date = h.date and r.name = h.name)`,
    [...values, from],
  );
  const added = await run(
    tx,
    `insert into holidays (calendar_id, date, name) select $1, r.date, r.name from ${read} on conflict do nothing`,
    values,
  );
  return { added, removed };
}

export type TeamHoliday = { teamId: number; date: string; name: string };

/** The holidays of these teams from one date to another, both included, by date; of two names the first. */
export async function holidaysOfTeams(
  db: Queryable,
  teamIds: readonly number[],
  from: string,
  to: string,
): Promise<TeamHoliday[]> {
  if (teamIds.length === 0) return [];
  return rows<TeamHoliday>(
    db,
    `select c.team_id, to_char(h.date, 'YYYY-MM-DD') as date, min(h.name) as name
     from calendars c join holidays h on h.calendar_id = c.id
     where c.team_id = any ($1::bigint[]) and h.date between $2 and $3
     group by c.team_id, h.date order by h.date, c.team_id limit 5000`,
    [[...new Set(teamIds)], from, to],
  );
}

/** Calendars that could not be read for a day, with whose they are; at most `limit`. */
export async function listFailing(
  db: Queryable,
  limit: number,
): Promise<{ name: string; ownerName: string; problem: string; failingSince: Date }[]> {
  return rows(
    db,
    `select c.name, coalesce(p.name, t.name) as owner_name, c.problem, c.failing_since
     from calendars c left join people p on p.id = c.person_id left join teams t on t.id = c.team_id
     where c.failing_since < evenkeel.now() - interval '1 day' and p.disabled_at is null
     order by c.failing_since, c.id limit $1`,
    [limit],
  );
}
