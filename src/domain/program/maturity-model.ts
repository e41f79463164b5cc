export type MaturityLevel = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type LevelDescription = {
  level: MaturityLevel;
  name: string;
  meaning: string;
  /** How one recognises it in this product's data. */
  sign: string;
};

/** Seven levels; names and order are the mission's, the wording is ours. */
export const maturityLevels: readonly LevelDescription[] = [
  {
    level: 1,
    name: 'Initial',
    meaning: 'Nothing is agreed. Whoever happens to be there improvises, differently each time.',
    sign: 'Incidents live in chat; nobody can say how many there were.',
  },
  {
    level: 2,
    name: 'Developing',
    meaning: 'Some teams have basic habits. What is written down is incomplete.',
    sign: 'A few services have an owner, a schedule and a runbook.',
  },
  {
    level: 3,
    name: 'Defined',
    meaning: 'One way of working for all, with training. First measures exist.',
    sign: 'At least four fifths of the services have owner, escalation policy and runbook.',
  },
  {
    level: 4,
    name: 'Managed',
    meaning: 'Goals have numbers, teams work alike, improvement is routine.',
    sign: 'Restore times by severity are tracked, four fifths of the postmortems are in time, the schedule has no gaps.',
  },
  {
    level: 5,
    name: 'Optimized',
    meaning: 'Data decides what to change next; what can be automated is.',
    sign: 'Recurrence falls two quarters running, action items are done in time, noisy alerts disappear each sprint.',
  },
  {
    level: 6,
    name: 'Leading',
    meaning: 'Others take it as their standard; what was learned is published.',
    sign: 'Regular game days, also unannounced; near misses are reviewed; the cost of an incident is known.',
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
  evidence: EvidenceKey;
};

export type PracticeArea = {
  key: PracticeAreaKey;
  name: string;
};

export const practiceAreas: readonly PracticeArea[] = [
  { key: 'severity', name: 'Severity and declaring' },
  { key: 'detection', name: 'Detection and alerting' },
  { key: 'on-call', name: 'On-call and escalation' },
  { key: 'war-room', name: 'War room and roles' },
  { key: 'communication', name: 'Communication' },
  { key: 'learning', name: 'Postmortems and recurrence' },
  { key: 'runbooks', name: 'Runbooks' },
  { key: 'training', name: 'Drills and training' },
  { key: 'governance', name: 'Measures and governance' },
  { key: 'value', name: 'Customers and money' },
];

export const maturityQuestions: readonly MaturityQuestion[] = [
  {
    id: 'severity-declare',
    area: 'severity',
    ask: 'Can anybody declare an incident within a minute, and do they?',
    evidence: 'share-declared-within-target',
  },
  {
    id: 'severity-agreed',
    area: 'severity',
    ask: 'Do teams mean the same by each severity?',
    evidence: 'share-severity-unchanged',
  },
  {
    id: 'detection-first',
    area: 'detection',
    ask: 'Do we notice before customers tell us?',
    evidence: 'share-found-by-customers',
  },
  {
    id: 'detection-noise',
    area: 'detection',
    ask: 'Does nearly every page need a person to act?',
    evidence: 'share-actionable-pages',
  },
  {
    id: 'on-call-path',
    area: 'on-call',
    ask: 'Does every service have a tested way to reach somebody?',
    evidence: 'share-services-with-page-path',
  },
  {
    id: 'on-call-gaps',
    area: 'on-call',
    ask: 'Is somebody on call at every hour of the next thirty days?',
    evidence: 'coverage-gap-hours-next-30-days',
  },
  {
    id: 'on-call-answer',
    area: 'on-call',
    ask: 'Are pages answered within the target?',
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
    ask: 'Are the needed roles filled, by different people?',
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
    ask: 'Is every required postmortem completed in time?',
    evidence: 'share-postmortems-on-time',
  },
  {
    id: 'learning-items',
    area: 'learning',
    ask: 'Are action items done by their date?',
    evidence: 'share-action-items-on-time',
  },
  {
    id: 'learning-recurrence',
    area: 'learning',
    ask: 'Do incidents stay away once they were reviewed?',
    evidence: 'recurrence-rate-90',
  },
  {
    id: 'runbooks-fresh',
    area: 'runbooks',
    ask: 'Does every service have a runbook that was used or reviewed lately?',
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
    ask: 'Are there enough certified commanders for every hour?',
    evidence: 'certified-commander-count',
  },
  {
    id: 'training-drills',
    area: 'training',
    ask: 'Do we practise every month, also the words to customers?',
    evidence: 'drills-last-90-days',
  },
  {
    id: 'training-people',
    area: 'training',
    ask: 'Has everybody on call passed the basic courses?',
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
];
