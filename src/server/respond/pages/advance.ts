import { groupBy } from '../../../domain/group-by.ts';
import { targetsOf } from '../../../domain/respond/escalation/definition.ts';
import type {
  PageDecision,
  PageSnapshot,
  PlannedCall,
  PlannedPost,
  World,
} from '../../../domain/respond/escalation/page.ts';
import { pageKeyOf, roomKeyOf } from '../../../domain/respond/escalation/page-key.ts';
import { pageAfter, plan } from '../../../domain/respond/escalation/plan.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Transaction, withCommit } from '../../platform/db/database.ts';
import { type NewEvent, recordEvents } from '../../platform/events/record.ts';
import type { Claim } from '../deliver/claims/claims.ts';
import { loadCalledWebhooks } from '../escalation/webhooks.ts';
import { loadWorld } from '../escalation/world.ts';
import { loadAcknowledgedBy } from '../page-life/acknowledgements-store.ts';
import type { DuePage } from '../page-life/due-page.ts';
import { type PageProgress, recordSteps } from '../page-life/life-store.ts';
import { chatRoomChannel, type NewNotification } from '../page-life/notifications-store.ts';
import { listInParallelRun } from '../parallel-runs/store.ts';
import { listSandboxed } from '../sandbox/store.ts';
import * as store from './advance-store.ts';
import { emptyPolicy, readPolicy } from './opening/policy-copy.ts';

export type AdvanceOptions = {
  /** There is a mail server, so that admins can be written to at the address of their account. */
  hasMail?: boolean | undefined;
  /** Events that happened before. */
  alsoRecord?: NewEvent[];
  /** Takes what becomes due in the same transaction, so that it can be sent as soon as that has ended. */
  claim?: Claim | undefined;
};

export type Advanced = {
  /** Notifications that are due at once. */
  dueNow: number;
  /** Something went wrong that people must be told about. */
  isLoud: boolean;
};

/** Problems are for people to read; a page that fails for weeks must not grow without bound. */
const keptProblems = 100;

const loudProblems = new Set(['no_policy', 'policy_unreadable', 'policy_exhausted', 'nobody_reachable']);

/** Runs the due step of each page at `now` (database time). */
export async function advancePages(
  tx: Transaction,
  pages: DuePage[],
  now: Date,
  { alsoRecord = [], claim, hasMail = false }: AdvanceOptions = {},
): Promise<Advanced> {
  if (pages.length === 0) {
    withCommit(tx, recordEvents(tx, system, alsoRecord));
    return { dueNow: 0, isLoud: false };
  }
  const snapshots = pages.map((page) => ({ page, ...snapshotOf(page) }));
  const viewOf = ({ page }: { page: DuePage }) => `${page.urgency} ${hasMail && page.asksAdmins === true}`;
  const turns = await store.takeTurns(tx, snapshots.flatMap(turnsWanted));
  const acknowledged = await loadAcknowledged(tx, snapshots);
  const worlds = new Map<string, World>();
  for (const [view, members] of groupBy(snapshots, viewOf)) {
    const { page } = members[0]!;
    const targets = members.flatMap(({ snapshot }) => targetsOf(snapshot.policy));
    const withAccounts = hasMail && page.asksAdmins === true;
    worlds.set(view, await loadWorld(tx, targets, page.urgency, now.getTime(), withAccounts));
  }
  const at = now.toISOString();
  const notifications: NewNotification[] = [];
  const progress: PageProgress[] = [];
  const events: NewEvent[] = [...alsoRecord];
  const calls: Call[] = [];
  let isLoud = false;

  for (const { page, snapshot, ownProblems } of snapshots) {
    const standing = {
      ...snapshot,
      turns: turns.of(page),
      acknowledgedBy: acknowledged.get(page.id) ?? snapshot.acknowledgedBy,
    };
    const decision = plan(standing, worlds.get(viewOf({ page }))!, instantOf(now.getTime()));
    for (const turn of decision.turns) turns.give(page, turn);
    const problems = [...ownProblems, ...decision.problems].map((problem) => ({ ...problem, at }));
    isLoud ||= problems.some((problem) => loudProblems.has(problem.code));
    for (const planned of decision.notifications) {
      const { id: pageId, generation, severity } = page;
      notifications.push({ ...planned, pageKey: pageKeyOf(page, planned), pageId, generation, severity });
    }
    for (const post of decision.posts) notifications.push(toRoom(page, post));
    progress.push({
      ...positionAfter(page, snapshot, decision),
      waitsUntil: decision.wait ? new Date(decision.wait.until.epochMilliseconds) : earlier(page.waitsUntil, now),
      waitsBecause: decision.wait?.because ?? null,
      problems: [...page.problems, ...problems].slice(-keptProblems),
    });
    events.push(...eventsOf(page, decision, problems));
    calls.push(...decision.calls.map((call) => ({ ...call, page })));
  }
  if (calls.length > 0) events.push(...(await eventsOfCalls(tx, calls)));
  withCommit(tx, store.saveTurns(tx, turns.given()));
  withCommit(tx, recordSteps(tx, progress, notifications, now));
  withCommit(tx, recordEvents(tx, system, events));
  const dueNow = notifications.filter((each) => each.delaySeconds === 0).length;
  if (dueNow > 0 && claim) withCommit(tx, claim(tx, dueNow));
  return { dueNow, isLoud };
}

