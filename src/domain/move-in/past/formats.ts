/**
 * The files that tools export, and what each column of theirs means here. Only the names differ: everything else is one path.
 * None of it was tried against a live service.
 */
import type { PastFile, PastRecord } from './records.ts';

/** What a column can become. `kind`: how its text is read. */
export const pastTargets = [
  { key: 'externalId', label: 'Id', kind: 'text' },
  { key: 'title', label: 'Title', kind: 'text' },
  { key: 'severity', label: 'Severity', kind: 'severity' },
  { key: 'impactStartedAt', label: 'Impact started', kind: 'instant' },
  { key: 'detectedAt', label: 'Detected', kind: 'instant' },
  { key: 'alertedAt', label: 'First page', kind: 'instant' },
  { key: 'acknowledgedAt', label: 'Acknowledged', kind: 'instant' },
  { key: 'declaredAt', label: 'Declared', kind: 'instant' },
  { key: 'commanderAssignedAt', label: 'Commander assigned', kind: 'instant' },
  { key: 'firstPublicAt', label: 'First public update', kind: 'instant' },
  { key: 'mitigatedAt', label: 'Mitigated', kind: 'instant' },
  { key: 'resolvedAt', label: 'Resolved', kind: 'instant' },
  { key: 'closedAt', label: 'Closed', kind: 'instant' },
  { key: 'services', label: 'Services', kind: 'services' },
  { key: 'summary', label: 'Summary', kind: 'text' },
  { key: 'peakSeverity', label: 'Peak severity', kind: 'severity' },
  { key: 'isFalseAlarm', label: 'False alarm', kind: 'yes-no' },
  { key: 'foundBy', label: 'Found by', kind: 'text' },
  { key: 'customerImpact', label: 'Customer impact', kind: 'text' },
  { key: 'customersAffected', label: 'Customers affected', kind: 'number' },
  { key: 'recurrenceOf', label: 'Recurrence of (id)', kind: 'text' },
  { key: 'postmortem', label: 'Postmortem', kind: 'text' },
  { key: 'postmortemRequired', label: 'Postmortem required', kind: 'yes-no' },
  { key: 'postmortemDueAt', label: 'Postmortem due', kind: 'instant' },
  { key: 'postmortemCompletedAt', label: 'Postmortem completed', kind: 'instant' },
  { key: 'factors', label: 'Contributing factors', kind: 'text' },
] as const;

export type PastTarget = (typeof pastTargets)[number]['key'];
export type ColumnChoice = Partial<Record<PastTarget, string | null>>;

export type PastFormat = {
  key: string;
  title: string;
  /** Of the incidents that come from it, unless somebody says otherwise. */
  source: string;
  recognises: (file: PastFile) => boolean;
  /** Fields that the tool leaves to be calculated, by names of ours. */
  derive?: (record: PastRecord) => Record<string, string>;
  /** Why this is no incident that is over. */
  refuses?: (fields: PastRecord['fields']) => string | null;
  /** Columns by preference, before the general names. */
  columns: Partial<Record<PastTarget, readonly string[]>>;
};

const has =
  (...names: string[]) =>
  ({ columns }: PastFile) =>
    names.every((name) => columns.includes(name));
const of = (kind: PastFile['kind'], test: (file: PastFile) => boolean) => (file: PastFile) =>
  file.kind === kind && test(file);

/** The instant so many milliseconds after another one; empty where one of them is missing. */
function after(start: string | undefined, milliseconds: number): string {
  const at = Date.parse(start ?? '') + milliseconds;
  return Number.isFinite(at) && milliseconds >= 0 ? new Date(at).toISOString() : '';
}

const listOf = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []);

