// What gathers the alerts of other tools and passes them on.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { actionOf } from '../action/action.ts';
import { keyOf, type Place, placesOf } from '../key/identity.ts';
import { leavesOf } from '../leaves.ts';
import { titleOfPlaces } from '../title/place.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** Moogsoft's severities are numbers: 5 is critical and 0 is clear. */
const moogsoftSeverities = ['clear', 'info', 'warning', 'minor', 'major', 'critical'];

export function moogsoft(body: JsonObject): UsualForm | null {
  const [signature, severity] = [textAt(body, 'signature'), textAt(body, 'severity')];
  if (signature === '' || !/^[0-5]$/.test(severity) || textAt(body, 'manager|agent|source_id') === '') return null;
  return {
    title: textAt(body, 'description'),
    state: severity === '0' ? 'resolve' : 'trigger',
    severity: severity === '0' ? undefined : moogsoftSeverities[Number(severity)],
    dedup_key: signature,
    labels: { host: textAt(body, 'source'), type: textAt(body, 'type') },
  };
}

/** An alert of Kibana is an object within a rule: two rules may speak of one host. */
export function kibana(body: JsonObject): UsualForm | null {
  const [rule, alert] = [textAt(body, 'rule.id'), textAt(body, 'alert.id')];
  const group = textAt(body, 'alert.actionGroup');
  if (rule === '' || alert === '' || group === '') return null;
  return {
    title: joined(': ', textAt(body, 'rule.name'), alert),
    description: textAt(body, 'context.reason|context.message'),
    state: group === 'recovered' ? 'resolve' : 'trigger',
    severity: textAt(body, 'severity'),
    dedup_key: joined('/', rule, alert),
    link: textAt(body, 'rule.url|context.link'),
    labels: { rule: textAt(body, 'rule.name'), group: alert },
  };
}

/** Netcool counts 0 (clear) to 5 (critical); `AlertKey` is what is wrong on a node, and a type of 2 ends it. */
export function netcool(body: JsonObject): UsualForm | null {
  const [node, key, group] = ['Node|node|NODE', 'AlertKey|alertKey|ALERT_KEY', 'AlertGroup|alertGroup|ALERT_GROUP'].map(
    (name) => textAt(body, name),
  );
  const severity = textAt(body, 'Severity|severity|SEVERITY');
  if (node === '' || !/^[0-5]$/.test(severity) || (key === '' && group === '')) return null;
  return {
    title: textAt(body, 'Summary|summary|SUMMARY') || joined(' on ', key || group!, node!),
    state: severity === '0' || textAt(body, 'Type|type|TYPE') === '2' ? 'resolve' : 'trigger',
    severity: { 2: 'low', 3: 'medium', 4: 'high', 5: 'critical' }[severity],
    dedup_key: joined('/', node!, group!, key!),
    labels: { host: node, check: key, group },
  };
}

/** A ticket of ServiceNow says its priority as `1 - Critical`. */
export function serviceNow(body: JsonObject): UsualForm | null {
  const [number, title] = [textAt(body, 'number'), textAt(body, 'short_description')];
  if (number === '' || title === '') return null;
  const state = textAt(body, 'state|incident_state');
  return {
    title,
    description: textAt(body, 'description'),
    state: /^(6|7|resolved|closed|canceled)$/i.test(state) ? 'resolve' : 'trigger',
    severity: textAt(body, 'priority|severity').split(' - ', 1)[0],
    dedup_key: number,
    labels: { number, group: textAt(body, 'assignment_group') },
  };
}

/** Meraki names a loss and its end as two types of alert about one device. */
export function meraki(body: JsonObject): UsualForm | null {
  const [type, name] = [textAt(body, 'alertTypeId'), textAt(body, 'alertType')];
  const network = textAt(body, 'networkId');
  if (type === '' || name === '' || network === '') return null;
  const isReporting = /^(started|stopped)_reporting$/.test(type);
  return {
    title: joined(': ', name, textAt(body, 'deviceName|networkName')),
    state: type === 'started_reporting' ? 'resolve' : 'trigger',
    severity: textAt(body, 'alertLevel'),
    dedup_key: joined('/', isReporting ? 'reporting' : type, textAt(body, 'deviceSerial') || network),
    link: textAt(body, 'deviceUrl|networkUrl'),
    occurred_at: field(body, 'occurredAt'),
    labels: { network: textAt(body, 'networkName'), device: textAt(body, 'deviceName') },
  };
}