type Call = PlannedCall & { page: DuePage };

/**
 * The event is the call: the stage that keeps outgoing webhooks delivers it to those that it names. Practice in a sandbox
 * calls none, nor does a parallel run.
 */
async function eventsOfCalls(tx: Transaction, planned: Call[]): Promise<NewEvent[]> {
  const ids = planned.map(({ page }) => page.id);
  const kept = new Set([...(await listSandboxed(tx, ids)), ...(await listInParallelRun(tx, ids))]);
  const calls = planned.filter(({ page }) => !kept.has(page.id));
  const called = await loadCalledWebhooks(
    tx,
    calls.flatMap(({ webhookIds }) => webhookIds),
  );
  return calls.map(({ page, stepIndex, round, webhookIds }) => {
    const webhooks = webhookIds.map((id) => ({ id, name: called.get(id)?.name ?? 'a deleted webhook' }));
    const data = { generation: page.generation, stepIndex, round, webhooks };
    return { kind: 'page.stepReached', subjectId: page.id, data };
  });
}

function toRoom(page: DuePage, post: PlannedPost): NewNotification {
  const { id: pageId, generation, severity } = page;
  const { stepIndex, round, roomIndex: ruleIndex, room: chatRoom } = post;
  return {
    ...{ pageKey: roomKeyOf(page, post), pageId, generation, severity, stepIndex, round, ruleIndex, chatRoom },
    ...{ personId: null, contactMethodId: null, channel: chatRoomChannel, delaySeconds: 0 },
  };
}

/** A page that a more severe alert has joined runs its step before the time until which it was to wait. */
const earlier = (waitsUntil: Date | null, now: Date) => (waitsUntil !== null && waitsUntil > now ? now : waitsUntil);

/** Pages of one policy in one batch take their turns one after the other. */
function turnsWanted({ page, snapshot }: { page: DuePage; snapshot: PageSnapshot }): store.TurnKey[] {
  const { policyId, branch } = page;
  if (policyId === null) return [];
  return snapshot.policy.steps.flatMap(({ notifies }, stepIndex) =>
    notifies === 'roundRobin' ? [{ policyId, branch: branch?.name ?? '', stepIndex }] : [],
  );
}

/** Who has acknowledged already, of pages with steps that everybody must acknowledge. */
async function loadAcknowledged(tx: Transaction, snapshots: { page: DuePage; snapshot: PageSnapshot }[]) {
  const asked = snapshots.filter(({ snapshot }) =>
    snapshot.policy.steps.some(({ acknowledgedBy }) => acknowledgedBy === 'everyone'),
  );
  return loadAcknowledgedBy(
    tx,
    asked.map(({ page }) => page.id),
  );
}

function snapshotOf(page: DuePage) {
  const policy = readPolicy(page.policy, page.plainPolicy);
  const ownProblems: { code: string }[] = [];
  // A page without a policy keeps the ladder of nobody.
  if (policy === null) ownProblems.push({ code: isUnreadable(page.policy) ? 'policy_unreadable' : 'no_policy' });
  const { generation, stepIndex, round, urgency, severity } = page;
  const at = (date: Date | null) => (date === null ? null : instantOf(date.getTime()));
  const snapshot: PageSnapshot = {
    policy: policy ?? emptyPolicy,
    generation,
    state: 'open',
    stepIndex,
    round,
    urgency,
    severity,
    dueAt: at(page.dueAt),
    waitsUntil: at(page.waitsUntil),
    turns: new Map(),
    acknowledgedBy: new Set(),
    declinedBy: new Set(page.declinedBy),
  };
  return { snapshot, ownProblems };
}

function isUnreadable(policy: unknown): boolean {
  return (policy as { isUnreadable?: boolean }).isUnreadable === true;
}

function positionAfter(page: DuePage, snapshot: PageSnapshot, decision: PageDecision) {
  const { id, generation } = page;
  const after = pageAfter(snapshot, decision);
  if (after.dueAt === null) {
    const round = decision.problems.at(-1)?.round ?? page.round;
    return { id, generation, stepIndex: snapshot.policy.steps.length, round, dueAt: null };
  }
  return {
    id,
    generation,
    stepIndex: after.stepIndex,
    round: after.round,
    dueAt: new Date(after.dueAt.epochMilliseconds),
  };
}

function eventsOf(page: DuePage, decision: PageDecision, problems: { code: string }[]): NewEvent[] {
  if (decision.wait) {
    const until = new Date(decision.wait.until.epochMilliseconds);
    if (page.waitsUntil?.getTime() === until.getTime()) return [];
    const data = { generation: page.generation, until: until.toISOString(), because: decision.wait.because };
    return [{ kind: 'page.waiting', subjectId: page.id, data }];
  }
  const personIds = [...new Set(decision.notifications.map((each) => each.personId))];
  const data = {
    generation: page.generation,
    stepIndex: page.stepIndex,
    round: page.round,
    personIds,
    problems,
    turns: decision.turns,
  };
  const events: NewEvent[] = [{ kind: 'page.advanced', subjectId: page.id, data }];
  if (decision.next?.exhausted) {
    events.push({
      kind: 'page.exhausted',
      subjectId: page.id,
      data: { generation: page.generation },
    });
  }
  return events;
}
