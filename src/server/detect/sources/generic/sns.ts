import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { asObject, asText, field, type JsonObject } from '../json-value.ts';
import { parseJson } from '../read-body.ts';

/**
 * Opens the envelope of Amazon SNS, which carries the alarm as JSON text in `Message`. A request to confirm a
 * subscription is no alert: it becomes a change whose link an administrator opens. Nothing is ever fetched from here.
 */
export function openSnsEnvelope(item: JsonObject, part: string, odd: OddPart[]): JsonObject {
  if (field(item, 'TopicArn') === undefined) return item;
  const type = field(item, 'Type');
  const message = asText(field(item, 'Message'));
  if (type === 'SubscriptionConfirmation' || type === 'UnsubscribeConfirmation') {
    noteOdd(odd, part, 'Amazon SNS asks for a confirmation: open the link of this signal if you expect it.');
    const topic = field(item, 'TopicArn');
    return { title: message, state: 'change', link: field(item, 'SubscribeURL'), labels: { topic }, dedup_key: topic };
  }
  if (type !== 'Notification') return item;
  const json = message.trimStart().startsWith('{') ? parseJson(message) : null;
  const alarm = json !== null && 'value' in json ? asObject(json.value) : null;
  return alarm ?? { title: firstOf(item, 'Subject', 'Message'), description: message, topic: field(item, 'TopicArn') };
}

function firstOf(item: JsonObject, ...names: string[]): string {
  return names.map((name) => asText(field(item, name))).find((text) => text.trim() !== '') ?? '';
}
