export type PlanFacts = {
  teamName: string;
  startedAt: number;
  sponsor: { name: string; vicePresidentOrAbove: boolean } | null;
  /** End of the period that the first frozen baseline of the team was taken from. */
  baselineEndedAt: number | null;
  /** First change of the way of working: a milestone of the execute phase, a changed matrix or policy of the team. */
  firstChangeAt: number | null;
};

/** What the predicates look at. Instants are epoch milliseconds. */
export type ProgramFacts = {
  /** Null: no program has been started, so nothing can be wrong with it yet. */
  startedAt: number | null;
  /** Every plan that has begun and that nobody has ended; without one, the plan that started the program. */
  plans: readonly PlanFacts[];
  lastQuarterlyReviewAt: number | null;
  /** Goals that are neither reached nor given up. */
  liveGoalCount: number;
  /** Severities, protocols, templates and thresholds that were changed or confirmed by the team. */
  adaptedSettingCount: number;
  /** Settings came from elsewhere: the built-in defaults or an import. */
  copiedSettings: boolean;
};

export type MistakeKey = 'no-sponsor' | 'one-time-project' | 'no-baseline' | 'copied';

export type Mistake = {
  key: MistakeKey;
  name: string;
  /** What in the data shows it. */
  because: string;
  consequence: string;
  fix: string;
};

export const longestWithoutReviewDays = 100;
export const daysForBaseline = 14;
export const daysForSponsor = 7;
export const daysForAdaptation = 34;

const dayMilliseconds = 86_400_000;

const texts: Record<MistakeKey, Omit<Mistake, 'key' | 'because'>> = {
  'no-sponsor': {
    name: 'No executive sponsor',
    consequence: 'The work loses out to features whenever time is short.',
    fix: 'Find a sponsor, vice president or above, who protects the budget.',
  },
  'one-time-project': {
    name: 'Run as a one-time project',
    consequence: 'The gains fade within two or three quarters.',
    fix: 'Make it a habit: quarterly reviews, team goals, regular reports.',
  },
  'no-baseline': {
    name: 'Not measured before the start',
    consequence: 'Neither an improvement nor a return can be shown.',
    fix: 'Spend the first two weeks measuring, before anything changes.',
  },
  copied: {
    name: 'Copied without adapting',
    consequence: 'Rules made for another company do not fit and are ignored.',
    fix: 'Start from the defaults, then adapt them to the size and habits of the team.',
  },
};

function sponsorMissing({ sponsor }: PlanFacts, days: number): string | null {
  if (sponsor === null) return days >= daysForSponsor ? 'There is no sponsor.' : null;
  return sponsor.vicePresidentOrAbove ? null : 'The sponsor is not senior enough to protect the budget.';
}

/** Looks at each plan; where there are several, says whose it is. */
function ofPlans(
  { plans }: ProgramFacts,
  now: number,
  find: (plan: PlanFacts, days: number) => string | null,
): string | null {
  const found = new Map<string, string[]>();
  for (const plan of plans) {
    const because = find(plan, (now - plan.startedAt) / dayMilliseconds);
    if (because !== null) found.set(because, [...(found.get(because) ?? []), plan.teamName]);
  }
  if (found.size === 0) return null;
  if (plans.length === 1) return [...found.keys()].join(' ');
  return [...found].map(([because, teams]) => `${teams.join(', ')}: ${because}`).join(' ');
}

function oneTime(facts: ProgramFacts, now: number, startedAt: number): string | null {
  const since = Math.floor((now - Math.max(startedAt, facts.lastQuarterlyReviewAt ?? 0)) / dayMilliseconds);
  if (since > longestWithoutReviewDays) return `No quarterly review for ${since} days.`;
  const days = (now - startedAt) / dayMilliseconds;
  return facts.liveGoalCount === 0 && days > longestWithoutReviewDays ? 'No goal is being worked on.' : null;
}

function baselineMissing({ baselineEndedAt, firstChangeAt }: PlanFacts, days: number): string | null {
  if (baselineEndedAt === null) {
    if (firstChangeAt !== null) return 'The way of working was changed before a baseline was measured.';
    return days > daysForBaseline ? 'Two weeks have passed and no baseline is frozen.' : null;
  }
  const changedFirst = firstChangeAt !== null && firstChangeAt < baselineEndedAt;
  return changedFirst ? 'The baseline was measured after the first change.' : null;
}

function copied(facts: ProgramFacts, days: number): string | null {
  const unadapted = facts.copiedSettings && facts.adaptedSettingCount === 0 && days > daysForAdaptation;
  return unadapted ? 'No severity, protocol or template has been adapted since the start.' : null;
}

/** The common mistakes that this installation's data shows; each disappears with its cause. */
export function mistakesIn(facts: ProgramFacts, now: number): Mistake[] {
  const { startedAt } = facts;
  if (startedAt === null || startedAt > now) return [];
  const days = (now - startedAt) / dayMilliseconds;
  const found: [MistakeKey, string | null][] = [
    ['no-sponsor', ofPlans(facts, now, sponsorMissing)],
    ['no-baseline', ofPlans(facts, now, baselineMissing)],
    ['one-time-project', oneTime(facts, now, startedAt)],
    ['copied', copied(facts, days)],
  ];
  return found.flatMap(([key, because]) => (because === null ? [] : [{ key, because, ...texts[key] }]));
}

/** The common mistakes that the data does not show, to read before one makes them. */
export function mistakesAvoided(seen: readonly Mistake[]): Omit<Mistake, 'because'>[] {
  return (Object.keys(texts) as MistakeKey[])
    .filter((key) => seen.every((mistake) => mistake.key !== key))
    .map((key) => ({ key, ...texts[key] }));
}
