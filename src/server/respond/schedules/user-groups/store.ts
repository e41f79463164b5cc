import type { UserGroup } from '../../../../contract/respond/schedules/user-groups.ts';
import { type Queryable, row, rows, run } from '../../../platform/db/database.ts';

export type UserGroupRow = Omit<UserGroup, 'setAt' | 'failingSince'> & {
  setAt: Date | null;
  failingSince: Date | null;
};

const columns = `g.id, g.schedule_id, jsonb_build_object('id', p.id, 'name', p.name) as provider, g.group_id, g.created_by, g.set_at,
  g.problem, g.failing_since,
  coalesce((select jsonb_agg(jsonb_build_object('id', pe.id, 'name', pe.name) order by pe.name, pe.id)
    from people pe where pe.id = any (g.unlinked_ids)), '[]') as unlinked`;
const joins = 'schedule_user_groups g join providers p on p.id = g.provider_id';

export const mostOfSchedule = 10;

export async function listOfSchedule(db: Queryable, scheduleId: number): Promise<UserGroupRow[]> {
  return rows(db, `select ${columns} from ${joins} where g.schedule_id = $1 order by g.id limit ${mostOfSchedule}`, [
    scheduleId,
  ]);
}

export async function loadUserGroup(db: Queryable, scheduleId: number, id: number): Promise<UserGroupRow | null> {
  return row(db, `select ${columns} from ${joins} where g.schedule_id = $1 and g.id = $2`, [scheduleId, id]);
}

export async function listGroupProviders(
  db: Queryable,
  kinds: string[],
): Promise<{ id: number; name: string; kind: string }[]> {
  return rows(
    db,
    'select id, name, kind from providers where kind = any ($1::text[]) and disabled_at is null order by position, id limit 100',
    [kinds],
  );
}

/** Null when a schedule has the group already. */
export async function insertUserGroup(
  tx: Queryable,
  group: { scheduleId: number; providerId: number; groupId: string; createdBy: string },
): Promise<number | null> {
  const inserted = await row<{ id: number }>(
    tx,
    `insert into schedule_user_groups (schedule_id, provider_id, group_id, created_by) values ($1, $2, $3, $4)
     on conflict (provider_id, group_id) do nothing returning id`,
    [group.scheduleId, group.providerId, group.groupId, group.createdBy],
  );
  return inserted?.id ?? null;
}

export async function deleteUserGroup(tx: Queryable, id: number): Promise<void> {
  await run(tx, 'delete from schedule_user_groups where id = $1', [id]);
}

export type DueGroup = {
  id: number;
  scheduleId: number;
  providerId: number;
  kind: string;
  groupId: string;
  membersHash: Buffer | null;
  /** The members may have been changed in the chat. */
  isOld: boolean;
  problem: string | null;
};

const leaseSeconds = 60;
const againSeconds = 30;
const goodForMinutes = 60;
const atOnce = 20;

export async function takeDue(db: Queryable): Promise<DueGroup[]> {
  return rows(
    db,
    `update schedule_user_groups g set due_at = evenkeel.now() + interval '${leaseSeconds} seconds'
     from (select id from schedule_user_groups where due_at <= evenkeel.now() order by due_at limit ${atOnce}
           for update skip locked) d, providers p
     where g.id = d.id and p.id = g.provider_id
     returning g.id, g.schedule_id, g.provider_id, p.kind, g.group_id, g.members_hash, g.problem,
       coalesce(g.set_at < evenkeel.now() - interval '${goodForMinutes} minutes', true) as is_old`,
  );
}

export type LinkedMethod = { id: number; personId: number; settings: string };

/** Verified accounts of these people on the channel, those of this provider first. */
export async function linkedMethods(
  db: Queryable,
  personIds: number[],
  channel: string,
  providerId: number,
): Promise<LinkedMethod[]> {
  return rows(
    db,
    `select m.id, m.person_id, m.settings from contact_methods m
     where m.person_id = any ($1::bigint[]) and m.channel = $2 and m.verified_at is not null and m.disabled_at is null
       and (m.provider_id is null or m.provider_id = $3)
     order by m.person_id, m.provider_id nulls last, m.id limit 1000`,
    [personIds, channel, providerId],
  );
}

/** @param membersHash of the members that were set now; null when nothing was set */
export async function endTurn(
  db: Queryable,
  id: number,
  turn: { membersHash: Buffer | null; unlinkedIds: number[]; problem: string | null; againInSeconds?: number },
): Promise<boolean> {
  return (
    (await run(
      db,
      `update schedule_user_groups set unlinked_ids = $2, problem = $3,
         failing_since = case when $3::text is not null then coalesce(failing_since, evenkeel.now()) end,
         members_hash = coalesce($4, members_hash), set_at = case when $4::bytea is null then set_at else evenkeel.now() end,
         due_at = evenkeel.now() + $5::float8 * interval '1 second'
       where id = $1`,
      [id, turn.unlinkedIds, turn.problem, turn.membersHash, turn.againInSeconds ?? againSeconds],
    )) === 1
  );
}

/** For the doctor. */
export async function listAstray(
  db: Queryable,
  limit: number,
): Promise<{ scheduleName: string; groupId: string; problem: string | null; unlinked: string[] }[]> {
  return rows(
    db,
    `select s.name as schedule_name, g.group_id, g.problem,
       array(select pe.name from people pe where pe.id = any (g.unlinked_ids) order by pe.name, pe.id) as unlinked
     from schedule_user_groups g join schedules s on s.id = g.schedule_id
     where g.problem is not null or g.unlinked_ids <> '{}' order by s.name, g.id limit $1`,
    [limit],
  );
}
