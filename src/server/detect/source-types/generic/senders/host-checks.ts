// Monitoring of hosts and their services: what is checked is named by host and service, not by the text of a message.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** `alias` is the host's other name: every service of the host has the same. */
export function checkmk(body: JsonObject): UsualForm | null {
  const what = textAt(body, 'what');
  const host = textAt(body, 'host');
  if (!['HOST', 'SERVICE'].includes(what) || host === '') return null;
  const service = textAt(body, 'service|service_description');
  return {
    title: textAt(body, 'summary') || joined(' on ', service, host),
    description: joined('\n', textAt(body, 'output'), textAt(body, 'long_output')),
    state: textAt(body, 'notification_type|status'),
    severity: textAt(body, 'severity|status'),
    dedup_key: joined('/', what, host, service),
    labels: { host, service },
  };
}

/** Sensu, its first version and Sensu Go: 0 is fine, 1 a warning, 2 critical, anything else unknown. */
export function sensu(body: JsonObject): UsualForm | null {
  const check = asObject(field(body, 'check'));
  const host = textAt(body, 'client.name|entity.metadata.name');
  if (check === null || host === '') return null;
  const name = textAt(check, 'name|metadata.name');
  const status = valueAt(check, 'status');
  return {
    title: joined(' on ', name, host),
    description: textAt(check, 'output'),
    state: status === 0 || textAt(body, 'action') === 'resolve' ? 'resolve' : 'trigger',
    severity: status === 1 ? 'warning' : status === 2 ? 'critical' : undefined,
    dedup_key: joined('/', host, name),
    occurred_at: valueAt(body, 'timestamp'),
    labels: { host, check: name, environment: textAt(body, 'client.environment') },
  };
}

const libreNmsStates: Record<string, string> = { 0: 'resolve', 2: 'acknowledge' };

export function libreNms(body: JsonObject): UsualForm | null {
  const [alert, device] = [textAt(body, 'alert_id'), textAt(body, 'device_id')];
  if (alert === '' || device === '' || textAt(body, 'sysName|hostname') === '') return null;
  return {
    title: textAt(body, 'title|name'),
    description: textAt(body, 'msg'),
    state: libreNmsStates[textAt(body, 'state')] ?? 'trigger',
    severity: textAt(body, 'severity'),
    dedup_key: joined('/', device, textAt(body, 'rule_id') || alert),
    occurred_at: valueAt(body, 'timestamp'),
    labels: { host: textAt(body, 'hostname'), rule: textAt(body, 'name') },
  };
}

/** 0 is down and 1 is up; a certificate that expires is told with neither monitor nor heartbeat, and so is a test. */
export function uptimeKuma(body: JsonObject): UsualForm | null {
  const monitor = asObject(field(body, 'monitor'));
  const heartbeat = asObject(field(body, 'heartbeat'));
  if (Object.hasOwn(body, 'heartbeat') && heartbeat === null && monitor === null && textAt(body, 'msg') !== '') {
    return { title: textAt(body, 'msg'), state: /\btest(?:ing)?\b/i.test(textAt(body, 'msg')) ? 'change' : 'trigger' };
  }
  if (monitor === null || heartbeat === null || !Object.hasOwn(heartbeat, 'status')) return null;
  const status = valueAt(heartbeat, 'status');
  return {
    title: textAt(monitor, 'name'),
    description: textAt(heartbeat, 'msg') || textAt(body, 'msg'),
    state: status === 1 ? 'resolve' : status === 0 ? 'trigger' : 'change',
    dedup_key: textAt(monitor, 'id|name'),
    link: textAt(monitor, 'url'),
    labels: { monitor: textAt(monitor, 'name'), host: textAt(monitor, 'hostname') },
  };
}

/** Alerta names an alert by environment, resource and event, or by the event it is correlated with. */
export function alerta(body: JsonObject): UsualForm | null {
  const [event, resource] = [textAt(body, 'event'), textAt(body, 'resource')];
  if (event === '' || resource === '' || textAt(body, 'environment') === '') return null;
  const severity = textAt(body, 'severity');
  const isOfItsApi = severity !== '' && textAt(body, 'group') !== '';
  if (!isOfItsApi && !Array.isArray(field(body, 'service')) && !Array.isArray(field(body, 'correlate'))) return null;
  const isOver = ['ok', 'normal', 'cleared', 'closed'].includes(severity.toLowerCase());
  return {
    title: `${event} on ${resource}`,
    description: joined('\n', textAt(body, 'text'), textAt(body, 'rawData')),
    state: isOver ? 'resolve' : 'trigger',
    severity,
    dedup_key: joined('/', textAt(body, 'environment'), resource, textAt(body, 'correlate.0') || event),
    labels: { service: textAt(body, 'service.0|service'), value: textAt(body, 'value') },
  };
}

