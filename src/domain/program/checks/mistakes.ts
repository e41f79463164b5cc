import { counted } from '../counted.ts';

export type PlanFacts = {
  id: number;
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
  /** One of them whose baseline is not frozen. */
  goalWithoutBaselineId: number | null;
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

/** Which form the fix starts with, and of which plan or goal. */
export type Start = { form: 'plan' | 'sponsor' | 'baseline' | 'goal' | 'review' | 'severities'; id: number | null };

/** A common mistake held against the data: seen in it, not seen, or too early to tell. */
export type MistakeCheck = Mistake & { state: 'seen' | 'not-seen' | 'too-early'; start: Start };

type Found = Pick<MistakeCheck, 'state' | 'because' | 'start'>;

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

const seen = (because: string): Omit<Found, 'start'> => ({ state: 'seen', because });
const notSeen = (because: string): Omit<Found, 'start'> => ({ state: 'not-seen', because });
const tooEarly = (because: string): Omit<Found, 'start'> => ({ state: 'too-early', because });

function sponsorOf({ sponsor }: PlanFacts, days: number) {
  if (sponsor === null)
    return days >= daysForSponsor ? seen('There is no sponsor.') : tooEarly('There is no sponsor yet.');
  return sponsor.vicePresidentOrAbove
    ? notSeen(`${sponsor.name} is the sponsor.`)
    : seen('The sponsor is not senior enough to protect the budget.');
}

function baselineOf({ baselineEndedAt, firstChangeAt }: PlanFacts, days: number) {
  if (baselineEndedAt === null) {
    if (firstChangeAt !== null) return seen('The way of working was changed before a baseline was measured.');
    return days > daysForBaseline
      ? seen('Two weeks have passed and no baseline is frozen.')
      : tooEarly('The baseline is not frozen yet.');
  }
  if (firstChangeAt === null) return notSeen('The baseline was measured, and nothing has been changed since.');
  return firstChangeAt < baselineEndedAt
    ? seen('The baseline was measured after the first change.')
    : notSeen('The baseline was measured before the first change.');
}

const worstFirst: readonly MistakeCheck['state'][] = ['seen', 'too-early', 'not-seen'];

/** Looks at each plan and tells the worst; where there are several plans, says whose it is. */
function ofPlans(
  { plans }: ProgramFacts,
  now: number,
  find: (plan: PlanFacts, days: number) => Omit<Found, 'start'>,
): Omit<Found, 'start'> & { planId: number } {
  const looked = plans.map((plan) => ({ plan, ...find(plan, (now - plan.startedAt) / dayMilliseconds) }));
  const state = worstFirst.find((one) => looked.some((each) => each.state === one))!;
  const told = looked.filter((each) => each.state === state);
  const teams = new Map<string, string[]>();
  for (const { because, plan } of told) teams.set(because, [...(teams.get(because) ?? []), plan.teamName]);
  const because =
    plans.length === 1
      ? told[0]!.because
      : [...teams].map(([words, names]) => `${names.join(', ')}: ${words}`).join(' ');
  return { state, because, planId: told[0]!.plan.id };
}

function rhythmOf(facts: ProgramFacts, now: number, startedAt: number): Found {
  const { lastQuarterlyReviewAt, liveGoalCount } = facts;
  const since = Math.floor((now - Math.max(startedAt, lastQuarterlyReviewAt ?? 0)) / dayMilliseconds);
  const review: Start = { form: 'review', id: null };
  if (since > longestWithoutReviewDays) return { ...seen(`No quarterly review for ${since} days.`), start: review };
  const days = (now - startedAt) / dayMilliseconds;
  if (liveGoalCount === 0 && days > longestWithoutReviewDays)
    return { ...seen('No goal is being worked on.'), start: { form: 'goal', id: null } };
  if (liveGoalCount === 0) return { ...tooEarly('No goal is being worked on yet.'), start: { form: 'goal', id: null } };
  if (lastQuarterlyReviewAt === null || lastQuarterlyReviewAt < startedAt)
    return { ...tooEarly('The first quarterly review is not due yet.'), start: review };
  const goals = `${counted(liveGoalCount, 'goal is', 'goals are')} being worked on.`;
  return { ...notSeen(`The last quarterly review was ${counted(since, 'day')} ago. ${goals}`), start: review };
}

function adaptationOf({ copiedSettings, adaptedSettingCount }: ProgramFacts, days: number): Omit<Found, 'start'> {
  if (!copiedSettings) return notSeen('The severities, protocols and templates are your own.');
  if (adaptedSettingCount > 0)
    return notSeen(
      `Severities, protocols or templates were adapted or confirmed ${counted(adaptedSettingCount, 'time')} since the start.`,
    );
  return days > daysForAdaptation
    ? seen('No severity, protocol or template has been adapted since the start.')
    : tooEarly('No severity, protocol or template has been adapted yet.');
}

/** Each common mistake with what the data say about it. Nothing can be wrong with a program that has not begun. */
export function mistakeChecks(facts: ProgramFacts, now: number): MistakeCheck[] {
  const { startedAt, plans, goalWithoutBaselineId } = facts;
  const keys = ['no-sponsor', 'no-baseline', 'one-time-project', 'copied'] as const;
  if (startedAt === null || startedAt > now || plans.length === 0) {
    const found = { ...tooEarly('No plan has begun.'), start: { form: 'plan', id: null } as const };
    return keys.map((key) => ({ key, ...texts[key], ...found }));
  }
  const days = (now - startedAt) / dayMilliseconds;
  const { planId, ...sponsor } = ofPlans(facts, now, sponsorOf);
  const { planId: _, ...baseline } = ofPlans(facts, now, baselineOf);
  const found: Record<MistakeKey, Found> = {
    'no-sponsor': { ...sponsor, start: { form: 'sponsor', id: planId } },
    'no-baseline': {
      ...baseline,
      start: { form: goalWithoutBaselineId === null ? 'goal' : 'baseline', id: goalWithoutBaselineId },
    },
    'one-time-project': rhythmOf(facts, now, startedAt),
    copied: { ...adaptationOf(facts, days), start: { form: 'severities', id: null } },
  };
  return keys.map((key) => ({ key, ...texts[key], ...found[key] }));
}

/** The common mistakes that this installation's data shows; each disappears with its cause. */
export function mistakesIn(facts: ProgramFacts, now: number): Mistake[] {
  return mistakeChecks(facts, now)
    .filter(({ state }) => state === 'seen')
    .map(({ key, name, because, consequence, fix }) => ({ key, name, because, consequence, fix }));
}
