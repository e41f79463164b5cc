/**
 * Every URL of the web, in one place: the text to put into `href`. Filters are search parameters, so that a filtered
 * list can be sent to somebody. Nothing else in the web spells a path.
 */

export type Search = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

/** `/alerts` and `{ state: 'triggered', severity: [1, 2] }` → `/alerts?state=triggered&severity=1&severity=2`. */
export function withSearch(path: string, search: Search = {}): string {
  const text = stringifySearch(search);
  return path + text;
}

/** Search parameters as plain text: lists repeat their name, absent and empty values are left out. */
export function stringifySearch(search: Search): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part !== undefined && part !== '') params.append(name, String(part));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** The reverse: a name that stands once is a string, one that repeats is a list. Routes turn them into their types. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length > 1 ? values : values[0]!];
    }),
  );
}

/** A search parameter that may repeat, as a list. */
export function listParam(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
}

/** What every list has in its address beside its own filters. */
export type ListSearch = {
  /** The saved view that was opened, or `none`: no view, though the list has a default one. */
  view?: string;
  sort?: string;
  /** The columns that are shown, with commas between them; left out, the usual ones. */
  columns?: string;
  /** `today`, `24h`, `7d`, `30d`, or `dates`: from one calendar date until another. */
  within?: string;
  from?: string;
  until?: string;
};

/** The filter of the alert list; what is left out does not narrow it. */
export type AlertSearch = ListSearch & {
  state?: string;
  severity?: number[];
  serviceId?: number;
  teamId?: number;
  sourceId?: number;
  acknowledgedBy?: number;
  /** `name=value`, or a name. */
  label?: string[];
  text?: string;
};

/** The filter of the list of pages; without a state it is those that are not resolved. */
export type PageSearch = ListSearch & {
  state?: string;
  urgency?: string;
  severity?: number[];
  serviceId?: number;
  teamId?: number;
  person?: number;
  acknowledgedBy?: number;
  text?: string;
};

/** The filter of the incident list; without a lifecycle it is those that are open. */
export type IncidentSearch = ListSearch & {
  lifecycle?: string;
  severity?: number[];
  kind?: string;
  serviceId?: number;
  teamId?: number;
  person?: number;
  text?: string;
};
export type PostmortemSearch = { state?: string; show?: string };
export type ActionItemSearch = Pick<ListSearch, 'view' | 'columns'> & {
  state?: string;
  kind?: string;
  ownerId?: number;
};
export type ScheduleSearch = { weeks?: number; from?: string; zone?: string; shift?: string; handoff?: 'write' };
export type RunbookSearch = { text?: string; serviceId?: number };

/** The lines of the chart over time and what a point of it is, as the API names them. */
export const trendNames = ['restore', 'acknowledge', 'incidents', 'postmortems', 'recurrence'] as const;
export const trendStepNames = ['week', 'month', 'sprint'] as const;

/** What measures are shown side by side by, as the API names it, and the columns that they are sorted by. */
export const breakdownNames = ['severity', 'service', 'team', 'time-of-day', 'weekday', 'cause'] as const;
export const breakdownColumns = ['restore', 'incidents', 'postmortems', 'recurrence'] as const;
export type BreakdownOrder = `${'' | '-'}${(typeof breakdownColumns)[number]}`;

/** What is measured: over how many days up to now, or between two calendar dates. */
export type MeasureSearch = {
  days?: number;
  from?: string;
  until?: string;
  teamId?: number;
  serviceId?: number;
  imported?: boolean;
  /** Of the chart over time. */
  line?: (typeof trendNames)[number];
  by?: (typeof trendStepNames)[number];
  severity?: number;
  /** The goal or the pilot whose baseline the limits come from, or the first half of the line. */
  baseline?: number | `pilot-${number}` | 'half';
  breakdown?: (typeof breakdownNames)[number];
  /** Descending with a minus; absent: as the API sends it. */
  order?: BreakdownOrder;
};

export type NoisySearch = { days?: number; teamId?: number; by?: 'alert' | 'source' | 'route' | 'service' };
export type OncallLoadSearch = { days?: number; teamId?: number; by?: 'week' | 'month' };

