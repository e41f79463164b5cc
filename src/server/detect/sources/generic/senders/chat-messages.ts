// Messages in the forms that chats take: many tools can write these and nothing else.
import { asObject, field, type JsonObject } from '../../json-value.ts';
import { valueAt } from '../paths.ts';
import { splitStatePrefix } from '../states.ts';
import { usualNames } from '../usual-names.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** Green in Slack's own word and its usual shades. */
const slackGreen = /^(good|#?(2eb886|2eb67d|36a64f|00ff00|008000))$/i;

/** A message for Slack or Mattermost: its text is the same for many, what it is about stands in its first part. */
export function slackMessage(body: JsonObject): UsualForm | null {
  const part = firstOf(body, 'attachments');
  const block = firstOf(body, 'blocks');
  if ((part === null && block === null) || textAt(body, 'title|subject|alertname') !== '') return null;
  if (part !== null && field(part, 'contentType') !== undefined) return null;
  const title =
    textAt(part ?? {}, 'title|fallback|pretext|text') || textAt(block ?? {}, 'text.text|text') || textAt(body, 'text');
  if (title === '') return null;
  const isGreen = slackGreen.test(textAt(part ?? {}, 'color'));
  return messageOf(title, joined('\n', textAt(body, 'text'), textAt(part ?? {}, 'text')), {
    facts: pairs(part, 'fields', 'title'),
    link: textAt(part ?? {}, 'title_link'),
    ...(isGreen && { state: 'resolve' }),
  });
}

/** A card for Microsoft Teams, the old form and the adaptive one. */
export function teamsCard(body: JsonObject): UsualForm | null {
  const adaptive = asObject(valueAt(body, 'attachments.0.content'));
  const isOld = field(body, '@type') === 'MessageCard';
  if (!isOld && !(adaptive !== null && field(adaptive, 'type') === 'AdaptiveCard')) return null;
  if (isOld) {
    const facts = pairs(asObject(valueAt(body, 'sections.0')), 'facts', 'name');
    return messageOf(textAt(body, 'title|summary|text'), textAt(body, 'text|sections.0.text'), { facts });
  }
  return messageOf(textAt(adaptive!, 'body.0.text'), textAt(adaptive!, 'body.1.text'), {});
}

export function discordMessage(body: JsonObject): UsualForm | null {
  const embed = firstOf(body, 'embeds');
  if (embed === null) return null;
  const title = textAt(embed, 'title|description') || textAt(body, 'content');
  return messageOf(title, textAt(embed, 'description'), {
    facts: pairs(embed, 'fields', 'name'),
    link: textAt(embed, 'url'),
  });
}

/** ntfy counts priority upwards: 5 is the highest, 3 the usual one. */
export function ntfy(body: JsonObject): UsualForm | null {
  const priority = textAt(body, 'priority');
  const [topic, message] = [textAt(body, 'topic'), textAt(body, 'message')];
  if (topic === '' || message === '' || !/^[1-5]$/.test(priority)) return null;
  const severities: Record<string, string> = { 5: 'critical', 4: 'high', 2: 'low', 1: 'low' };
  return messageOf(textAt(body, 'title') || message, message, { link: textAt(body, 'click') }, severities[priority]);
}

/** A message of a chat's bot, sent to the wrong address. */
export function telegram(body: JsonObject): UsualForm | null {
  if (typeof field(body, 'update_id') !== 'number') return null;
  return { title: `Telegram update: ${textAt(body, 'message.text|callback_query.data')}`, state: 'change' };
}

type Message = { facts?: Record<string, string>; link?: string; state?: string };

/** What a message is about is its title without a state in front, at the place that its facts name. */
function messageOf(
  title: string,
  description: string,
  { facts = {}, link, state }: Message,
  severity?: string,
): UsualForm {
  const prefixed = splitStatePrefix(title);
  const subject = prefixed?.rest ?? title;
  const places = Object.entries(facts).filter(
    ([name, value]) => placeNames.has(name.toLowerCase()) && !subject.includes(value),
  );
  return {
    title: subject,
    description: description === title ? '' : description,
    state: state ?? prefixed?.action ?? 'trigger',
    severity,
    dedup_key: joined(' | ', subject, ...places.map(([, value]) => value)),
    ...(link !== undefined && { link }),
    labels: facts,
  };
}

const placeNames: ReadonlySet<string> = new Set(usualNames.place);

function firstOf(body: JsonObject, name: string): JsonObject | null {
  const list = field(body, name);
  return Array.isArray(list) ? asObject(list[0]) : null;
}

function pairs(part: JsonObject | null, list: string, nameField: string): Record<string, string> {
  const found = part === null ? undefined : field(part, list);
  if (!Array.isArray(found)) return {};
  return Object.fromEntries(
    found.slice(0, 50).flatMap((each: unknown): [string, string][] => {
      const pair = asObject(each) ?? {};
      const [name, value] = [textAt(pair, nameField), textAt(pair, 'value')];
      return name === '' || value === '' ? [] : [[name, value]];
    }),
  );
}
