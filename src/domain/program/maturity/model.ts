export type MaturityLevel = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type LevelDescription = {
  level: MaturityLevel;
  name: string;
  meaning: string;
  /** How one recognises it in this product's data. */
  sign: string;
};

/** How far up the ladder a level is, in percent: the first of seven is 14, the last 100. */
export const percentOf = (level: MaturityLevel) => Math.round((level / 7) * 100);

/** Seven levels; names and order are the mission's, the wording is ours. */
export const maturityLevels: readonly LevelDescription[] = [
  {
    level: 1,
    name: 'Initial',
    meaning: 'Nothing is agreed. Whoever is around improvises, differently each time.',
    sign: 'Incidents live in chat; nobody can say how many there were.',
  },
  {
    level: 2,
    name: 'Developing',
    meaning: 'Some teams have basic habits. Documentation is incomplete.',
    sign: 'A few services have an owner, a schedule and a runbook.',
  },
  {
    level: 3,
    name: 'Defined',
    meaning: 'Everyone works the same way and is trained. First measures exist.',
    sign: 'At least 80% of services have an owner, an escalation policy and a runbook.',
  },
  {
    level: 4,
    name: 'Managed',
    meaning: 'Goals have numbers, teams work the same way, improvement is routine.',
    sign: 'Restore times by severity are tracked, 80% of postmortems are on time, the schedule has no gaps.',
  },
  {
    level: 5,
    name: 'Optimized',
    meaning: 'Data decides what to change next; whatever can be automated is.',
    sign: 'Recurrence falls two quarters in a row, action items are done on time, noisy alerts are removed every sprint.',
  },
  {
    level: 6,
    name: 'Leading',
    meaning: 'Others use it as their standard; lessons are published.',
    sign: 'Regular game days, some unannounced; near misses are reviewed; the cost of an incident is known.',
  },
  {
    level: 7,
    name: 'Transformative',
    meaning: 'Reliability wins customers and shapes what the company offers.',
    sign: 'Customers see the lessons; the program pays for itself and can show it.',
  },
];

export type PracticeAreaKey =
  | 'severity'
  | 'detection'
  | 'on-call'
  | 'war-room'
  | 'communication'
  | 'learning'
  | 'runbooks'
  | 'training'
  | 'governance'
  | 'value';

/** A figure of this installation, shown beside the self-rating. */
export type EvidenceKey =
  | 'share-declared-within-target'
  | 'share-with-commander-in-five-minutes'
  | 'share-severity-unchanged'
  | 'share-found-by-customers'
  | 'share-actionable-pages'
  | 'share-pages-acted-on'
  | 'share-services-with-page-path'
  | 'coverage-gap-hours-next-30-days'
  | 'median-acknowledge-seconds'
  | 'share-roles-filled'
  | 'median-first-post-seconds'
  | 'share-updates-on-time'
  | 'share-postmortems-on-time'
  | 'share-action-items-on-time'
  | 'recurrence-rate-90'
  | 'share-services-with-fresh-runbook'
  | 'share-incidents-with-runbook-run'
  | 'certified-commander-count'
  | 'drills-last-90-days'
  | 'share-people-trained'
  | 'days-since-quarterly-review'
  | 'goals-with-baseline-count'
  | 'incident-cost-known'
  | 'lessons-published-count';

export type MaturityQuestion = {
  id: string;
  area: PracticeAreaKey;
  ask: string;
  /** Null: no figure of this installation answers it, as with some questions of one's own. */
  evidence: EvidenceKey | null;
};

export type PracticeArea = {
  key: PracticeAreaKey;
  name: string;
};

export const practiceAreas: readonly PracticeArea[] = [
  { key: 'severity', name: 'Severity and declaration' },
  { key: 'detection', name: 'Detection and alerting' },
  { key: 'on-call', name: 'On-call and escalation' },
  { key: 'war-room', name: 'War room and roles' },
  { key: 'communication', name: 'Communication' },
  { key: 'learning', name: 'Postmortems and recurrence' },
  { key: 'runbooks', name: 'Runbooks' },
  { key: 'training', name: 'Drills and training' },
  { key: 'governance', name: 'Measures and governance' },
  { key: 'value', name: 'Customers and value' },
];