export const pastFormats: readonly PastFormat[] = [
  {
    key: 'evenkeel',
    title: 'Evenkeel',
    source: 'evenkeel',
    recognises: (file) =>
      has('incident', 'peak_severity', 'declared_at', 'false_alarm')(file) || has('externalId', 'declaredAt')(file),
    refuses: ({ kind, state }) => {
      if (kind === 'drill' || kind === 'test') return 'Practice is not history.';
      return state && state !== 'resolved' && state !== 'closed' ? 'It is not over.' : null;
    },
    columns: { externalId: ['externalId', 'incident'], services: ['services'] },
  },
  {
    key: 'pagerduty',
    title: 'PagerDuty (REST API)',
    source: 'pagerduty',
    recognises: of('json', has('incident_number', 'urgency', 'created_at')),
    derive: ({ fields, whole }) => ({
      'resolved (Evenkeel)':
        fields.resolved_at || (fields.status === 'resolved' ? (fields.last_status_change_at ?? '') : ''),
      'acknowledged (Evenkeel)': String(listOf(whole?.acknowledgements)[0]?.at ?? ''),
      'severity (Evenkeel)': fields['priority.summary'] || fields['priority.name'] || `urgency ${fields.urgency ?? ''}`,
    }),
    refuses: ({ status }) => (status && status !== 'resolved' ? `It is ${status}, not resolved.` : null),
    columns: {
      externalId: ['id'],
      title: ['title', 'summary'],
      severity: ['severity (Evenkeel)'],
      declaredAt: ['created_at'],
      impactStartedAt: ['created_at'],
      alertedAt: ['created_at'],
      acknowledgedAt: ['acknowledged (Evenkeel)'],
      resolvedAt: ['resolved (Evenkeel)'],
      services: ['service.summary', 'service.name'],
      summary: ['body.details', 'description'],
    },
  },
  {
    key: 'pagerduty-csv',
    title: 'PagerDuty (CSV of incidents)',
    source: 'pagerduty',
    recognises: of('csv', has('incident_number', 'created_on', 'resolved_on')),
    derive: ({ fields }) => ({
      'acknowledged (Evenkeel)': addSeconds(fields.created_on, fields.seconds_to_first_ack),
      'severity (Evenkeel)': fields.priority || fields.priority_name || `urgency ${fields.urgency ?? ''}`,
    }),
    refuses: ({ resolved_on }) => (resolved_on === '' ? 'It is not resolved.' : null),
    columns: {
      externalId: ['id', 'incident_number'],
      title: ['description', 'title'],
      severity: ['severity (Evenkeel)'],
      declaredAt: ['created_on'],
      impactStartedAt: ['created_on'],
      alertedAt: ['created_on'],
      acknowledgedAt: ['acknowledged (Evenkeel)'],
      resolvedAt: ['resolved_on'],
      services: ['service_name'],
    },
  },
  {
    key: 'opsgenie-alerts',
    title: 'Opsgenie (alerts)',
    source: 'opsgenie-alerts',
    recognises: of('json', has('message', 'alias', 'createdAt', 'priority')),
    derive: ({ fields }) => ({
      'acknowledged (Evenkeel)': duration(fields.createdAt, fields['report.ackTime']),
      'closed (Evenkeel)': duration(fields.createdAt, fields['report.closeTime']),
    }),
    refuses: ({ status }) => (status && status !== 'closed' ? `It is ${status}, not closed.` : null),
    columns: {
      externalId: ['id'],
      title: ['message'],
      severity: ['priority'],
      declaredAt: ['createdAt'],
      impactStartedAt: ['createdAt'],
      alertedAt: ['createdAt'],
      acknowledgedAt: ['acknowledged (Evenkeel)'],
      resolvedAt: ['closed (Evenkeel)'],
      services: ['service', 'entity'],
      summary: ['description'],
    },
  },
  {
    key: 'opsgenie',
    title: 'Opsgenie (incidents)',
    source: 'opsgenie',
    recognises: of('json', has('message', 'tinyId', 'createdAt', 'priority')),
    derive: ({ fields }) => ({
      'resolved (Evenkeel)':
        fields.impactEndDate || fields.resolvedAt || (fields.status === 'open' ? '' : (fields.updatedAt ?? '')),
    }),
    refuses: ({ status }) => (status === 'open' ? 'It is open.' : null),
    columns: {
      externalId: ['id'],
      title: ['message'],
      severity: ['priority'],
      declaredAt: ['createdAt'],
      impactStartedAt: ['impactStartDate', 'createdAt'],
      detectedAt: ['impactDetectDate'],
      resolvedAt: ['resolved (Evenkeel)'],
      services: ['impactedServiceNames', 'impactedServices'],
      summary: ['description'],
    },
  },
  {
    key: 'statuspage',
    title: 'Statuspage (incidents)',
    source: 'statuspage',
    recognises: of('json', has('name', 'impact', 'created_at', 'status')),
    derive: ({ whole }) => ({
      'first update (Evenkeel)':
        listOf(whole?.incident_updates)
          .map((update) => String(update.display_at ?? update.created_at ?? ''))
          .filter((at) => Number.isFinite(Date.parse(at)))
          .toSorted((left, right) => Date.parse(left) - Date.parse(right))[0] ?? '',
    }),
    refuses: ({ status, scheduled_for }) => {
      if (scheduled_for || /^(scheduled|in_progress|verifying|completed)$/.test(status ?? ''))
        return 'It is a maintenance.';
      return status && !/^(resolved|postmortem)$/.test(status) ? `It is ${status}, not resolved.` : null;
    },
    columns: {
      externalId: ['id'],
      title: ['name'],
      severity: ['impact_override', 'impact'],
      declaredAt: ['created_at'],
      impactStartedAt: ['started_at', 'created_at'],
      firstPublicAt: ['first update (Evenkeel)'],
      mitigatedAt: ['monitoring_at'],
      resolvedAt: ['resolved_at'],
      services: ['components'],
      postmortem: ['postmortem_body'],
      postmortemCompletedAt: ['postmortem_published_at'],
    },
  },
  {
    key: 'jira',
    title: 'Jira (search as JSON)',
    source: 'jira',
    recognises: of('json', has('key', 'fields.summary', 'fields.created')),
    refuses: (fields) => (fields['fields.resolutiondate'] ? null : 'It is not resolved.'),
    columns: {
      externalId: ['key'],
      title: ['fields.summary'],
      severity: ['fields.priority.name'],
      declaredAt: ['fields.created'],
      impactStartedAt: ['fields.created'],
      resolvedAt: ['fields.resolutiondate'],
      services: ['fields.components'],
      summary: ['fields.description'],
    },
  },
  {
    key: 'jira-csv',
    title: 'Jira (CSV)',
    source: 'jira',
    recognises: of('csv', has('Issue key', 'Summary', 'Created')),
    refuses: ({ Resolved }) => (Resolved === '' ? 'It is not resolved.' : null),
    columns: {
      externalId: ['Issue key'],
      title: ['Summary'],
      severity: ['Priority'],
      declaredAt: ['Created'],
      impactStartedAt: ['Created'],
      resolvedAt: ['Resolved'],
      services: ['Component/s', 'Components'],
      summary: ['Description'],
    },
  },
  { key: 'csv', title: 'CSV', source: 'csv', recognises: ({ kind }) => kind === 'csv', columns: {} },
  { key: 'json', title: 'JSON', source: 'json', recognises: () => true, columns: {} },
];

