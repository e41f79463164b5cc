/** What events are about. Names are camelCase nouns; `subjectId` of an event is the id of one, null where there is one only. */
export type Subject = {
  /** What it is called in a sentence: `the team “Payments”`, `page 7`. */
  noun: string;
  /** What the audit log offers to narrow by; absent where people change nothing. */
  plural?: string;
  /** How one with an id is called where it is not `noun id`. */
  byId?: string;
  /** How one with a name is called where it is not `the noun “name”`. */
  byName?: string;
  /** How rows of earlier versions spell it. */
  formerly?: string;
};

export const subjects = {
  absence: { noun: 'absence', plural: 'Absences' },
  actionItem: { noun: 'action item', plural: 'Action items' },
  alert: { noun: 'alert', plural: 'Alerts' },
  assessment: { noun: 'assessment', plural: 'Assessments' },
  assessmentQuestion: { noun: 'assessment question', plural: 'Assessment questions' },
  calendar: { noun: 'calendar', plural: 'Calendars' },
  check: { noun: 'check', plural: 'Checks' },
  configuration: { noun: 'configuration', plural: 'Configuration' },
  contactMethod: { noun: 'contact method', plural: 'Contact methods' },
  contributingFactor: { noun: 'contributing factors', plural: 'Contributing factors' },
  coverRequest: { noun: 'cover request', plural: 'Cover requests' },
  decision: { noun: 'decision', plural: 'Decisions' },
  digest: { noun: 'digest', plural: 'Digests' },
  drill: { noun: 'drill', plural: 'Drills' },
  drillSeries: { noun: 'series of drills', plural: 'Series of drills' },
  escalationPolicy: { noun: 'escalation policy', plural: 'Escalation policies', formerly: 'escalation_policy' },
  goal: { noun: 'goal', plural: 'Goals' },
  incident: { noun: 'incident', plural: 'Incidents', byId: 'INC-{id}' },
  incidentImport: { noun: 'import of past incidents', plural: 'Imports of past incidents' },
  installation: { noun: 'installation', plural: 'Installation' },
  lookupTable: { noun: 'lookup table', plural: 'Lookup tables' },
  maintenanceWindow: { noun: 'maintenance window', plural: 'Maintenance windows', formerly: 'maintenance-window' },
  messageTemplate: { noun: 'message template', plural: 'Message templates', formerly: 'message-template' },
  outgoingWebhook: { noun: 'outgoing webhook', plural: 'Outgoing webhooks' },
  page: { noun: 'page', plural: 'Pages' },
  paging: { noun: 'paging' },
  parallelRun: { noun: 'parallel run', plural: 'Parallel runs' },
  person: { noun: 'person', plural: 'People', byName: '{name}' },
  pilot: { noun: 'plan', plural: 'Plans' },
  playbook: { noun: 'playbook', plural: 'Playbook', byId: 'version {id} of the playbook' },
  postmortem: { noun: 'postmortem', plural: 'Postmortems', byId: 'the postmortem of INC-{id}' },
  program: { noun: 'program', plural: 'Program' },
  practiceChange: { noun: 'change of practice', plural: 'Changes of practice' },
  programDocument: { noun: 'program file', plural: 'Program files' },
  programPicture: { noun: 'picture', plural: 'Pictures' },
  protocol: { noun: 'protocol', plural: 'Protocols' },
  provider: { noun: 'provider', plural: 'Providers' },
  recurrence: { noun: 'recurrence', plural: 'Recurrences', byId: 'INC-{id}' },
  review: { noun: 'review', plural: 'Reviews' },
  role: { noun: 'role', plural: 'Roles' },
  rollOut: { noun: 'roll-out', plural: 'Roll-outs' },
  route: { noun: 'route', plural: 'Routes' },
  runbook: { noun: 'runbook', plural: 'Runbooks' },
  schedule: { noun: 'schedule', plural: 'Schedules' },
  scimGroup: { noun: 'group of the identity provider', plural: 'Groups of the identity provider' },
  service: { noun: 'service', plural: 'Services' },
  setting: { noun: 'setting', plural: 'Settings' },
  severity: { noun: 'severity matrix', plural: 'Severity matrix' },
  source: { noun: 'source', plural: 'Sources' },
  sprintCalendar: { noun: 'sprint calendar', plural: 'Sprint calendar' },
  statusComponent: { noun: 'status page component', plural: 'Status page components', formerly: 'status-page' },
  statusMaintenance: { noun: 'announced maintenance', plural: 'Announced maintenance', formerly: 'status-page' },
  statusPage: { noun: 'status page', plural: 'Status page', formerly: 'status-page' },
  subscriber: { noun: 'subscriber', plural: 'Subscribers', formerly: 'status-page' },
  tab: { noun: 'browser tab' },
  team: { noun: 'team', plural: 'Teams' },
  token: { noun: 'API token', plural: 'API tokens' },
  view: { noun: 'view', plural: 'Views' },
} satisfies Record<string, Subject>;

export type SubjectKind = keyof typeof subjects;

export const subjectKinds = Object.keys(subjects) as SubjectKind[];

export function isSubject(kind: string): kind is SubjectKind {
  return Object.hasOwn(subjects, kind);
}
