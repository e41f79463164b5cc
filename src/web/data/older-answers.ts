/**
 * What an older node leaves out of its answers while an installation is updated node by node. The web reads it as what
 * it means there: there is none. Whoever adds a field to an answer that the web reads adds it here, for one release.
 */
import type * as alerts from '../../contract/detect/alerts.ts';
import type * as routes from '../../contract/detect/routes.ts';
import type * as sources from '../../contract/detect/sources.ts';
import type * as contactMethods from '../../contract/directory/contact-methods.ts';
import type * as people from '../../contract/directory/people.ts';
import type { readMe, readSession } from '../../contract/directory/session.ts';
import type { readSignInRules } from '../../contract/directory/sign-in-rules.ts';
import type * as teams from '../../contract/directory/teams.ts';
import type { Endpoint, OutputOf } from '../../contract/endpoint.ts';
import type { readMeasures, readMeasureTrend } from '../../contract/measure/measures.ts';
import type { convertExport } from '../../contract/move-in/conversion.ts';
import type * as digests from '../../contract/outgoing/digests.ts';
import type * as series from '../../contract/program/drill-series.ts';
import type { getDrill } from '../../contract/program/drills.ts';
import type * as goals from '../../contract/program/goals.ts';
import type * as plans from '../../contract/program/pilots.ts';
import type { readPlaybook } from '../../contract/program/playbook.ts';
import type { readProgram, readReferenceValues } from '../../contract/program/program.ts';
import type * as reviews from '../../contract/program/reviews.ts';
import type { listCourses } from '../../contract/program/training.ts';
import type * as channels from '../../contract/respond/channels.ts';
import type * as policies from '../../contract/respond/escalation-policies.ts';
import type * as pages from '../../contract/respond/pages/page.ts';
import type * as providers from '../../contract/respond/providers.ts';
import type * as readiness from '../../contract/respond/readiness.ts';
import type * as absences from '../../contract/respond/schedules/absences.ts';
import type * as onCall from '../../contract/respond/schedules/oncall.ts';
import type * as overrides from '../../contract/respond/schedules/overrides.ts';
import type * as timelines from '../../contract/respond/schedules/timeline.ts';
import type { simulate } from '../../contract/respond/simulation.ts';

/** A part of an answer: for each field that may be missing what it means, `[]` and, for each entry of a list, `[part]`. */
type Part<T> = T extends readonly (infer Item)[]
  ? readonly [] | readonly [Part<Item>]
  : T extends object
    ? { readonly [Field in keyof T]?: Part<T[Field]> }
    : T;

type Read = typeof alerts &
  typeof routes &
  typeof sources &
  typeof contactMethods &
  typeof people &
  typeof teams &
  typeof channels &
  typeof goals &
  typeof plans &
  typeof policies &
  typeof pages &
  typeof providers &
  typeof readiness &
  typeof absences &
  typeof onCall &
  typeof overrides &
  typeof timelines & {
    readMe: typeof readMe;
    readSession: typeof readSession;
    readSignInRules: typeof readSignInRules;
  } & {
    simulate: typeof simulate;
    listCourses: typeof listCourses;
  } & {
    readMeasureTrend: typeof readMeasureTrend;
    readReferenceValues: typeof readReferenceValues;
    readPlaybook: typeof readPlaybook;
    readProgram: typeof readProgram;
    getDrill: typeof getDrill;
    getDrillSeries: typeof series.getDrillSeries;
    listDrillSeries: typeof series.listDrillSeries;
    getReview: typeof reviews.getReview;
    listReviews: typeof reviews.listReviews;
    readMeasures: typeof readMeasures;
    listDigests: typeof digests.listDigests;
    readDigest: typeof digests.readDigest;
    convertExport: typeof convertExport;
  };

type Untold = { readonly [Name in keyof Read]?: Read[Name] extends Endpoint ? Part<OutputOf<Read[Name]>> : never };

const source = {
  sender: null,
  heartbeat: { schedule: null, expectedAt: null },
  droppedCount: 0,
  lastDroppedAt: null,
} as const;

const page = {
  mergedInto: null,
  isInParallelRun: false,
  responderOf: null,
  addedBy: null,
  declinedBy: [],
  branch: null,
  acknowledgedInPart: [],
  waits: null,
  snoozedUntil: null,
  feedback: null,
} as const;

const timeline = {
  alsoOnCall: [],
  shadows: [],
  absences: [],
  holidays: [],
  layers: [{ shifts: [{ place: 1 }] }],
  overrides: [{ replacesPersonId: null, replacesPersonName: null, reason: '' }],
} as const;

const ladder = {
  branch: null,
  waits: null,
  moments: [{ calls: [], posts: [], turns: [], notifications: [{ problem: null }] }],
} as const;

const course = {
  summary: '',
  roles: [],
  minutes: 0,
  sourceCount: 0,
  practice: [],
  mine: { certificate: { practice: [] }, quizPassedAt: null, practice: [] },
} as const;

const trend = {
  control: { definition: '', base: null, explanation: 'The node that answered is older and knows no limits.' },
  points: [{ center: null, limits: null, signal: null }],
} as const;