/** What the seconds count from keeps its zone, or the lack of one. */
function addSeconds(start: string | undefined, seconds: string | undefined): string {
  if (!start || !seconds || !/^\d+(\.\d+)?$/.test(seconds)) return '';
  const zone = /(Z|UTC|[+-]\d{2}:?\d{2})$/i.exec(start.trim())?.[0] ?? '';
  const wall = Date.parse(
    `${start
      .trim()
      .slice(0, start.trim().length - zone.length)
      .trim()
      .replace(' ', 'T')}Z`,
  );
  if (!Number.isFinite(wall)) return '';
  return `${new Date(wall + Number(seconds) * 1000).toISOString().slice(0, 19)}${zone}`;
}

const duration = (start: string | undefined, milliseconds: string | undefined) =>
  milliseconds && /^\d+$/.test(milliseconds) ? after(start, Number(milliseconds)) : '';

/** The names that columns of anybody's file usually have, written without signs. */
const usualNames: Partial<Record<PastTarget, readonly string[]>> = {
  externalId: ['externalid', 'id', 'key', 'number', 'incident', 'incidentid', 'incidentnumber', 'issuekey', 'ticket'],
  title: ['title', 'summary', 'name', 'message', 'subject', 'description'],
  severity: ['severity', 'sev', 'priority', 'impact', 'urgency'],
  peakSeverity: ['peakseverity'],
  impactStartedAt: [
    'impactstartedat',
    'impactstart',
    'impactstarted',
    'startedat',
    'started',
    'starttime',
    'start',
    'outagestart',
  ],
  detectedAt: ['detectedat', 'detected', 'detectiontime'],
  alertedAt: ['alertedat', 'alerted', 'triggeredat', 'triggered', 'pagedat'],
  acknowledgedAt: ['acknowledgedat', 'acknowledged', 'ackedat', 'acktime'],
  declaredAt: [
    'declaredat',
    'declared',
    'createdat',
    'created',
    'createdon',
    'opened',
    'openedat',
    'reported',
    'reportedat',
    'date',
  ],
  commanderAssignedAt: ['commanderassignedat'],
  firstPublicAt: ['firstpublicat', 'firstpublicupdate'],
  mitigatedAt: ['mitigatedat', 'mitigated', 'impactend', 'impactended', 'outageend'],
  resolvedAt: ['resolvedat', 'resolved', 'resolvedon', 'resolutiondate', 'endedat', 'ended', 'endtime', 'end'],
  closedAt: ['closedat', 'closed'],
  services: ['services', 'service', 'servicename', 'component', 'components', 'affectedservices', 'system', 'team'],
  summary: ['summary', 'description', 'details', 'notes'],
  isFalseAlarm: ['isfalsealarm', 'falsealarm'],
  foundBy: ['foundby', 'detectedby'],
  customerImpact: ['customerimpact'],
  customersAffected: ['customersaffected'],
  recurrenceOf: ['recurrenceof', 'duplicateof', 'repeatof'],
  postmortem: ['postmortemmarkdown', 'postmortem', 'postmortembody', 'retrospective'],
  postmortemRequired: ['postmortemisrequired', 'postmortemrequired'],
  postmortemDueAt: ['postmortemdueat', 'postmortemdue'],
  postmortemCompletedAt: ['postmortemcompletedat', 'postmortemcompleted', 'postmortemdate'],
  factors: ['postmortemfactorkeys', 'factors', 'contributingfactors', 'cause', 'rootcause'],
};

