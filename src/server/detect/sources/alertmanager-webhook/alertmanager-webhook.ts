import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal, SignalLink } from '../../../../domain/detect/signal.ts';
import { genericSignals, tooMany } from '../generic/generic.ts';
import { anyText, asObject, asText, field, type JsonObject } from '../json-value.ts';
import { hasLabels, identityOfLabels, labelledSignal } from '../labelled-alert.ts';
import { readJson } from '../read-body.ts';
import { emptyReply, refusal } from '../reply.ts';
import { type CommonSettings, commonFields, commonSettings } from '../settings.ts';
import { maxSignalsPerRequest, type ParseResult, type SourceRequest, type SourceType } from '../source.ts';
import { alertmanagerWebhookSetup } from './setup.ts';

/** The webhook receiver of Prometheus Alertmanager, version 4 of its body and the older ones. */
export const alertmanagerWebhook: SourceType = {
  type: 'alertmanager-webhook',
  title: 'Prometheus Alertmanager',
  description: 'Alertmanager groups and sends; each alert of a group is an alert here.',
  endpoints: [{ method: 'POST', path: '/in/{key}', description: 'The body of webhook_config.' }],
  settings: { schema: commonSettings, fields: commonFields },
  setup: alertmanagerWebhookSetup,
  parse(request, settings) {
    const json = readJson(request);
    return 'value' in json ? parseAlertGroup(json.value, request, settings) : json.rejected;
  },
  reply: (outcome) => (outcome.kind === 'signals' || outcome.kind === 'ping' ? emptyReply(200) : refusal(outcome)),
};

/** What Grafana adds to an alert of this shape. */
export type AlertExtras = (alert: JsonObject) => { links: SignalLink[]; image: string };

/** The signals of a group in Alertmanager's webhook shape; whatever has another shape is read as any JSON is. */
export function parseAlertGroup(
  value: unknown,
  request: SourceRequest,
  settings: CommonSettings,
  extras: AlertExtras = () => ({ links: [], image: '' }),
): ParseResult {
  const odd: OddPart[] = [];
  const group = asObject(value);
  const alerts = group === null ? null : alertsOf(group, odd);
  if (group === null || alerts === null) {
    noteOdd(odd, '', 'The body is not a group of alerts and was read by the usual names.');
    return genericSignals(value, settings, request, odd);
  }
  if (alerts.length > maxSignalsPerRequest) return tooMany();
  const truncated = field(group, 'truncatedAlerts');
  if (typeof truncated === 'number' && truncated > 0) {
    noteOdd(odd, 'truncatedAlerts', 'The sender left alerts out: raise max_alerts of its webhook_config.');
  }
  const signals: Signal[] = [];
  for (let at = 0; at < alerts.length; at++) {
    const part = `alerts[${at}]`;
    const alert = asObject(alerts[at]);
    if (alert === null) noteOdd(odd, part, 'It is not an object.');
    else signals.push(alertSignal(alert, group, request.receivedAt, settings, extras, part, odd));
  }
  if (signals.length === 0) {
    noteOdd(odd, 'alerts', 'The group holds no alert: one was made of what its alerts have in common.');
    signals.push(alertSignal({}, group, request.receivedAt, settings, extras, 'alerts', odd));
  }
  return { kind: 'signals', signals, odd, errors: [] };
}

function alertsOf(group: JsonObject, odd: OddPart[]): unknown[] | null {
  const alerts = field(group, 'alerts');
  if (Array.isArray(alerts)) return alerts;
  if (asObject(field(group, 'commonLabels')) === null) return null;
  noteOdd(odd, 'alerts', 'It is not a list.');
  return [];
}

function alertSignal(
  alert: JsonObject,
  group: JsonObject,
  receivedAt: number,
  settings: CommonSettings,
  extras: AlertExtras,
  part: string,
  odd: OddPart[],
): Signal {
  let labels = asObject(field(alert, 'labels')) ?? {};
  if (!hasLabels(labels)) {
    noteOdd(odd, part, 'It has no labels: those of its group were taken.');
    labels = asObject(field(group, 'commonLabels')) ?? {};
  }
  const { links, image } = extras(alert);
  return labelledSignal(
    {
      action: alertAction(alert, group, receivedAt, part, odd),
      dedupKey: asText(field(alert, 'fingerprint')) || identityOfLabels(labels),
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
  const status = asText(field(alert, 'status')) || asText(field(group, 'status'));
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
    default:
      noteOdd(odd, part, 'Its status is neither firing nor resolved and was read as firing.');
      return 'trigger';
  }
}
