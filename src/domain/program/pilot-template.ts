export type PilotPhaseKey = 'assess' | 'define-goals' | 'build-plan' | 'execute' | 'iterate';

export type PilotPhase = {
  key: PilotPhaseKey;
  name: string;
  purpose: string;
  /** Days after the start, both included. */
  firstDay: number;
  lastDay: number;
};

/** What fulfils a milestone without anybody ticking it: the product sees it in its own data. */
export type PilotSign =
  | 'sponsor-named'
  | 'assessment-completed'
  | 'baseline-frozen'
  | 'goals-set'
  | 'severities-reviewed'
  | 'rotation-complete'
  | 'runbooks-attached'
  | 'courses-passed'
  | 'drill-scored'
  | 'postmortems-completed'
  | 'quarterly-review-held'
  | null;

export type PilotMilestoneTemplate = {
  key: string;
  phase: PilotPhaseKey;
  title: string;
  /** Due this many days after the start. */
  dueDay: number;
  checklist: readonly string[];
  sign: PilotSign;
};

export const pilotLengthDays = 90;

/** The baseline is measured in days 0–13, before anything is changed. */
export const baselineDays = 14;

export const pilotPhases: readonly PilotPhase[] = [
  {
    key: 'assess',
    name: 'Assess',
    purpose: 'Know where the team stands and measure before changing anything.',
    firstDay: 0,
    lastDay: 13,
  },
  {
    key: 'define-goals',
    name: 'Define goals',
    purpose: 'Define in numbers what should improve, and by when.',
    firstDay: 14,
    lastDay: 20,
  },
  {
    key: 'build-plan',
    name: 'Build the plan',
    purpose: 'Small steps with owners; high impact and low risk first.',
    firstDay: 21,
    lastDay: 34,
  },
  {
    key: 'execute',
    name: 'Execute',
    purpose: 'Change one habit at a time, with drills in between.',
    firstDay: 35,
    lastDay: 76,
  },
  {
    key: 'iterate',
    name: 'Iterate',
    purpose: 'Compare with the baseline, then decide what comes next and who joins.',
    firstDay: 77,
    lastDay: 90,
  },
];

export const pilotMilestones: readonly PilotMilestoneTemplate[] = [
  {
    key: 'sponsor',
    phase: 'assess',
    title: 'An executive sponsor is named',
    dueDay: 2,
    sign: 'sponsor-named',
    checklist: [
      'Is a vice president or above',
      'Agrees to protect the team’s time',
      'Has the quarterly review in the calendar',
    ],
  },
  {
    key: 'kick-off',
    phase: 'assess',
    title: 'The team knows why and how',
    dueDay: 4,
    sign: null,
    checklist: [
      'Present the aim and the ninety days',
      'Collect concerns and wishes',
      'Agree that incidents are never held against anyone',
    ],
  },
  {
    key: 'assessment',
    phase: 'assess',
    title: 'The first assessment is done',
    dueDay: 10,
    sign: 'assessment-completed',
    checklist: [
      'Answer as a group, not alone',
      'Note evidence where the product has none',
      'Choose the two weakest areas',
    ],
  },
  {
    key: 'baseline',
    phase: 'assess',
    title: 'The baseline is frozen',
    dueDay: 13,
    sign: 'baseline-frozen',
    checklist: [
      'Import earlier incidents if there are any',
      'Check the timestamps of the last ten incidents',
      'Change nothing else in these two weeks',
    ],
  },
  {
    key: 'goals',
    phase: 'define-goals',
    title: 'Two or three goals have a number and a date',
    dueDay: 20,
    sign: 'goals-set',
    checklist: ['Link each goal to a business objective', 'Agree on them with the sponsor'],
  },
  {
    key: 'severities',
    phase: 'build-plan',
    title: 'The severity matrix fits this team',
    dueDay: 25,
    sign: 'severities-reviewed',
    checklist: ['Apply it to the last ten incidents', 'Adapt thresholds and wording'],
  },
  {
    key: 'plan',
    phase: 'build-plan',
    title: 'The plan has owners and dates',
    dueDay: 30,
    sign: null,
    checklist: ['Quick wins first', 'No step longer than two weeks', 'State what is out of scope'],
  },
  {
    key: 'rotation',
    phase: 'build-plan',
    title: 'The rotation has no gaps and every service can page somebody',
    dueDay: 34,
    sign: 'rotation-complete',
    checklist: ['Everyone has received a test page', 'There is always a backup'],
  },
  {
    key: 'training',
    phase: 'execute',
    title: 'Everyone on call has passed the basics',
    dueDay: 45,
    sign: 'courses-passed',
    checklist: ['Basics and on-call responder for all', 'At least two incident commanders'],
  },
  {
    key: 'first-drill',
    phase: 'execute',
    title: 'The first drill is scored',
    dueDay: 50,
    sign: 'drill-scored',
    checklist: ['A tabletop is enough', 'Hold the debrief the same day'],
  },
  {
    key: 'runbooks',
    phase: 'execute',
    title: 'The five most important services have a tested runbook',
    dueDay: 60,
    sign: 'runbooks-attached',
    checklist: ['Start with the alerts that page most often', 'Have somebody else follow it'],
  },
  {
    key: 'postmortems',
    phase: 'execute',
    title: 'Every required postmortem is completed',
    dueDay: 70,
    sign: 'postmortems-completed',
    checklist: ['Owners are assigned when the incident closes', 'Action items have owners and dates'],
  },
  {
    key: 'second-assessment',
    phase: 'iterate',
    title: 'The second assessment is done',
    dueDay: 82,
    sign: null,
    checklist: ['Same people, same questions', 'Compare with the first'],
  },
  {
    key: 'review',
    phase: 'iterate',
    title: 'The results are reviewed with the sponsor and other departments',
    dueDay: 88,
    sign: 'quarterly-review-held',
    checklist: [
      'Measures against the baseline',
      'Financial impact, with the assumptions',
      'Decide: extend, adapt or stop',
    ],
  },
  {
    key: 'next',
    phase: 'iterate',
    title: 'The next team and quarter are planned',
    dueDay: 90,
    sign: null,
    checklist: ['Choose who will help the next team', 'Set new goals'],
  },
];