/** Where it comes from, and which of its columns is what; people may change every choice. */
export function guessFormat(file: PastFile): { format: PastFormat; columns: ColumnChoice } {
  const format = pastFormats.find(({ recognises }) => recognises(file))!;
  return { format, columns: guessColumns(file, format) };
}

export function guessColumns(file: PastFile, format: PastFormat): ColumnChoice {
  const names = columnsOf(file, format);
  const plain = new Map(names.map((name) => [name.toLowerCase().replace(/[^a-z0-9]/g, ''), name]));
  const chosen: ColumnChoice = {};
  const isKnown = Object.keys(format.columns).length > 2;
  const taken = new Set<string>();
  for (const { key } of pastTargets) {
    const preferred = format.columns[key]?.find((name) => names.includes(name));
    const usual = isKnown
      ? undefined
      : usualNames[key]?.map((name) => plain.get(name)).find((name) => name && !taken.has(name));
    const found = preferred ?? usual;
    if (found) taken.add(found);
    chosen[key] = found ?? null;
  }
  // Time to restore counts from the start of the impact. Who has none reads it off the declaration, and sees that here.
  chosen.impactStartedAt ??= chosen.declaredAt ?? null;
  chosen.declaredAt ??= chosen.impactStartedAt ?? null;
  return chosen;
}

/** The columns of the file, and those that are calculated for it. */
export function columnsOf({ columns, records }: PastFile, format: PastFormat): string[] {
  const derived = records[0] && format.derive ? Object.keys(format.derive(records[0])) : [];
  return [...columns, ...derived];
}
