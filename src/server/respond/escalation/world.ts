import type { EscalationTarget, SchedulePart } from '../../../contract/respond/escalation-definition.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { targetKey } from '../../../domain/respond/escalation/definition.ts';
import type { ContactRule, World } from '../../../domain/respond/escalation/page.ts';
import { everybodyOnCallAt, nextPeopleOnCall } from '../../../domain/respond/schedules/on-call.ts';
import type { Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { instantOf, localDate } from '../../../domain/time/instant.ts';
import { loadReachability } from '../../directory/contact-methods/reachability.ts';
import { preparedRows, type Queryable } from '../../platform/db/database.ts';
import { accountChannel } from '../channels/registry.ts';
import { loadSnapshots, participantsOf } from '../schedules/snapshots.ts';

/** Who stands behind some targets; deactivated people and things that are gone are left out. */
export type TargetFacts = {
  activePersonIds: ReadonlySet<number>;
  /** The active members of each team. */
  teamMembers: ReadonlyMap<number, readonly number[]>;
  schedules: ReadonlyMap<number, Schedule>;
};

const NOBODY: readonly number[] = [];

/** Who comes on call later than this is not next. */
const NEXT_WITHIN_MS = 60 * 86_400_000;

/**
 * The world as `plan` asks for it, at one moment, for all the targets of one or many policies.
 * Set-based: the number of queries does not grow with the targets.
 *
 * @param nowMs database time in milliseconds since the epoch
 * @param withAccounts people are also written to at the e-mail address of their account
 */
export async function loadWorld(
  tx: Queryable,
  targets: readonly EscalationTarget[],
  urgency: Urgency,
  nowMs: number,
  withAccounts = false,
): Promise<World> {
  const named = new Set(targets.flatMap(({ kind, id }) => (kind === 'person' ? [id] : [])));
  const [facts, reachOfNamed] = await Promise.all([
    loadTargetFacts(tx, targets, nowMs, nowMs + 1),
    loadReachabilityOf(tx, named, urgency, withAccounts),
  ]);
  const people = new Map<string, readonly number[]>();
  for (const target of targets) people.set(targetKey(target), peopleOnTargetAt(facts, target, nowMs));
  const others = [...people.values()].flat().filter((id) => !named.has(id));
  const reachOfOthers = await loadReachabilityOf(tx, new Set(others), urgency, withAccounts);
  return {
    peopleOnTarget: (target) => people.get(targetKey(target)) ?? NOBODY,
    reachabilityOf: (id) => (named.has(id) ? reachOfNamed(id) : reachOfOthers(id)),
  };
}

/** How to reach each of the people; the directory has already chosen between their rules and all their methods. */
export async function loadReachabilityOf(
  db: Queryable,
  personIds: Iterable<number>,
  urgency: Urgency,
  withAccounts = false,
): Promise<World['reachabilityOf']> {
  const ids = [...personIds];
  const reach = await loadReachability(db, ids, urgency);
  const accounts = withAccounts ? await loadActive(db, ids) : new Set<number>();
  return (personId) => {
    const chosen: ContactRule[] = reach.get(personId) ?? [];
    const rules = accounts.has(personId) && !chosen.some(isMailAtOnce) ? [...chosen, accountMail] : chosen;
    return { rules, methods: rules };
  };
}

const accountMail: ContactRule = { contactMethodId: null, channel: accountChannel, delaySeconds: 0 };

const isMailAtOnce = ({ channel, delaySeconds }: ContactRule) => channel === accountChannel && delaySeconds === 0;

/** What has to be known about targets to say whom they stand for at any moment of `[from, to)`, in milliseconds. */
export async function loadTargetFacts(
  db: Queryable,
  targets: readonly EscalationTarget[],
  from: number,
  to: number,
): Promise<TargetFacts> {
  const idsOf = (kind: EscalationTarget['kind']) => [
    ...new Set(targets.flatMap((target) => (target.kind === kind ? [target.id] : []))),
  ];
  const [activePersonIds, teamMembers, schedules] = await Promise.all([
    loadActive(db, idsOf('person')),
    loadActiveMembers(db, idsOf('team')),
    loadSnapshots(db, idsOf('schedule'), from, to + (targets.some(({ who }) => who === 'next') ? NEXT_WITHIN_MS : 0)),
  ]);
  return { activePersonIds, teamMembers, schedules };
}

/** Whom a target stands for at a moment (milliseconds); nobody when it is gone, empty or deactivated. */
export function peopleOnTargetAt(
  facts: TargetFacts,
  { kind, id, who = 'now' }: EscalationTarget,
  at: number,
): readonly number[] {
  switch (kind) {
    case 'person':
      return facts.activePersonIds.has(id) ? [id] : NOBODY;
    case 'team':
      return facts.teamMembers.get(id) ?? NOBODY;
    case 'schedule': {
      const schedule = facts.schedules.get(id);
      return schedule ? peopleOf(schedule, who, at) : NOBODY;
    }
  }
}

/** A schedule that this node cannot read (a zone its time zone data lacks) is empty, so that the ladder goes on. */
function peopleOf(schedule: Schedule, who: SchedulePart, at: number): readonly number[] {
  try {
    if (who === 'everyone') return everybodyOf(schedule, at);
    if (who === 'next') return nextPeopleOnCall(schedule, instantOf(at), instantOf(at + NEXT_WITHIN_MS));
    return everybodyOnCallAt(schedule, instantOf(at)).flatMap(({ personId }) => personId ?? []);
  } catch {
    return NOBODY;
  }
}

/** Who has a turn in a rotation that has not ended, and who stands in by an override now. */
function everybodyOf(
  { definition, timeZone, overrides, disabledPersonIds = [] }: Schedule,
  at: number,
): readonly number[] {
  const today = localDate(timeZone, at).toString();
  const layers = definition.layers.filter(({ endsOn }) => endsOn === undefined || endsOn >= today);
  const people = participantsOf({ layers });
  for (const { personId, startsAt, endsAt } of overrides) {
    if (startsAt.epochMilliseconds <= at && at < endsAt.epochMilliseconds) people.add(personId);
  }
  return [...people].filter((personId) => !disabledPersonIds.includes(personId));
}

async function loadActive(db: Queryable, personIds: readonly number[]): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const found = await preparedRows<{ id: number }>(
    db,
    'load-active-people',
    'select id from people where id = any ($1::bigint[]) and disabled_at is null',
    [personIds],
  );
  return new Set(found.map(({ id }) => id));
}

async function loadActiveMembers(db: Queryable, teamIds: readonly number[]): Promise<Map<number, number[]>> {
  if (teamIds.length === 0) return new Map();
  const found = await preparedRows<{ teamId: number; personId: number }>(
    db,
    'load-active-members',
    `select m.team_id, m.person_id from team_members m join people p on p.id = m.person_id
     where m.team_id = any ($1::bigint[]) and p.disabled_at is null order by m.team_id, m.person_id`,
    [teamIds],
  );
  const members = new Map<number, number[]>();
  for (const { teamId, personId } of found) {
    const own = members.get(teamId);
    if (own) own.push(personId);
    else members.set(teamId, [personId]);
  }
  return members;
}
