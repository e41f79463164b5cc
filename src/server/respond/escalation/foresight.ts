import type {
  EscalationDefinition,
  EscalationTarget,
  RunnableDefinition,
} from '../../../contract/respond/escalation-definition.ts';
import type { LadderPreview, PolicyWarning } from '../../../contract/respond/escalation-policies.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { laddersOf, targetsOf, webhooksOf } from '../../../domain/respond/escalation/definition.ts';
import { lintPolicy } from '../../../domain/respond/escalation/lint.ts';
import type { ContactRule } from '../../../domain/respond/escalation/page.ts';
import { previewLadder, usualSeverity } from '../../../domain/respond/escalation/preview.ts';
import { startOf, waitOf } from '../../../domain/respond/escalation/start.ts';
import { LONGEST_WAIT_DAYS } from '../../../domain/respond/escalation/working-hours.ts';
import { everyShiftBetween } from '../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { loadUnserved } from '../providers/served.ts';
import { participantsOf } from '../schedules/snapshots.ts';
import { namesOfPeople } from '../schedules/store.ts';
import { unservedRooms } from './chat-rooms.ts';
import { loadTargetNames } from './store.ts';
import { teamsWithoutHours, withHoursOfTeams } from './team-hours.ts';
import { wordWarning } from './warnings.ts';
import { loadCalledWebhooks, unservedWebhooks } from './webhooks.ts';
import { loadReachabilityOf, loadTargetFacts, peopleOnTargetAt, type TargetFacts } from './world.ts';

/** A schedule's step is checked with everybody who is on call within this time. */
const LINT_DAYS = 28;
const DAY_MS = 86_400_000;
const MOST_MOMENTS = 100;
const MOST_NOTIFICATIONS = 2_000;

/**
 * The weak spots of a definition as things stand, in words.
 *
 * @param hasMail the installation can send e-mail
 */
export async function checkPolicy(
  db: Queryable,
  definition: EscalationDefinition,
  hasMail: boolean,
): Promise<PolicyWarning[]> {
  const now = await readNowMs(db);
  const facts = await loadTargetFacts(db, targetsOf(definition), now, now + LINT_DAYS * DAY_MS);
  const comingOn = new Map([...facts.schedules.keys()].map((id) => [id, peopleComing(facts, id, now)]));
  const peopleOnTarget = (target: EscalationTarget) =>
    target.kind === 'schedule' && target.who !== 'everyone'
      ? (comingOn.get(target.id) ?? [])
      : peopleOnTargetAt(facts, target, now);
  const personIds = [...new Set(targetsOf(definition).flatMap(peopleOnTarget))];
  const reachabilityOf = await loadReachabilityOf(db, personIds, 'high');
  const names = await namesOfPeople(db, personIds);
  const methodsOf = (personId: number) =>
    reachabilityOf(personId).methods.flatMap(({ contactMethodId }) => contactMethodId ?? []);
  const unserved = await loadUnserved(db, hasMail, [...new Set(personIds.flatMap(methodsOf))]);
  const person = (personId: number) => ({
    name: names.get(personId) ?? 'Somebody',
    whyNot: methodsOf(personId).flatMap((id) => unserved.get(id)?.why ?? [])[0] ?? 'has no verified contact method',
  });
  const works = ({ contactMethodId }: ContactRule) => contactMethodId === null || !unserved.has(contactMethodId);
  const rooms = await unservedRooms(db, definition);
  const uncalled = await unservedWebhooks(db, definition);
  const ofHours = [...(await teamsWithoutHours(db, [definition])).values()].map((team) =>
    wordWarning({ code: 'team_without_hours', team }, person),
  );
  const ofLadders = laddersOf(definition).flatMap(({ branch, ...ladder }) =>
    [
      ...lintPolicy(ladder, { peopleOnTarget, reachabilityOf, works }),
      ...rooms.flatMap(({ room, stepIndex, branch: of }) =>
        of === (branch?.name ?? null) ? [{ code: 'room_unavailable' as const, stepIndex, room: room.name }] : [],
      ),
      ...uncalled.flatMap(({ webhook, stepIndex, branch: of }) =>
        of === (branch?.name ?? null) ? [{ code: 'webhook_unavailable' as const, stepIndex, webhook }] : [],
      ),
    ].map((warning) => wordWarning(warning, person, branch)),
  );
  return [...ofHours, ...ofLadders];
}

export type PreviewOptions = {
  /** The installation can send e-mail. */
  hasMail: boolean;
  urgency: Urgency;
  /** What is usual for the urgency when left out. */
  severity?: number | undefined;
  /** Milliseconds since the epoch; database time when left out. */
  at?: number | undefined;
  /** By branch and step: whose turn the round-robin steps gave last. */
  turns?: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** People are also written to at the e-mail address of their account. */
  withAccounts?: boolean;
};

