// A group of labelled alerts, as Alertmanager and Grafana send it.
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal, SignalLink } from '../../../../domain/detect/signal.ts';
import { readState } from '../generic/action/states.ts';
import type { CommonSettings } from '../settings.ts';
import { anyText, asObject, asText, field, type JsonObject } from './json-value.ts';
import { hasLabels, identityOfLabels } from './label-identity.ts';
import { labelledSignal } from './labelled-alert.ts';

/** How the alert itself is: no label that tells one alert from another. */
const ownStates = ['alert_state', 'alert_status', 'alertstate', 'alertstatus', 'alarm_state', 'alarm_status'];

/** Whether a body is a group in this shape; `strict` asks for what nothing else has. */
export function isAlertGroup(value: unknown, strict = false): value is JsonObject {
  const group = asObject(value);
  if (group === null) return false;
  if (asObject(field(group, 'commonLabels')) !== null) return true;
  const alerts = field(group, 'alerts');
  if (!Array.isArray(alerts)) return false;
  if (!strict && (alerts.length === 0 || field(group, 'groupKey') !== undefined)) return true;
  return alerts.some((alert) => {
    const object = asObject(alert) ?? {};
    return asObject(field(object, 'labels')) !== null && (!strict || namesAlert(object));
  });
}

const namesAlert = (alert: JsonObject) =>
  ['annotations', 'fingerprint', 'generatorURL', 'startsAt'].some((name) => field(alert, name) !== undefined) ||
  field(asObject(field(alert, 'labels')) ?? {}, 'alertname') !== undefined;

/** The signals of a group's alerts, or one of what they have in common where it holds none. */
export function groupSignals(
  group: JsonObject,
  settings: CommonSettings,
  receivedAt: number,
  odd: OddPart[],
): Signal[] {
  const alerts = alertsOf(group, odd);
  const truncated = field(group, 'truncatedAlerts');
  if (typeof truncated === 'number' && truncated > 0) {
    noteOdd(odd, 'truncatedAlerts', 'The sender left alerts out: raise max_alerts of its webhook_config.');
  }
  const signals: Signal[] = [];
  for (let at = 0; at < alerts.length; at++) {
    const part = `alerts[${at}]`;
    const alert = asObject(alerts[at]);
    if (alert === null) noteOdd(odd, part, 'It is not an object.');
    else signals.push(alertSignal(alert, group, receivedAt, settings, part, odd));
  }
  if (signals.length === 0) {
    noteOdd(odd, 'alerts', 'The group holds no alert: one was made of what its alerts have in common.');
    signals.push(alertSignal({}, group, receivedAt, settings, 'alerts', odd));
  }
  return signals;
}

/** What Grafana adds to an alert of this shape. */
function grafanaExtras(alert: JsonObject): { links: SignalLink[]; image: string } {
  const links = [
    { href: asText(field(alert, 'dashboardURL')), text: 'Dashboard' },
    { href: asText(field(alert, 'panelURL')), text: 'Panel' },
    { href: asText(field(alert, 'silenceURL')), text: 'Silence in Grafana' },
  ];
  return { links, image: asText(field(alert, 'imageURL')) };
}

function alertsOf(group: JsonObject, odd: OddPart[]): unknown[] {
  const alerts = field(group, 'alerts');
  if (Array.isArray(alerts)) return alerts;
  noteOdd(odd, 'alerts', 'It is not a list.');
  return [];
}

function alertSignal(
  alert: JsonObject,
  group: JsonObject,
  receivedAt: number,
  settings: CommonSettings,
  part: string,
  odd: OddPart[],
): Signal {
  let labels = asObject(field(alert, 'labels')) ?? {};
  if (!hasLabels(labels)) {
    noteOdd(odd, part, 'It has no labels: those of its group were taken.');
    labels = asObject(field(group, 'commonLabels')) ?? {};
  }
  const { links, image } = grafanaExtras(alert);
  return labelledSignal(
    {
      action: alertAction(alert, group, receivedAt, part, odd),
      dedupKey: asText(field(alert, 'fingerprint')) || identityOfLabels(labels, ownStates),
      labels,
      annotations: asObject(field(alert, 'annotations')) ?? asObject(field(group, 'commonAnnotations')) ?? {},
      alert,
      groupKey: anyText(field(group, 'groupKey'), 4_096),
      expiresAt: null,
      links: [...links, { href: asText(field(group, 'externalURL')), text: 'All alerts of the sender' }],
      images: image === '' ? [] : [{ src: image, href: null, alt: '' }],
      extraLabels: [['receiver', field(group, 'receiver')]],
    },
    settings,
    receivedAt,
    part,
    odd,
  );
}

/** The alert's own status counts: the group's is `firing` while any of its alerts is. */
function alertAction(alert: JsonObject, group: JsonObject, receivedAt: number, part: string, odd: OddPart[]) {
  const status =
    asText(field(alert, 'status')) ||
    asText(field(asObject(field(alert, 'status')) ?? {}, 'state')) ||
    asText(field(group, 'status'));
  switch (status.toLowerCase()) {
    case 'firing':
    case 'alerting':
      return 'trigger';
    case 'resolved':
    case 'ok':
      return 'resolve';
    case '': {
      const endsAt = readMoment(field(alert, 'endsAt'));
      return endsAt !== null && endsAt <= receivedAt ? 'resolve' : 'trigger';
    }
    default: {
      const action = readState(status);
      if (action === 'trigger' || action === 'resolve' || action === 'change') return action;
      noteOdd(odd, part, 'Its status is neither firing nor resolved and was read as firing.');
      return 'trigger';
    }
  }
}
