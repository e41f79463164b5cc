/** Reads everything that configuration as code can hold, as it is stored. Changes go through the actions of the stages. */

import type { ConditionsInput } from '../../contract/detect/conditions.ts';
import type { MappingRule } from '../../contract/detect/mapping.ts';
import type { RoleInput } from '../../contract/directory/roles.ts';
import type { ReachRule } from '../../contract/directory/teams.ts';
import type { Urgency } from '../../contract/severity.ts';
import type { TeamHours } from '../../contract/working-hours.ts';
import { type Queryable, row, rows, run } from '../platform/db/database.ts';

export type PersonRow = {
  id: number;
  email: string;
  name: string;
  role: 'viewer' | 'responder' | 'admin';
  timeZone: string;
  disabled: boolean;
};

export function allPeople(db: Queryable): Promise<PersonRow[]> {
  return rows(
    db,
    // The role that a person gave: what groups of single sign-on give is theirs to take.
    `select id, email, name, coalesce(role_by_hand, role) as role, time_zone, disabled_at is not null as disabled
     from people order by email`,
  );
}

export type TeamRow = {
  id: number;
  slug: string;
  name: string;
  description: string;
  reachRule: ReachRule | null;
  workingHours: TeamHours | null;
  memberIds: number[];
  leadIds: number[];
};

export function allTeams(db: Queryable): Promise<TeamRow[]> {
  return rows(
    db,
    `select t.id, t.slug, t.name, t.description, t.reach_rule, t.working_hours,
       array(select m.person_id from team_members m join people p on p.id = m.person_id
             where m.team_id = t.id and not m.by_group order by p.email) as member_ids,
       array(select m.person_id from team_members m
             where m.team_id = t.id and not m.by_group and m.is_lead and not m.lead_by_group) as lead_ids
     from teams t order by t.slug`,
  );
}

export function allRoles(db: Queryable): Promise<({ id: number } & RoleInput)[]> {
  return rows(
    db,
    'select id, slug, name, description, permissions from roles where built_in is null order by slug limit 1000',
  );
}

export async function findRole(db: Queryable, slug: string): Promise<number | null> {
  return (await row<{ id: number }>(db, 'select id from roles where slug = $1', [slug]))?.id ?? null;
}

/** What people gave; of what groups gave there is nothing to say in a file. */
export function allGivenRoles(
  db: Queryable,
): Promise<{ id: number; person: string; role: string; team: string | null }[]> {
  return rows(
    db,
    `select g.id, p.email as person, r.slug as role, t.slug as team
     from role_grants g join people p on p.id = g.person_id join roles r on r.id = g.role_id
     left join teams t on t.id = g.team_id
     where g.group_name is null order by p.email, r.slug, t.slug nulls first`,
  );
}

export function allGroupRoles(db: Queryable): Promise<{ group: string; role: string; team: string | null }[]> {
  return rows(
    db,
    `select x.group_name as group, r.slug as role, t.slug as team
     from group_roles x join roles r on r.id = x.role_id left join teams t on t.id = x.team_id order by x.position`,
  );
}

export async function personOfGivenRole(db: Queryable, id: number): Promise<number | null> {
  return (
    (await row<{ personId: number }>(db, 'select person_id from role_grants where id = $1', [id]))?.personId ?? null
  );
}

export type ContactMethodRow = {
  id: number;
  personId: number;
  channel: string;
  providerId: number | null;
  label: string;
  settings: string;
  verified: boolean;
};

export function allContactMethods(db: Queryable): Promise<ContactMethodRow[]> {
  return rows(
    db,
    `select c.id, c.person_id, c.channel, c.provider_id, c.label, c.settings, c.verified_at is not null as verified
     from contact_methods c join people p on p.id = c.person_id order by p.email, c.label, c.id`,
  );
}

export type RuleRow = { personId: number; urgency: Urgency; contactMethodId: number; delaySeconds: number };

export function allNotificationRules(db: Queryable): Promise<RuleRow[]> {
  return rows(
    db,
    `select r.person_id, r.urgency, r.contact_method_id, r.delay_seconds
     from notification_rules r join people p on p.id = r.person_id order by p.email, r.urgency, r.position`,
  );
}

type Described = { id: number; slug: string; name: string; description: string; teamId: number | null };

export type ScheduleRow = Described & { timeZone: string; definition: unknown };

export function allSchedules(db: Queryable): Promise<ScheduleRow[]> {
  return rows(
    db,
    `select id, slug, name, description, team_id, time_zone,
       evenkeel.whole_schedule(definition, at_once) as definition from schedules order by slug`,
  );
}

export type ImportedOverrideRow = {
  id: number;
  scheduleId: number;
  key: string;
  personId: number;
  replacesPersonId: number | null;
  startsAt: Date;
  endsAt: Date;
  reason: string;
};