/** The sets of incidents that numbers of the measures are made of, as the API names them. */
export const rowSetNames = [
  'restore',
  'mitigate',
  'detect',
  'acknowledge',
  'declared',
  'false-alarms',
  'postmortems',
  'due-postmortems',
  'missing-postmortems',
  'recurrences',
  'open',
] as const;

/** Rows behind one number; the same names as in the API, because the API gives these links. */
export type MeasuredRowsSearch = {
  measure: (typeof rowSetNames)[number];
  from?: string;
  to?: string;
  teamId?: number;
  serviceId?: number;
  includeImported?: 'true';
  severity?: number;
  windowDays?: number;
  sliceBy?: (typeof breakdownNames)[number];
  slice?: string;
};

/** The filters of the audit log; dates are calendar dates. */
export type AuditSearch = { subject?: string; person?: number; from?: string; until?: string };

/** What the on-call screen shows. */
export type OnCallSearch = {
  range?: 'day' | 'week' | 'two-weeks' | 'month';
  /** First day, `2026-11-23`. */
  from?: string;
  view?: 'table';
  teamId?: number;
  personId?: number;
  /** Only schedules of whoever is signed in. */
  mine?: boolean;
  /** A cover request to show though it is over. */
  cover?: number;
};

export const paths = {
  home: () => '/',
  /** `next` is where to go afterwards. */
  signIn: (search: { next?: string } = {}) => withSearch('/sign-in', search),
  setup: () => '/setup',
  forgotPassword: () => '/forgot-password',
  firstPage: () => '/first-page',

  onCall: (search: OnCallSearch = {}) => withSearch('/oncall', search),
  schedules: () => '/oncall/schedules',
  newSchedule: () => '/oncall/schedules/new',
  schedule: (id: number, search: ScheduleSearch = {}) => withSearch(`/oncall/schedules/${id}`, search),
  editSchedule: (id: number) => `/oncall/schedules/${id}/edit`,
  rota: (id: number) => `/oncall/schedules/${id}/rota`,
  escalationPolicies: () => '/escalation-policies',
  newEscalationPolicy: () => '/escalation-policies/new',
  escalationPolicy: (id: number) => `/escalation-policies/${id}`,
  editEscalationPolicy: (id: number) => `/escalation-policies/${id}/edit`,

  readiness: () => '/readiness',
  simulation: (search: { source?: number; position?: string; service?: number; policy?: number } = {}) =>
    withSearch('/simulation', search),

  services: () => '/services',
  service: (id: number) => `/services/${id}`,
  teams: () => '/teams',
  team: (id: number) => `/teams/${id}`,
  people: (search: { search?: string; status?: string } = {}) => withSearch('/people', search),
  person: (id: number) => `/people/${id}`,
  personalData: (id: number) => `/api/v1/people/${id}/personal-data.json`,

  me: () => '/me',
  myContactMethods: () => '/me/contact-methods',
  myNotices: () => '/me/notices',
  mySecurity: () => '/me/security',
  myTokens: () => '/me/tokens',

  securityEvents: () => '/settings/security-events',
  audit: (search: AuditSearch = {}) => withSearch('/settings/audit', search),
  roles: () => '/settings/roles',
  role: (id: number) => `/settings/roles/${id}`,
  signInRules: () => '/settings/sign-in',
  system: () => '/settings/system',
  retention: () => '/settings/retention',
  providers: () => '/settings/providers',
  newProvider: (search: { kind?: string } = {}) => withSearch('/settings/providers/new', search),
  provider: (id: number) => `/settings/providers/${id}`,
  outgoingWebhooks: () => '/settings/outgoing-webhooks',
  newOutgoingWebhook: () => '/settings/outgoing-webhooks/new',
  outgoingWebhook: (id: number) => `/settings/outgoing-webhooks/${id}`,
  apiReference: () => '/settings/api',
  moveIn: () => '/settings/move-in',
  alerts: (search: AlertSearch = {}) => withSearch('/alerts', search),
  alert: (id: number) => `/alerts/${id}`,
  pages: (search: PageSearch = {}) => withSearch('/pages', search),
  page: (id: number) => `/pages/${id}`,
  incidents: (search: IncidentSearch = {}) => withSearch('/incidents', search),
  incident: (number: number) => `/incidents/${number}`,
  postmortem: (incident: number) => `/incidents/${incident}/postmortem`,
  postmortemVersion: (incident: number, version: number) => `/incidents/${incident}/postmortem/versions/${version}`,
  freshPostmortemDraft: (incident: number) => `/incidents/${incident}/postmortem/draft`,
  postmortems: (search: PostmortemSearch = {}) => withSearch('/postmortems', search),
  actionItems: (search: ActionItemSearch = {}) => withSearch('/action-items', search),
  runbooks: (search: RunbookSearch = {}) => withSearch('/runbooks', search),
  newRunbook: () => '/runbooks/new',
  runbook: (id: number) => `/runbooks/${id}`,
  editRunbook: (id: number) => `/runbooks/${id}/edit`,
  runbookVersion: (id: number, version: number) => `/runbooks/${id}/versions/${version}`,
  severities: () => '/settings/severities',
  protocols: () => '/settings/protocols',
  newProtocol: () => '/settings/protocols/new',
  protocol: (key: string) => `/settings/protocols/${key}`,
  contributingFactors: () => '/settings/contributing-factors',
  messageTemplates: (search: { key?: string } = {}) => withSearch('/settings/templates', search),
  statusPage: () => '/status-page',
  measures: (search: MeasureSearch = {}) => withSearch('/measures', search),
  noisyAlerts: (search: NoisySearch = {}) => withSearch('/measures/noisy-alerts', search),
  onCallPay: (search: { month?: string; teamId?: number } = {}) => withSearch('/measures/on-call/pay', search),
  onCallLoad: (search: OncallLoadSearch = {}) => withSearch('/measures/on-call', search),
  personalLoad: (id: number, search: { days?: number } = {}) => withSearch(`/measures/on-call/people/${id}`, search),
  digests: () => '/measures/digests',
  sprintCalendars: () => '/measures/sprints',
  program: () => '/program',
  /** Without an id: the draft, or the way to start one. */
  assessment: (search: { id?: number; team?: number } = {}) => withSearch('/program/assessment', search),
  assessmentSlides: (id: number) => `/program/assessment/${id}/slides`,
  assessmentQuestions: () => '/program/assessment-questions',
  maturityLevels: (search: { team?: number } = {}) => withSearch('/program/levels', search),
  comparisons: () => '/program/why',
  documents: (kind: string) => `/program/files/${kind}`,
  documentNew: (kind: string) => `/program/files/${kind}/new`,
  scenarioFrom: (incidentId: number) => `/program/files/scenario/new?incident=${incidentId}`,
  document: (kind: string, key: string) => `/program/files/${kind}/${key}`,
  goals: () => '/program/goals',
  goal: (id: number) => `/program/goals/${id}`,
  pilots: () => '/program/pilots',
  pilot: (id: number) => `/program/pilots/${id}`,
  rollOut: (id: number) => `/program/roll-outs/${id}`,
  sponsorLetters: (id: number) => `/program/pilots/${id}/letters`,
  drills: () => '/program/drills',
  drill: (id: number) => `/program/drills/${id}`,
  training: () => '/program/training',
  skills: (search: { team?: number } = {}) => withSearch('/program/training/skills', search),
  course: (key: string) => `/program/training/${key}`,
  certificate: (key: string) => `/program/training/${key}/certificate`,
  /** Served outside the app, to whoever has the code. */
  publicCertificate: (code: string) => `/certificates/${code}`,
  reviews: () => '/program/reviews',
  review: (id: number) => `/program/reviews/${id}`,
  reviewSlides: (id: number) => `/program/reviews/${id}/slides`,
  referenceValues: () => '/program/reference-values',
  playbook: () => '/program/playbook',
  playbookVersion: (id: number) => `/program/playbook/versions/${id}`,
  playbookVersions: () => '/program/playbook/versions',
  playbookReaders: () => '/program/playbook/readers',
  sources: () => '/sources',
  newSource: (search: { sender?: string } = {}) => withSearch('/sources/new', search),
  source: (id: number) => `/sources/${id}`,
  sourceMapping: (id: number) => `/sources/${id}/mapping`,
  lookupTables: () => '/lookup-tables',
  checks: () => '/checks',
  check: (id: number) => `/checks/${id}`,
  /** With `retire`: a new route that keeps alerts of this title from paging. */
  routes: (search: { retire?: string; source?: string } = {}) => withSearch('/routes', search),
  maintenance: (search: { state?: 'past' } = {}) => withSearch('/maintenance', search),
};
