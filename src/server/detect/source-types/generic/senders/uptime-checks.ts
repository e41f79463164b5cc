// Outside checks of addresses and jobs: what is checked has a name of its own, and only the state of it changes.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { readState } from '../action/states.ts';
import { keyOf, placesOf } from '../key/identity.ts';
import { leavesOf } from '../leaves.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** 1 is down, 2 is up; others tell of certificates and domains that expire. */
export function uptimeRobot(body: JsonObject): UsualForm | null {
  const monitor = textAt(body, 'monitorFriendlyName|monitor_friendly_name');
  const kind = textAt(body, 'alertType|alert_type');
  if (monitor === '' || kind === '') return null;
  return {
    title: monitor,
    description: joined(
      ': ',
      textAt(body, 'alertTypeFriendlyName|alert_type_friendly_name'),
      textAt(body, 'alertDetails|alert_details'),
    ),
    state: kind === '2' ? 'resolve' : 'trigger',
    // A certificate that expires must not hide that the same monitor goes down.
    dedup_key: joined(
      '/',
      textAt(body, 'monitorID|monitor_id|monitorURL|monitor_url') || monitor,
      /^[12]$/.test(kind) ? '' : kind,
    ),
    link: textAt(body, 'monitorURL|monitor_url'),
    labels: { monitor },
  };
}

/** An incident of Better Stack wraps what it says in attributes; what has an end is over. */
export function betterStack(body: JsonObject): UsualForm | null {
  const incident = asObject(valueAt(body, 'data.attributes'));
  if (incident === null || textAt(body, 'data.type') !== 'incident') return null;
  const status = textAt(incident, 'status').toLowerCase();
  const isOver = textAt(incident, 'resolved_at') !== '' || status === 'resolved';
  const isAcknowledged = textAt(incident, 'acknowledged_at') !== '' || status === 'acknowledged';
  return {
    title: joined(': ', textAt(incident, 'name|url'), textAt(incident, 'cause')),
    state: isOver ? 'resolve' : isAcknowledged ? 'acknowledge' : 'trigger',
    dedup_key: textAt(body, 'data.id'),
    link: textAt(incident, 'origin_url|url'),
    occurred_at: valueAt(incident, 'started_at'),
    labels: { monitor: textAt(incident, 'name'), url: textAt(incident, 'url') },
  };
}

export function statusCake(body: JsonObject): UsualForm | null {
  const [name, address] = [textAt(body, 'Name'), textAt(body, 'URL|IP')];
  const status = textAt(body, 'Status');
  if (!/^(up|down)$/i.test(status) || name === '' || textAt(body, 'StatusCode|Checkrate|Token') === '') return null;
  return {
    title: name || address,
    description: joined(' ', address, textAt(body, 'StatusCode')),
    state: status,
    dedup_key: joined('/', name, address),
    link: textAt(body, 'URL'),
    labels: { monitor: name, tags: textAt(body, 'Tags') },
  };
}

/** A notification of Cloudflare about the health of an address. */
export function cloudflare(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'alert_type');
  const data = asObject(field(body, 'data'));
  if (data === null || kind === '' || textAt(body, 'policy_id|account_id') === '') return null;
  const places = placesOf(leavesOf(data)).filter(({ path }) => !/time|status|health|state/i.test(path));
  // What is no longer wrong is no longer named; the correlation of an alert that ends is that of its start.
  const turn = /_EVENT_(START|END)$/.exec(textAt(body, 'alert_event'))?.[1];
  const correlation = turn === undefined ? '' : textAt(body, 'alert_correlation_id');
  const what = textAt(data, 'health_check_id|pool_id|tunnel_id|name') || correlation || keyOf('', places);
  return {
    title: textAt(body, 'text').split('\n')[0] || textAt(body, 'name'),
    description: textAt(data, 'reason|failure_reason'),
    state: readState(textAt(data, 'status|new_health|alert_state')) ?? (turn === 'END' ? 'resolve' : 'trigger'),
    severity: textAt(data, 'severity'),
    ...(what !== '' && { dedup_key: joined('/', kind, what) }),
    labels: { kind, name: textAt(data, 'name|tunnel_name|pool_name|zone_name|project_name|hostname') },
  };
}

/** Oh Dear names what happened by its notification and the site by its address; each message has an id of its own. */
export function ohDear(body: JsonObject): UsualForm | null {
  const type = /^(\w+?)(Failed|Recovered|Warning|Succeeded|Expir\w*|Changed|Found|Fixed)\w*Notification$/.exec(
    textAt(body, 'type'),
  );
  const site = asObject(field(body, 'site') ?? field(body, 'monitor'));
  if (type === null || site === null) return null;
  const [, check, what] = type;
  const address = textAt(site, 'url|sort_url|label');
  return {
    title: `${check!.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()} of ${address}`,
    description: textAt(body, 'run.result_payload.message|run.result'),
    state: /^(Recovered|Succeeded|Fixed)$/.test(what!) ? 'resolve' : 'trigger',
    severity: what === 'Warning' ? 'warning' : undefined,
    dedup_key: joined('/', check!, textAt(site, 'id|url')),
    link: textAt(site, 'url'),
    labels: { site: address },
  };
}

/** `check.down` and its like, as updown.io and Hyperping write them; the text about it holds times. */
export function checkEvent(body: JsonObject): UsualForm | null {
  const event = /^check\.(?:still_)?(\w+)$/.exec(textAt(body, 'event'))?.[1];
  const check = asObject(field(body, 'check'));
  const site =
    check === null
      ? ''
      : textAt(check, 'url')
          .replace(/^https?:\/\//, '')
          .replace(/\/$/, '');
  const name = check === null ? '' : textAt(check, 'alias|name');
  const address = name === '' || site === '' || name.includes(site) ? name || site : `${name} (${site})`;
  if (event === undefined || check === null || address === '') return null;
  const kind = /^(ssl|performance)/.exec(event)?.[1] ?? '';
  return {
    title: joined(' ', address, kind === '' ? 'is down' : event.replaceAll('_', ' ')),
    description: textAt(body, 'description|text'),
    state: ['up', 'ssl_valid', 'ssl_renewed'].includes(event) ? 'resolve' : 'trigger',
    dedup_key: joined('/', textAt(check, 'token|monitorUuid|url'), kind),
    link: textAt(check, 'url'),
  };
}

/** Uptime.com numbers each alert anew, so that its end has another number than its beginning. */
export function uptimeCom(body: JsonObject): UsualForm | null {
  const event = textAt(body, 'event');
  const service = asObject(valueAt(body, 'data.service'));
  if (service === null || !/^alert_(raised|cleared)$/.test(event)) return null;
  const name = textAt(service, 'display_name|name');
  return {
    title: name,
    description: textAt(body, 'data.alert.output|data.alert.short_output'),
    state: event === 'alert_cleared' ? 'resolve' : 'trigger',
    severity: textAt(body, 'data.alert.state'),
    dedup_key: textAt(service, 'id|name'),
    labels: { service: name },
  };
}