/** Overrides that a document brought and that are not over, with the start that the document gave. */
export function comingImportedOverrides(db: Queryable): Promise<ImportedOverrideRow[]> {
  return rows(
    db,
    `select id, schedule_id, imported_as as key, person_id, replaces_person_id, imported_starts_at as starts_at, ends_at, reason
     from schedule_overrides where imported_as is not null and ends_at > evenkeel.now() order by id`,
  );
}

/** Another override of the schedule that bore the key loses it. */
export async function markImported(db: Queryable, id: number, key: string, startsAt: string): Promise<void> {
  await run(
    db,
    `update schedule_overrides set imported_as = null, imported_starts_at = null
     where imported_as = $2 and id <> $1 and schedule_id = (select schedule_id from schedule_overrides where id = $1)`,
    [id, key],
  );
  await run(db, 'update schedule_overrides set imported_as = $2, imported_starts_at = $3 where id = $1', [
    id,
    key,
    startsAt,
  ]);
}

export type MaintenanceWindowRow = {
  id: number;
  title: string;
  serviceIds: number[];
  condition: ConditionsInput | null;
  startsAt: Date;
  endsAt: Date;
};

/** Those that have not ended, one for each title: the latest. The number of current windows is limited. */
export function currentMaintenanceWindows(db: Queryable): Promise<MaintenanceWindowRow[]> {
  return rows(
    db,
    `select distinct on (title) id, title, to_jsonb(service_ids) as service_ids, condition, starts_at, ends_at
     from maintenance_windows where canceled_at is null and ends_at > evenkeel.now() order by title, id desc`,
  );
}

export type PolicyRow = Described & { definition: unknown; acknowledgementTimeoutSeconds: number | null };

export function allPolicies(db: Queryable): Promise<PolicyRow[]> {
  return rows(
    db,
    `select id, slug, name, description, team_id, coalesce(full_definition, definition) as definition,
       acknowledgement_timeout_seconds from escalation_policies order by slug`,
  );
}

/** The slugs of services by id; for kinds that stand before them. */
export async function slugsOfServices(db: Queryable): Promise<Map<number, string>> {
  const found = await rows<{ id: number; slug: string }>(db, 'select id, slug from services');
  return new Map(found.map(({ id, slug }) => [id, slug]));
}

export type ServiceRow = Described & { tier: number; escalationPolicyId: number | null };

export function allServices(db: Queryable): Promise<ServiceRow[]> {
  return rows(
    db,
    'select id, slug, name, description, team_id, tier, escalation_policy_id from services order by slug',
  );
}

export type SourceRow = {
  id: number;
  slug: string;
  name: string;
  type: string;
  sender: string | null;
  settings: Record<string, unknown>;
  serviceId: number | null;
  pagesNobody: boolean;
  messageLabels: string[] | null;
  mapping: MappingRule[];
  keyHash: Buffer;
  keySealed: string;
  intervalSeconds: number | null;
  graceSeconds: number | null;
  cron: string | null;
  timeZone: string | null;
};

export type LookupTableRow = { id: number; slug: string; name: string; csv: string };

export function allLookupTables(db: Queryable): Promise<LookupTableRow[]> {
  return rows(db, 'select id, slug, name, csv from lookup_tables order by slug');
}

/** @param builtIn the slug of the source through which Evenkeel reports on itself, which is left out */
export function allSources(db: Queryable, builtIn: string): Promise<SourceRow[]> {
  return rows(
    db,
    `select s.id, s.slug, s.name, s.type, s.sender, s.settings, s.service_id, s.pages_nobody, s.message_labels, s.mapping, s.key_hash, s.key_sealed,
       h.interval_seconds, h.grace_seconds, h.cron, h.time_zone
     from sources s left join heartbeats h on h.source_id = s.id where s.slug <> $1 and s.type <> 'check' order by s.slug`,
    [builtIn],
  );
}

export type RouteRow = {
  id: number;
  slug: string;
  name: string;
  condition: unknown;
  outcome: { serviceId: number | null } & Record<string, unknown>;
  enabled: boolean;
};

export function allRoutes(db: Queryable): Promise<RouteRow[]> {
  return rows(db, 'select id, slug, name, condition, outcome, enabled from routes order by position, id');
}

export type RunbookRow = {
  id: number;
  slug: string;
  title: string;
  body: string;
  teamId: number | null;
  serviceIds: number[];
  routeIds: number[];
  condition: ConditionsInput | null;
};

export function allRunbooks(db: Queryable): Promise<RunbookRow[]> {
  return rows(
    db,
    `select r.id, r.slug, r.title, v.body, r.team_id, r.condition,
       array(select service_id from runbook_services s where s.runbook_id = r.id) as service_ids,
       array(select route_id from runbook_routes o where o.runbook_id = r.id) as route_ids
     from runbooks r join runbook_versions v on v.runbook_id = r.id and v.version = r.version
     where r.archived_at is null order by r.slug`,
  );
}

export async function personOfContactMethod(db: Queryable, id: number): Promise<number | null> {
  const found = await row<{ personId: number }>(db, 'select person_id from contact_methods where id = $1', [id]);
  return found?.personId ?? null;
}
