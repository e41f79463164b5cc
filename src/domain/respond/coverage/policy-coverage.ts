import { Temporal } from 'temporal-polyfill';
import type { EscalationTarget, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import { severities, type Urgency, urgencies } from '../../../contract/severity.ts';
import { targetKey } from '../escalation/definition.ts';
import type { World } from '../escalation/page.ts';
import { previewLadder } from '../escalation/preview.ts';
import { startOf } from '../escalation/start.ts';

/** Why a run of a policy reaches nobody: targets that stand for nobody, and people without a way to reach them. */
export type Unreached = { emptyTargets: EscalationTarget[]; unreachable: number[] };

/** Whom a page that begins at a moment asks first, and after how many seconds; nobody: why. */
export type Asked = { personIds: number[]; afterSeconds: number } | (Unreached & { personIds: [] });

/** A stretch in which a page that begins reaches nobody at all, whatever step it comes to. */
export type CoverageGap = Unreached & { startsAt: Temporal.Instant; endsAt: Temporal.Instant };

export type PolicyCoverage = { now: Asked; gaps: CoverageGap[] };

export type CoverageQuestion = {
  definition: RunnableDefinition;
  urgency: Urgency;
  worldAt: (at: Temporal.Instant) => World;
  /** The first one is now; between two of them nothing changes that is known of. In order. */
  moments: readonly Temporal.Instant[];
  until: Temporal.Instant;
};

/** Who is paged by a policy now, and when in the time to come a page would reach nobody: the plan of the pager itself. */
export function coverPolicy({ definition, urgency, worldAt, moments, until }: CoverageQuestion): PolicyCoverage {
  const askedAt = moments.map((at) => worstAsked(definition, worldAt, at, urgency));
  const gaps: CoverageGap[] = [];
  askedAt.forEach((asked, index) => {
    if (asked.personIds.length > 0 || !('emptyTargets' in asked)) return;
    const { emptyTargets, unreachable } = asked;
    const gap = { startsAt: moments[index]!, endsAt: moments[index + 1] ?? until, emptyTargets, unreachable };
    const last = gaps.at(-1);
    if (last && Temporal.Instant.compare(last.endsAt, gap.startsAt) === 0) last.endsAt = gap.endsAt;
    else gaps.push(gap);
  });
  const now = moments[0] && firstAsked(ladderAt(definition, 1, urgency, moments[0]), worldAt, moments[0], urgency);
  return { now: now ?? { personIds: [], emptyTargets: [], unreachable: [] }, gaps };
}

/** Of the branches that a page could follow at a moment, one that reaches nobody, if there is any. */
function worstAsked(
  definition: RunnableDefinition,
  worldAt: CoverageQuestion['worldAt'],
  at: Temporal.Instant,
  urgency: Urgency,
): Asked {
  const ladders = [definition];
  if (definition.branches) {
    ladders.pop();
    for (const severity of severities) {
      for (const each of urgencies) ladders.push(ladderAt(definition, severity, each, at));
    }
  }
  const different = [...new Map(ladders.map((ladder) => [JSON.stringify(ladder), ladder])).values()];
  const asked = different.map((ladder) => firstAsked({ ...ladder, repeat: 0 }, worldAt, at, urgency));
  return asked.find(({ personIds }) => personIds.length === 0) ?? asked[0]!;
}

/** The ladder that a page would follow which begins at a moment; how long it waits is no matter here. */
function ladderAt(definition: RunnableDefinition, severity: number, urgency: Urgency, at: Temporal.Instant) {
  const { steps, catchAll } = startOf({ ...definition, waitsForWorkingHours: false }, { severity, urgency, at }).policy;
  return { steps, repeat: 0, catchAll };
}

function firstAsked(
  definition: RunnableDefinition,
  worldAt: CoverageQuestion['worldAt'],
  at: Temporal.Instant,
  urgency: Urgency,
): Asked {
  const ladder = previewLadder(definition, worldAt, at, urgency);
  for (const { at: moment, decision } of ladder) {
    const personIds = [...new Set(decision.notifications.map(({ personId }) => personId))];
    if (personIds.length > 0) return { personIds, afterSeconds: moment.since(at).total('seconds') };
  }
  const emptyTargets = ladder.flatMap(({ decision }) => decision.emptyTargets.map(({ target }) => target));
  const unreachable = ladder.flatMap(({ decision }) => decision.unreachable.map(({ personId }) => personId));
  return { personIds: [], emptyTargets: uniqueTargets(emptyTargets), unreachable: [...new Set(unreachable)] };
}

function uniqueTargets(targets: EscalationTarget[]): EscalationTarget[] {
  return [...new Map(targets.map((target) => [targetKey(target), target])).values()];
}
