import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { parseAlertGroup } from '../alertmanager-webhook/alertmanager-webhook.ts';
import { cloudEventHeaders } from '../generic/bodies/envelopes.ts';
import { genericSignals, parseGeneric } from '../generic/generic.ts';
import { asObject, field } from '../reading/json-value.ts';
import { readJson } from '../reading/read-body.ts';
import { emptyReply, refusal } from '../reply.ts';
import { commonFields, commonSettings } from '../settings.ts';
import type { SourceType } from '../source.ts';
import { isLegacyAlert, legacySignal } from './legacy-alert.ts';
import { grafanaSetup } from './setup.ts';

/** Grafana's webhook contact point, and the notification channel of Grafana before 9. */
export const grafana: SourceType = {
  type: 'grafana',
  title: 'Grafana',
  description: 'Grafana Alerting through a webhook contact point; legacy alerting of older Grafana too.',
  endpoints: [
    { method: 'POST', path: '/in/{key}', description: 'The body of a webhook contact point.' },
    { method: 'PUT', path: '/in/{key}', description: 'The same.' },
  ],
  readsHeaders: cloudEventHeaders,
  settings: { schema: commonSettings, fields: commonFields },
  setup: grafanaSetup,
  parse(request, settings) {
    const json = readJson(request);
    if (!('value' in json)) return parseGeneric(request, settings);
    const body = asObject(json.value);
    const odd: OddPart[] = [];
    if (body === null || (!isLegacyAlert(body) && field(body, 'alerts') === undefined)) {
      noteOdd(odd, '', 'The body is not what Grafana sends and was read by the usual names.');
      return genericSignals(json.value, settings, request, odd);
    }
    if (!isLegacyAlert(body)) return parseAlertGroup(body, request, settings);
    const signals = [legacySignal(body, settings, request.receivedAt, odd)];
    return { kind: 'signals', signals, odd, errors: [] };
  },
  reply: (outcome) => (outcome.kind === 'signals' || outcome.kind === 'ping' ? emptyReply(200) : refusal(outcome)),
};
