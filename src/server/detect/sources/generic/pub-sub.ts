import { asObject, asText, field, type JsonObject } from '../json-value.ts';
import { parseJson } from '../read-body.ts';

/** Opens what Google Cloud Pub/Sub pushes: the message is JSON as base64 text. */
export function openPubSubEnvelope(item: JsonObject): JsonObject {
  const message = asObject(field(item, 'message'));
  if (message === null || asText(field(item, 'subscription')) === '') return item;
  const json = parseJson(Buffer.from(asText(field(message, 'data')), 'base64').toString('utf8'));
  return ('value' in json ? asObject(json.value) : null) ?? item;
}