/** What AWS passes through EventBridge wraps the finding, the alarm or the state of a run of its service. */
export function eventBridge(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'detail-type');
  const detail = asObject(field(body, 'detail'));
  if (kind === '' || detail === null || textAt(body, 'source') === '') return null;
  const alarm = textAt(detail, 'alarmName');
  const leaves = leavesOf(detail);
  const { action, word } = actionOf(leaves, Number.POSITIVE_INFINITY);
  const isUnsure = textAt(detail, 'state.value') === 'INSUFFICIENT_DATA';
  const number = Number(textAt(detail, 'severity|Severity') || Number.NaN);
  const isPlanned = /^(?:scheduledChange|accountNotification)$/.test(textAt(detail, 'eventTypeCategory'));
  const about = { account: textAt(body, 'account'), region: textAt(body, 'region') };
  const places = placesOf(leaves).filter(({ isId, value }) => !isId || !/^\d+$/.test(value));
  const id = textAt(detail, 'id|Id|eventArn|findingId|findingArn|findings.0.Id');
  const concerned = [...places, ...resourcePlaces(body)];
  const named =
    alarm ||
    textAt(detail, 'title|Title|eventTypeCode|findings.0.Title') ||
    joined(': ', titleOfPlaces(places), kind.replace(/ (?:State Change|Status Change)(?: Notification)?$/, ''));
  const isRun =
    alarm === '' && typeof word === 'string' && /state change|status change|execution|notification/i.test(kind);
  return {
    title: isRun ? joined(' ', named, word.toLowerCase().replaceAll('_', ' ')) : named,
    description: textAt(
      detail,
      'description|configuration.description|state.reason|eventDescription.0.latestDescription|message|stoppedReason',
    ),
    state: isUnsure ? 'trigger' : (action ?? 'trigger'),
    // AWS Health: what is planned or merely told of an account can wait.
    severity: isUnsure || isPlanned ? 'low' : severityOfFinding(number),
    dedup_key: joined(
      '/',
      about.account,
      about.region,
      kind.replace(/ (?:failure|failed|successful|succeeded|success)$/i, ''),
      alarm || id || keyOf(textAt(detail, 'title|eventTypeCode'), concerned) || textAt(body, 'id'),
    ),
    occurred_at: field(body, 'time'),
    labels: {
      ...about,
      kind,
      resource: textAt(detail, 'findings.0.Resources.0.Id').split(/[/:]/).at(-1) || resourceOf(body),
    },
  };
}

/** The resources that an event is about, but for runs: each of those is another one. */
function resourcePlaces(body: JsonObject): Place[] {
  const list = field(body, 'resources');
  return (Array.isArray(list) ? list.slice(0, 5) : []).flatMap((resource: unknown, at): Place[] =>
    typeof resource !== 'string' || (oneRun.test(resource) && withoutOneRun(resource) === resource)
      ? []
      : [{ path: `resources.${at}`, word: 'resource', value: withoutOneRun(resource).slice(0, 300), isId: true }],
  );
}

const oneRun = /:(?:job|execution|run|build|task|command|activity|deployment)[/:].*(?:\d{4}|[0-9a-f]{8})/i;

/** `task/task-1` of `task/task-1/execution/exec-7`: what runs, of one of its runs. */
const withoutOneRun = (resource: string) => resource.replace(/(?<=\/[\w-]{2,80})\/(?:execution|run)\/[\w-]{2,80}$/, '');

/** The last part of the one resource that an event is about, '' where it names several. */
function resourceOf(body: JsonObject): string {
  const list = field(body, 'resources');
  return Array.isArray(list) && list.length === 1
    ? (withoutOneRun(textAt(body, 'resources.0')).split(/[/:]/).at(-1) ?? '')
    : '';
}

/** GuardDuty: 9 and more is critical, from 7 high, from 4 medium (AWS, "Severity levels of findings"). */
function severityOfFinding(severity: number): string | undefined {
  if (Number.isNaN(severity)) return undefined;
  if (severity >= 9) return 'critical';
  if (severity >= 7) return 'high';
  return severity >= 4 ? 'medium' : 'low';
}

/** What Splunk On-Call tells of its incidents: the phase is what people did, the state what the monitor said last. */
export function splunkOnCall(body: JsonObject): UsualForm | null {
  const incident = asObject(field(body, 'incident')) ?? body;
  const [id, phase] = [textAt(incident, 'incident_id|INCIDENT_ID'), textAt(incident, 'current_phase').toUpperCase()];
  if (id === '' || !/^(?:UNACKED|ACKED|RESOLVED)$/.test(phase)) return null;
  return {
    title: joined(
      ' on ',
      textAt(incident, 'service|entity_display_name|entity_id|incident_name'),
      textAt(incident, 'host'),
    ),
    state: phase === 'RESOLVED' ? 'resolve' : phase === 'ACKED' ? 'acknowledge' : 'trigger',
    severity: textAt(incident, 'entity_state'),
    dedup_key: id,
    labels: { monitor: textAt(incident, 'monitor_name') },
  };
}

/** A body in the form of Squadcast's incident webhook: its end names nothing but the event. */
export function squadcast(body: JsonObject): UsualForm | null {
  const [id, state] = [textAt(body, 'event_id'), textAt(body, 'status').toLowerCase()];
  if (id === '' || !/^(?:trigger|acknowledge|resolve)$/.test(state)) return null;
  const title = textAt(body, 'message|title');
  if (title === '' && Object.keys(body).length > 3) return null;
  return {
    title: title || `Event ${id}`,
    description: textAt(body, 'description'),
    state,
    severity: textAt(body, 'priority|severity|tags.severity.value|tags.severity'),
    dedup_key: id,
  };
}

/** What GoAlert tells of its alerts: after the first message only the number and what was done. */
export function goAlert(body: JsonObject): UsualForm | null {
  const [id, kind] = [textAt(body, 'AlertID'), textAt(body, 'Type')];
  if (id === '' || !/^Alert(?:Status)?$/.test(kind)) return null;
  const entry = textAt(body, 'LogEntry');
  return {
    title: textAt(body, 'Summary') || `Alert ${id}: ${entry}`,
    description: textAt(body, 'Details'),
    state:
      kind === 'Alert'
        ? 'trigger'
        : /^closed/i.test(entry)
          ? 'resolve'
          : /^ack/i.test(entry)
            ? 'acknowledge'
            : 'change',
    dedup_key: id,
    labels: { service: textAt(body, 'ServiceName') },
  };
}