const drill = {
  console: null,
  proof: null,
  pausedAt: null,
  beforeWebhook: null,
  afterWebhook: null,
  startProblem: null,
  sandbox: { besides: null },
  injects: [{ toldSecond: null, skippedAt: null, isAdded: false }],
} as const;

const drillSeries = { inSandbox: false, agreed: [], beforeWebhook: null, afterWebhook: null } as const;

const plan = {
  kind: 'pilot',
  rollOut: null,
  risks: [],
  milestones: [{ status: 'not-started', blockedReason: '', waitsForKeys: [], goals: [] }],
} as const;

const practised = { result: 'unknown', sentence: '', drill: null } as const;

const untold: Untold = {
  convertExport: { serviceOf: {} },
  listAdditionalKeys: { items: [{ lastUsedAt: null, watchedSince: null }], ownKeyLastUsedAt: null },
  listSourceSignals: { items: [{ dropped: [], droppedCount: 0 }] },
  listSourceTypes: { senders: [] },
  readSourceSetup: { sender: null },
  getDrill: drill,
  getDrillSeries: drillSeries,
  listDrillSeries: { items: [drillSeries] },
  getGoal: { milestones: [] },
  listGoals: { items: [{ milestones: [] }] },
  getPilot: plan,
  listPilots: { items: [plan] },
  readProgram: {
    pilots: [{ kind: 'pilot', days: 90 }],
    bestPractices: [{ next: null }],
    mistakes: [{ start: null }],
    mistakesAvoided: [{ because: '', isTooEarly: false, start: null }],
  },
  readMeasureTrend: trend,
  listDigests: { items: [{ sprintTeam: null }] },
  readDigest: { sprintTeam: null },
  readMeasures: {
    restore: { points: [{ isImported: false }] },
    mitigate: { points: [{ isImported: false }] },
    detect: { points: [{ isImported: false }] },
    acknowledge: { points: [{ isImported: false }] },
    sprints: { rule: '', outsideCount: 0, items: [{ name: '' }] },
  },
  readReferenceValues: { placings: [], studies: [] },
  readPlaybook: { published: null, changes: [] },
  listCourses: { items: [course] },
  listReviews: { items: [{ team: null, pilot: null }] },
  getReview: { team: null, pilot: null, earlierDecisions: [], attendees: [{ personId: null, email: null }] },
  listSources: { items: [source] },
  getSource: source,
  listAlerts: { items: [{ page: null }] },
  listRoutes: { items: [{ outcome: { flapping: null } }] },
  getRoute: { outcome: { flapping: null } },
  listMyContactMethods: { items: [{ providerId: null }] },
  listContactMethodsOf: { items: [{ providerId: null }] },
  getPerson: { removedAt: null },
  listPeople: { items: [{ removedAt: null }] },
  listTeams: { items: [{ workingHours: null, reachRule: null, members: [{ isLead: false }] }] },
  getTeam: { workingHours: null, reachRule: null, members: [{ isLead: false }] },
  listChannels: { items: [{ roomFields: [], fields: [{ initial: null }] }] },
  listEscalationPolicies: { items: [{ acknowledgementTimeoutSeconds: null }] },
  getEscalationPolicy: { acknowledgementTimeoutSeconds: null, warnings: [{ branch: null }] },
  previewEscalationPolicy: ladder,
  previewEscalationDefinition: { preview: ladder, warnings: [{ branch: null }] },
  listPages: { items: [page] },
  getPage: {
    ...page,
    responders: [],
    roomPosts: [],
    webhookCalls: [],
    acknowledgements: [],
    alerts: [{ flapping: null }],
    notifications: [{ deliveredAt: null, provider: null }],
  },
  listProviderKinds: { items: [{ fields: [{ initial: null }] }] },
  listReadiness: { items: [{ routes: [], sources: [], practised }] },
  readServiceReadiness: { routes: [], sources: [], practised },
  listAbsences: { items: [{ calendarId: null, calendarName: null }] },
  listOnCall: { items: [{ alsoNow: [], alsoNext: [], shadows: [] }] },
  readOnCallOverview: { items: [{ alsoOnCall: [], holidays: [], shadows: [] }] },
  listOverrides: { items: [{ replacesPersonId: null, replacesPersonName: null }] },
  getTimeline: timeline,
  previewSchedule: { timeline },
  simulate: { pages: [{ preview: ladder }] },
  readMe: { removedAt: null },
  readSession: { person: { removedAt: null }, teamPermissions: [], signInMethods: { singleSignOnRequired: false } },
  readSignInRules: { groupRoles: [], isRequired: false, emergencyAdminIds: [], lastEmergencySignIn: null },
};

/** The answer of an endpoint, whichever node gave it. */
export function whole<Answer>(endpointName: string, answer: Answer): Answer {
  return filled(answer, (untold as Record<string, unknown>)[endpointName]) as Answer;
}

function filled(value: unknown, part: unknown): unknown {
  if (Array.isArray(part)) {
    if (value === undefined) return [];
    return part.length > 0 && Array.isArray(value) ? value.map((each) => filled(each, part[0])) : value;
  }
  if (typeof part !== 'object' || part === null) return value === undefined ? part : value;
  if (typeof value !== 'object' || value === null) return value;
  const known: Record<string, unknown> = { ...value };
  for (const [field, inside] of Object.entries(part)) known[field] = filled(known[field], inside);
  return known;
}