export const maturityQuestions = [
  {
    id: 'severity-declare',
    area: 'severity',
    ask: 'Can anyone declare an incident within a minute, and do they?',
    evidence: 'share-declared-within-target',
  },
  {
    id: 'severity-agreed',
    area: 'severity',
    ask: 'Do all teams use severities the same way?',
    evidence: 'share-severity-unchanged',
  },
  {
    id: 'detection-first',
    area: 'detection',
    ask: 'Do we notice problems before customers tell us?',
    evidence: 'share-found-by-customers',
  },
  {
    id: 'detection-noise',
    area: 'detection',
    ask: 'Does nearly every page need a person to act?',
    evidence: 'share-pages-acted-on',
  },
  {
    id: 'on-call-path',
    area: 'on-call',
    ask: 'Does every service have a tested way to page somebody?',
    evidence: 'share-services-with-page-path',
  },
  {
    id: 'on-call-gaps',
    area: 'on-call',
    ask: 'Is somebody on call every hour of the next thirty days?',
    evidence: 'coverage-gap-hours-next-30-days',
  },
  {
    id: 'on-call-answer',
    area: 'on-call',
    ask: 'Are pages acknowledged within the target time?',
    evidence: 'median-acknowledge-seconds',
  },
  {
    id: 'war-room-command',
    area: 'war-room',
    ask: 'Does every SEV1 and SEV2 have a commander within five minutes?',
    evidence: 'share-with-commander-in-five-minutes',
  },
  {
    id: 'war-room-roles',
    area: 'war-room',
    ask: 'Are the required roles filled by different people?',
    evidence: 'share-roles-filled',
  },
  {
    id: 'communication-first',
    area: 'communication',
    ask: 'Do customers hear from us within minutes?',
    evidence: 'median-first-post-seconds',
  },
  {
    id: 'communication-rhythm',
    area: 'communication',
    ask: 'Do updates come when we said they would?',
    evidence: 'share-updates-on-time',
  },
  {
    id: 'learning-postmortems',
    area: 'learning',
    ask: 'Is every required postmortem completed on time?',
    evidence: 'share-postmortems-on-time',
  },
  {
    id: 'learning-items',
    area: 'learning',
    ask: 'Are action items done on time?',
    evidence: 'share-action-items-on-time',
  },
  {
    id: 'learning-recurrence',
    area: 'learning',
    ask: 'Do reviewed incidents stay fixed?',
    evidence: 'recurrence-rate-90',
  },
  {
    id: 'runbooks-fresh',
    area: 'runbooks',
    ask: 'Does every service have a recently used or reviewed runbook?',
    evidence: 'share-services-with-fresh-runbook',
  },
  {
    id: 'runbooks-used',
    area: 'runbooks',
    ask: 'Are runbooks opened during incidents?',
    evidence: 'share-incidents-with-runbook-run',
  },
  {
    id: 'training-commanders',
    area: 'training',
    ask: 'Are there enough certified commanders around the clock?',
    evidence: 'certified-commander-count',
  },
  {
    id: 'training-drills',
    area: 'training',
    ask: 'Do we practise every month, including customer communication?',
    evidence: 'drills-last-90-days',
  },
  {
    id: 'training-people',
    area: 'training',
    ask: 'Has everyone on call passed the basic courses?',
    evidence: 'share-people-trained',
  },
  {
    id: 'governance-review',
    area: 'governance',
    ask: 'Does a quarterly review look at the measures, with other departments?',
    evidence: 'days-since-quarterly-review',
  },
  {
    id: 'governance-goals',
    area: 'governance',
    ask: 'Do the goals have a frozen baseline, a target and a date?',
    evidence: 'goals-with-baseline-count',
  },
  { id: 'value-cost', area: 'value', ask: 'Do we know what an hour of SEV1 costs?', evidence: 'incident-cost-known' },
  { id: 'value-lessons', area: 'value', ask: 'Do customers see what we learned?', evidence: 'lessons-published-count' },
] as const satisfies readonly MaturityQuestion[];