/**
 * Who would be asked when, if a page began at `at` and nobody acknowledged: the real plan, run ahead of time
 * on the schedules, overrides and contact methods of now.
 */
export async function previewPolicy(
  db: Queryable,
  given: EscalationDefinition,
  { hasMail, urgency, severity = usualSeverity[urgency], at, turns = new Map(), withAccounts = false }: PreviewOptions,
): Promise<LadderPreview> {
  const start = at ?? (await readNowMs(db));
  const [definition] = (await withHoursOfTeams(db, [given], start)) as [RunnableDefinition];
  const targets = targetsOf(definition);
  const { policy, branch } = startOf(definition, { severity, urgency, at: instantOf(start) });
  const wait = waitOf(policy, { severity, urgency, at: instantOf(start) });
  const longest = longestRunMs(policy) + LONGEST_WAIT_DAYS * DAY_MS;
  const facts = await loadTargetFacts(db, targets, start, start + longest + 1);
  const reachabilityOf = await loadReachabilityOf(db, everybody(facts), urgency, withAccounts);
  const moments = previewLadder(
    definition,
    (moment) => ({
      peopleOnTarget: (target) => peopleOnTargetAt(facts, target, moment.epochMilliseconds),
      reachabilityOf,
    }),
    instantOf(start),
    urgency,
    severity,
    turns.get(branch?.name ?? ''),
  );
  const shown: typeof moments = [];
  let notifications = 0;
  for (const moment of moments) {
    notifications += moment.decision.notifications.length;
    if (shown.length > 0 && (shown.length >= MOST_MOMENTS || notifications > MOST_NOTIFICATIONS)) break;
    shown.push(moment);
  }
  const used = shown.flatMap(({ decision }) => decision.notifications.map(({ contactMethodId }) => contactMethodId));
  const unserved = await loadUnserved(db, hasMail, [...new Set(used.filter((each) => each !== null))]);
  const nameOfTarget = await loadTargetNames(db, targets);
  const names = await namesOfPeople(db, everybody(facts));
  const webhooks = await loadCalledWebhooks(db, webhooksOf(policy));
  const person = (personId: number) => ({ personId, personName: names.get(personId) ?? 'Somebody' });
  return {
    urgency,
    severity,
    branch,
    waits: wait && { until: wait.until.toString({ smallestUnit: 'millisecond' }), because: wait.because },
    moments: shown.map(({ at: moment, decision }) => ({
      at: new Date(moment.epochMilliseconds).toISOString(),
      notifications: decision.notifications.map(({ personId, contactMethodId, ...each }) => ({
        ...person(personId),
        ...{ stepIndex: each.stepIndex, round: each.round, channel: each.channel, delaySeconds: each.delaySeconds },
        problem: (contactMethodId === null ? null : unserved.get(contactMethodId)?.cause) ?? null,
      })),
      posts: decision.posts.map(({ room, stepIndex, round }) => ({
        ...{ stepIndex, round, room: room.name, channel: room.channel },
      })),
      calls: decision.calls.flatMap(({ webhookIds, stepIndex, round }) =>
        webhookIds.map((id) => ({ stepIndex, round, webhook: webhooks.get(id)?.name ?? 'a deleted webhook' })),
      ),
      turns: decision.turns.map(({ personId, ofCount, stepIndex }) => ({ ...person(personId), ofCount, stepIndex })),
      unreachable: decision.unreachable.map(({ personId }) => person(personId)),
      emptyTargets: decision.emptyTargets.map(({ target, stepIndex, round }) => ({
        stepIndex,
        round,
        target: { ...target, name: nameOfTarget(target) },
      })),
      exhausted: decision.next?.exhausted ?? false,
    })),
    truncated: shown.length < moments.length,
  };
}

function longestRunMs({ steps, repeat }: EscalationDefinition): number {
  return steps.reduce((sum, { delaySeconds }) => sum + delaySeconds, 0) * (repeat + 1) * 1_000;
}

function peopleComing({ schedules }: TargetFacts, scheduleId: number, now: number): number[] {
  const schedule = schedules.get(scheduleId)!;
  const shifts = everyShiftBetween(schedule, instantOf(now), instantOf(now + LINT_DAYS * DAY_MS));
  const people = shifts.map(({ personId }) => personId);
  return [...new Set(people.filter((personId) => personId !== null))];
}

/** Everybody whom the targets may stand for at some time. */
function everybody({ activePersonIds, teamMembers, schedules }: TargetFacts): Set<number> {
  const people = new Set(activePersonIds);
  for (const members of teamMembers.values()) for (const personId of members) people.add(personId);
  for (const { definition, overrides } of schedules.values()) {
    for (const personId of participantsOf(definition)) people.add(personId);
    for (const { personId } of overrides) people.add(personId);
  }
  return people;
}
