import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { cloudEventHeaders } from '../generic/bodies/envelopes.ts';
import { genericSignals, parseGeneric, tooMany } from '../generic/generic.ts';
import { groupSignals, isAlertGroup } from '../reading/alert-group.ts';
import { field } from '../reading/json-value.ts';
import { readJson } from '../reading/read-body.ts';
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
  readsHeaders: cloudEventHeaders,
  settings: { schema: commonSettings, fields: commonFields },
  setup: alertmanagerWebhookSetup,
  parse(request, settings) {
    const json = readJson(request);
    return 'value' in json ? parseAlertGroup(json.value, request, settings) : parseGeneric(request, settings);
  },
  reply: (outcome) => (outcome.kind === 'signals' || outcome.kind === 'ping' ? emptyReply(200) : refusal(outcome)),
};

/** The signals of a group in Alertmanager's webhook shape; whatever has another shape is read as any JSON is. */
export function parseAlertGroup(value: unknown, request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  if (!isAlertGroup(value)) {
    noteOdd(odd, '', 'The body is not a group of alerts and was read by the usual names.');
    return genericSignals(value, settings, request, odd);
  }
  const alerts = field(value, 'alerts');
  if (Array.isArray(alerts) && alerts.length > maxSignalsPerRequest) return tooMany();
  return { kind: 'signals', signals: groupSignals(value, settings, request.receivedAt, odd), odd, errors: [] };
}
