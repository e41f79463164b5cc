import type { Role } from '../../../contract/permissions.ts';
import type { Membership, TeamChange } from '../../../domain/directory/entry.ts';
import { type Queryable, row, rows, run } from '../../platform/db/database.ts';

export function listMemberships(db: Queryable, personId: number): Promise<Membership[]> {
  return rows<Membership>(
    db,
    'select team_id, is_lead, by_group, lead_by_group from team_members where person_id = $1 order by team_id',
    [personId],
  );
}

export async function loadRoleByHand(db: Queryable, personId: number): Promise<Role | null> {
  return (await row<{ roleByHand: Role | null }>(db, 'select role_by_hand from people where id = $1', [personId]))!
    .roleByHand;
}

/** Whether somebody else administers who can sign in. */
export async function hasOtherAdmin(db: Queryable, personId: number): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    db,
    `select exists (select from people where role = 'admin' and auth_user_id is not null and disabled_at is null
       and id <> $1) as found`,
    [personId],
  );
  return found!.found;
}

export async function setRole(tx: Queryable, personId: number, role: Role, roleByHand: Role | null): Promise<void> {
  await run(tx, 'update people set role = $2, role_by_hand = $3, version = version + 1 where id = $1', [
    personId,
    role,
    roleByHand,
  ]);
}

/** A form that shows the members of the team is out of date afterwards. */
export async function changeMembership(tx: Queryable, personId: number, change: TeamChange): Promise<void> {
  const { teamId, isLead, byGroup, leadByGroup } = change;
  if (change.change === 'leave')
    await run(tx, 'delete from team_members where team_id = $1 and person_id = $2', [teamId, personId]);
  else
    await run(
      tx,
      `insert into team_members (team_id, person_id, is_lead, by_group, lead_by_group) values ($1, $2, $3, $4, $5)
       on conflict (team_id, person_id) do update set is_lead = $3, by_group = $4, lead_by_group = $5`,
      [teamId, personId, isLead, byGroup, leadByGroup],
    );
  await run(tx, 'update teams set version = version + 1 where id = $1', [teamId]);
}

/** Those of these people who administer, are not disabled, and have a password or a passkey. */
export async function listAbleAdmins(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const found = await rows<{ id: number }>(
    db,
    `select p.id from people p
     where p.id = any ($1::bigint[]) and p.role = 'admin' and p.disabled_at is null
       and (exists (select from auth.account a where a."userId" = p.auth_user_id and a.password is not null)
         or exists (select from auth.passkey k where k."userId" = p.auth_user_id))
     order by p.id`,
    [ids],
  );
  return found.map(({ id }) => id);
}

/** The last time that somebody came in without the provider while it was required, or by a link made on the server. */
export async function loadLastEmergency(db: Queryable): Promise<{ name: string; at: Date } | null> {
  return row(
    db,
    `select actor->>'name' as name, at from events
     where subject_kind = 'installation' and subject_id is null and kind = 'signIn.emergency'
       and at > evenkeel.now() - interval '3 days'
     order by id desc limit 1`,
    [],
  );
}

export function listTeamNames(db: Queryable, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  return rows(db, 'select id, name from teams where id = any ($1::bigint[]) order by name, id limit 1000', [ids]);
}

/**
 * The groups of somebody whom the provider manages by SCIM, by name and by its own id. Null where it pushes no groups, or
 * does not manage them: then the claim of the sign-in counts.
 */
export async function loadPushedGroups(db: Queryable, personId: number): Promise<string[] | null> {
  const found = await row<{ groups: string[] }>(
    db,
    `select array(
       select unnest(array[g.display_name, g.external_id])
       from scim_group_members m join scim_groups g on g.id = m.group_id where m.person_id = $1) as groups
     where exists (select from scim_people where person_id = $1) and exists (select from scim_groups)`,
    [personId],
  );
  return found === null ? null : found.groups.filter((group) => group !== null);
}
