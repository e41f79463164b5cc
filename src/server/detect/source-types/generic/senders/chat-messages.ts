import { field, type JsonObject } from '../../reading/json-value.ts';
import { textAt, type UsualForm } from './usual-form.ts';

/** ntfy counts priority upwards: 5 is the highest, 3 the usual one. */
const ntfySeverities: Record<string, string> = { 5: 'critical', 4: 'high', 2: 'low', 1: 'low' };

export function ntfy(body: JsonObject): UsualForm | null {
  const priority = textAt(body, 'priority');
  const [topic, message] = [textAt(body, 'topic'), textAt(body, 'message')];
  if (topic === '' || message === '' || !/^[1-5]$/.test(priority)) return null;
  return {
    title: textAt(body, 'title') || message,
    description: message,
    severity: ntfySeverities[priority],
    link: textAt(body, 'click'),
  };
}

/** A message of a chat's bot, sent to the wrong address. */
export function telegram(body: JsonObject): UsualForm | null {
  if (typeof field(body, 'update_id') !== 'number') return null;
  return { title: `Telegram update: ${textAt(body, 'message.text|callback_query.data')}`, state: 'change' };
}
