import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import { readJson } from '../reading/read-body.ts';
import { jsonReply, retryAfter } from '../reply.ts';
import { type CommonSettings, commonFields, commonSettings } from '../settings.ts';
import type { Outcome, ParseResult, Reply, SourceRequest, SourceType } from '../source.ts';

/** Where its senders post to: the key and a routing key follow. */
export const victoropsPath = '/integrations/generic/20131114/alert';

/** A drop-in for the REST endpoint of VictorOps, now Splunk On-Call. */
export const victoropsRest: SourceType = {
  type: 'victorops-rest',
  title: 'Splunk On-Call (VictorOps)',
  description: 'Anything that can send to the VictorOps REST endpoint: change the host, and use this source’s key.',
  endpoints: [
    {
      method: 'POST',
      path: `${victoropsPath}/{key}/routing-key`,
      description: 'One alert. The routing key, if any, becomes a label.',
    },
    { method: 'POST', path: '/in/{key}', description: 'The same, without a routing key.' },
  ],
  readsHeaders: [],
  settings: { schema: commonSettings, fields: commonFields },
  setup: (baseUrl, key) => [
    {
      title: 'Change the address',
      text: 'Alertmanager has it as victorops_api_url, with the key as api_key. The routing key may stay: routes can read it as the label routing_key.',
      code: `${baseUrl}${victoropsPath}/`,
    },
    { title: 'Use this key', text: 'As the API key. It is a secret.', code: key },
    {
      title: 'Or try it',
      text: 'The same with message_type RECOVERY resolves it.',
      language: 'shell',
      code: `curl -H 'Content-Type: application/json' ${baseUrl}${victoropsPath}/${key}/everyone -d '{
  "message_type": "WARNING", "entity_id": "evenkeel-test", "entity_display_name": "A test alert"}'`,
    },
  ],
  parse(request, settings) {
    const json = readJson(request);
    if (!('value' in json)) return json.rejected;
    const body = asObject(json.value);
    if (body !== null) return readAlert(body, request, settings);
    const detail = 'The body is not a JSON object.';
    return { kind: 'rejected', status: 400, code: 'invalid_alert', detail, errors: [detail] };
  },
  reply,
};

/** INFO is a line in the timeline of its senders and never an incident. */
const actions: Record<string, SignalAction> = {
  CRITICAL: 'trigger',
  WARNING: 'trigger',
  INFO: 'change',
  ACKNOWLEDGEMENT: 'acknowledge',
  RECOVERY: 'resolve',
};
/** Known by their meaning: what else is sent becomes a label. */
const named = ['message_type', 'entity_display_name', 'state_message', 'entity_id', 'state_start_time', 'timestamp'];

function readAlert(body: JsonObject, request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  const word = asText(field(body, 'message_type')).trim().toUpperCase();
  const known = Object.hasOwn(actions, word);
  if (!known) noteOdd(odd, 'message_type', 'It is none of CRITICAL, WARNING, INFO, ACKNOWLEDGEMENT and RECOVERY.');
  const action = known ? actions[word]! : 'trigger';
  const entity = anyText(field(body, 'entity_id'), 4_096).trim();
  const message = asText(field(body, 'state_message'));
  const name = firstText(field(body, 'entity_display_name'), entity, message.split('\n', 1)[0]);
  const severity = action === 'trigger' ? (readSeverity(word, settings.severityMap) ?? settings.defaultSeverity) : null;
  const signal = finishSignal(
    {
      action,
      dedupKey: entity || (action === 'trigger' ? request.assignedKey : name),
      title: name || 'VictorOps alert',
      description: message,
      severity: severity ?? null,
      labels: [
        ['routing_key', routingKeyOf(request.path)],
        ...Object.entries(body).filter(([label]) => !named.includes(label)),
      ],
      occurredAt: readMoment(field(body, 'state_start_time') ?? field(body, 'timestamp')),
    },
    request.receivedAt,
    '',
    odd,
  );
  return { kind: 'signals', signals: [signal], odd, errors: [] };
}

function routingKeyOf(path: string): string {
  const routing = path.replace(/^\/|\/$/g, '');
  try {
    return decodeURIComponent(routing);
  } catch {
    return routing;
  }
}

/** Answers as VictorOps does; its senders retry server errors and nothing else. */
function reply(outcome: Outcome): Reply {
  const failure = (status: number, message: string, headers = {}) =>
    jsonReply(status, { result: 'failure', messages: [message] }, headers);
  switch (outcome.kind) {
    case 'signals':
      return jsonReply(200, { result: 'success', entity_id: outcome.signals[0]?.dedupKey ?? '' });
    case 'ping':
      return jsonReply(200, { result: 'success' });
    case 'rejected':
      return failure(outcome.status, outcome.detail);
    case 'unknown-key':
      return failure(401, 'No source has this key.');
    case 'too-large':
      return failure(413, `The body may hold ${outcome.limitBytes} bytes at most.`);
    case 'too-many-requests':
    case 'unavailable':
      return failure(503, 'Send it again later.', retryAfter(outcome.retryAfterSeconds));
  }
}
