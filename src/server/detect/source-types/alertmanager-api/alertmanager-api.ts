import { z } from 'zod';
import { clampExpiry, readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../../domain/detect/signal.ts';
import { genericSignals, tooMany } from '../generic/generic.ts';
import { asObject, field, type JsonObject } from '../reading/json-value.ts';
import { hasLabels, identityOfLabels } from '../reading/label-identity.ts';
import { labelledSignal } from '../reading/labelled-alert.ts';
import { readJson } from '../reading/read-body.ts';
import { type CommonSettings, commonFields, commonSettings } from '../settings.ts';
import { maxSignalsPerRequest, type ParseResult, type SourceRequest, type SourceType } from '../source.ts';
import { alertmanagerApiReply } from './reply.ts';
import { alertmanagerApiSetup } from './setup.ts';

export type AlertmanagerApiSettings = CommonSettings & {
  resolveTimeoutSeconds?: number | undefined;
  replicaLabels?: string[] | undefined;
  acceptSilences?: boolean | undefined;
};

/** Alertmanager's default `resolve_timeout`. */
const defaultResolveTimeoutSeconds = 300;

/** The alerts endpoint of Alertmanager's own API: Prometheus pushes here with no Alertmanager between. */
export const alertmanagerApi: SourceType<AlertmanagerApiSettings> = {
  type: 'alertmanager-api',
  title: 'Prometheus',
  description: 'Prometheus sends directly to this address as if it were an Alertmanager, from one or several replicas.',
  endpoints: [
    { method: 'POST', path: '/in/{key}/api/v2/alerts', description: 'A list of alerts.' },
    {
      method: 'GET',
      path: '/in/{key}/api/v2/alerts',
      description: 'Its open alerts; also /alerts/groups, /status, /receivers.',
      isImplied: true,
    },
    {
      method: 'GET',
      path: '/in/{key}/api/v2/silences',
      description: 'Silences made with its key; POST and DELETE where it may.',
      isImplied: true,
    },
    { method: 'POST', path: '/in/{key}/api/v1/alerts', description: 'The same list, for older clients.' },
  ],
  readsHeaders: [],
  settings: {
    schema: commonSettings.extend({
      resolveTimeoutSeconds: z.int().min(30).max(86_400).optional(),
      replicaLabels: z.array(z.string().min(1).max(200)).max(20).optional(),
      acceptSilences: z.boolean().optional(),
    }),
    fields: [
      {
        key: 'resolveTimeoutSeconds',
        label: 'Resolve after',
        kind: 'seconds',
        help: 'An alert sent without an end is resolved when it is not sent again for this long. Usually 300.',
      },
      {
        key: 'replicaLabels',
        label: 'Replica labels',
        kind: 'text-list',
        help: 'Labels that only distinguish Prometheus replicas. They are ignored when alerts are matched, so that all replicas raise one alert.',
      },
      {
        key: 'acceptSilences',
        label: 'Let its key silence',
        kind: 'switch',
        help: 'amtool, Grafana and whoever else has the key may then make maintenance windows of up to 72 hours for alerts of this source, and end them.',
      },
      ...commonFields,
    ],
  },
  setup: alertmanagerApiSetup,
  parse(request, settings) {
    const json = readJson(request);
    return 'value' in json ? parseAlerts(json.value, request, settings) : json.rejected;
  },
  reply: alertmanagerApiReply,
};

function parseAlerts(value: unknown, request: SourceRequest, settings: AlertmanagerApiSettings): ParseResult {
  const odd: OddPart[] = [];
  const alerts = alertList(value, odd);
  if (alerts === null) return genericSignals(value, settings, request, odd);
  if (alerts.length > maxSignalsPerRequest) return tooMany();
  const signals: Signal[] = [];
  const errors: string[] = [];
  for (let at = 0; at < alerts.length; at++) {
    const part = `[${at}]`;
    const alert = asObject(alerts[at]);
    const labels = alert === null ? null : asObject(field(alert, 'labels'));
    if (alert === null || labels === null || !hasLabels(labels)) {
      // Alertmanager's own rule (types.Alert.Validate): an alert is its labels; without any it cannot be one.
      noteOdd(odd, part, 'It has no labels and was refused, as Alertmanager does.');
      if (errors.length < 20) errors.push(`alert ${at}: at least one label pair required`);
    } else {
      signals.push(alertSignal(alert, labels, request.receivedAt, settings, part, odd));
    }
  }
  return { kind: 'signals', signals, odd, errors };
}

function alertList(value: unknown, odd: OddPart[]): unknown[] | null {
  if (Array.isArray(value)) return value;
  const object = asObject(value);
  const inner = object === null ? undefined : field(object, 'alerts');
  if (Array.isArray(inner)) {
    noteOdd(odd, '', 'The body is a webhook group, not a list. Its alerts were read one by one.');
    return inner;
  }
  if (object !== null && asObject(field(object, 'labels')) !== null) {
    noteOdd(odd, '', 'The body is one alert, not a list.');
    return [object];
  }
  noteOdd(odd, '', 'The body is not a list of alerts and was read by the usual names.');
  return null;
}

function alertSignal(
  alert: JsonObject,
  labels: JsonObject,
  receivedAt: number,
  settings: AlertmanagerApiSettings,
  part: string,
  odd: OddPart[],
): Signal {
  const endsAt = readMoment(field(alert, 'endsAt'));
  // The group shape has a status of its own; the list shape says "resolved" only by an end that has come.
  const isResolved = field(alert, 'status') === 'resolved' || (endsAt !== null && endsAt <= receivedAt);
  const timeoutSeconds = settings.resolveTimeoutSeconds ?? defaultResolveTimeoutSeconds;
  return labelledSignal(
    {
      action: isResolved ? 'resolve' : 'trigger',
      dedupKey: identityOfLabels(labels, settings.replicaLabels),
      labels,
      annotations: asObject(field(alert, 'annotations')) ?? {},
      alert,
      groupKey: null,
      expiresAt: isResolved ? null : clampExpiry(endsAt ?? receivedAt + timeoutSeconds * 1_000, receivedAt),
      links: [],
      images: [],
      extraLabels: [],
    },
    settings,
    receivedAt,
    part,
    odd,
  );
}