/** Icinga and Nagios by their own names of host and service; the output of a plugin differs each time. */
export function icinga(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'notification_type').toUpperCase();
  const isNotification = /^(?:PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|FLAPPING|DOWNTIME)/.test(kind);
  const host = textAt(body, isNotification ? 'host_name|hostname|host.name|host' : 'host_name|hostname|host.name');
  const service = textAt(body, 'service_description|service_name|service.name|service');
  const state = textAt(body, isNotification ? 'service_state|host_state|state' : 'service_state|host_state');
  if (host === '' || state === '') return null;
  const isOver = kind === 'RECOVERY' || ['OK', 'UP'].includes(state.toUpperCase());
  return {
    title: joined(' on ', service, host),
    description: textAt(body, 'output|service_output|host_output|message'),
    state: isOver ? 'resolve' : kind === 'ACKNOWLEDGEMENT' ? 'acknowledge' : 'trigger',
    severity: isOver ? undefined : state,
    dedup_key: joined('/', host, service),
    labels: { host, service },
  };
}

/** A sensor of PRTG; its priority counts upwards, five is the highest. */
export function prtg(body: JsonObject): UsualForm | null {
  const sensor = textAt(body, 'sensorid|sensor_id');
  const status = textAt(body, 'status|laststatus');
  if (sensor === '' || status === '') return null;
  const word = status.split(/[\s(]/, 1)[0]!.toLowerCase();
  return {
    title: joined(' on ', textAt(body, 'name|sensor'), textAt(body, 'device')),
    description: textAt(body, 'message|lastmessage'),
    state: word === 'up' ? 'resolve' : 'trigger',
    severity: word === 'warning' || word === 'unusual' ? 'warning' : undefined,
    dedup_key: sensor,
    link: textAt(body, 'linksensor'),
    labels: { device: textAt(body, 'device'), group: textAt(body, 'group') },
  };
}

/** An alert of Netdata is named by chart and host; that it is over is said by its severity. */
export function netdata(body: JsonObject): UsualForm | null {
  const [alert, chart] = [textAt(body, 'alert|alarm'), textAt(body, 'chart')];
  if (alert === '' || chart === '') return null;
  const host = textAt(body, 'nodes.hostname|node.hostname|Nodes.hostname|Node.hostname|hostname|host|node');
  if (host === '') return null;
  const severity = textAt(body, 'severity|status');
  return {
    title: joined(' on ', alert, host),
    description: joined('\n', textAt(body, 'message'), textAt(body, 'info')),
    state: severity.toLowerCase() === 'clear' ? 'resolve' : 'trigger',
    severity,
    dedup_key: joined('/', host, chart, alert),
    link: textAt(body, 'alert_url'),
    labels: { host, chart, context: textAt(body, 'context'), space: textAt(body, 'space') },
  };
}

const zabbixSeverities: Record<string, string> = {
  5: 'disaster',
  4: 'high',
  3: 'average',
  2: 'warning',
  1: 'information',
};

/** A problem of Zabbix has the value 1 and its recovery 0, under the id that the problem had. */
export function zabbix(body: JsonObject): UsualForm | null {
  const value = textAt(body, 'event_value|eventValue|EVENT_VALUE|EventValue');
  const id = textAt(body, 'event_id|eventId|eventid|EVENT_ID|EventID|EventId');
  const title = textAt(body, 'event_name|eventName|EVENT_NAME|EventName|trigger_name|alert_subject|subject');
  if (!/^[01]$/.test(value) || id === '' || title === '') return null;
  const isAnswered = textAt(body, 'event_update_action').toLowerCase().includes('acknowledged');
  const host = textAt(body, 'host_name|hostname|host|HOST_NAME|HostName|Hostname|Host');
  return {
    title,
    description: textAt(body, 'alert_message|event_opdata|trigger_description'),
    state: value === '0' ? 'resolve' : isAnswered ? 'acknowledge' : 'trigger',
    severity:
      textAt(body, 'event_severity|trigger_severity|severity|EVENT_SEVERITY|EventSeverity') ||
      zabbixSeverities[textAt(body, 'event_nseverity|EVENT_NSEVERITY|EventNSeverity')],
    dedup_key: id,
    link: textAt(body, 'event_url|zabbix_url|url'),
    labels: { host, trigger: textAt(body, 'trigger_id') },
  };
}
