// Messages in the forms that chats take: many tools can write these and nothing else. Slack, Mattermost, Rocket.Chat,
// Teams, Discord, Google Chat, Telegram and others put the same few things into different boxes.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import { asObject, asText, field, type JsonObject } from '../../reading/json-value.ts';
import { readState } from '../action/states.ts';
import { pairOf } from '../leaves.ts';
import { isTitle } from '../title/choice.ts';
import { actionOfMark, withoutMarks } from '../title/marks.ts';
import { readTitle } from '../title/titles.ts';
import { tools } from '../title/words.ts';
import { htmlText } from './html-text.ts';
import { pairsOfLines } from './text-pairs.ts';

const textNames = [
  ...['title', 'activityTitle', 'fallback', 'pretext', 'content', 'text', 'message', 'subtitle', 'activitySubtitle'],
  ...['description', 'markdown', 'activityText', 'summary', 'plain_text', 'body', 'formattedBody', 'html'],
];
const boxNames = [
  ...[
    'header',
    'title',
    'card',
    'cards',
    'cardsV2',
    'blocks',
    'embeds',
    'attachments',
    'sections',
    'content',
    'body',
    'text',
  ],
  ...['zh_cn', 'zhCn', 'en_us', 'enUs', 'ja_jp', 'jaJp'],
  ...['markdown', 'post', 'elements', 'items', 'columns', 'widgets', 'textParagraph', 'facts', 'fields'],
];
const pairBoxes = new Set(['facts', 'fields', 'widgets']);
const messageOnly =
  /^(?:text|content|username|channel|icon_\w+|mrkdwn|link_names|alias|avatar\w*|emoji|parse_mode|chat_id|msg_?type|msgType|roomId|room_id|as_user|thread_ts|tts|disable_\w+|props|type|token|to|from|summary|markdown|at|message_format|notify|color|unfurl_\w+|attachments|blocks|response_type|user|version|thread)$/;

type Found = { texts: string[]; facts: Record<string, unknown>; colours: string[]; links: string[]; left: number };

/** The message as an object with title, text and facts; null for what is no message. */
export function readChatMessage(body: JsonObject): JsonObject | null {
  if (!isMessage(body)) return null;
  if (field(body, 'parse_mode') === 'HTML')
    return readChatMessage({ ...body, parse_mode: '', text: htmlText(asText(field(body, 'text'))) });
  const found: Found = { texts: [], facts: {}, colours: [], links: [], left: 300 };
  collect(body, 0, found);
  if (found.texts.length === 0 && Object.keys(found.facts).length === 0) return null;
  const lines = found.texts
    .map((text) => withoutMarks(text.split('\n', 1)[0]!.slice(0, 2_000)))
    .filter((line) => line !== '');
  const named = Object.entries(found.facts).find(([name]) =>
    /^(?:message|summary|alert|alert ?name|title|problem|subject|check|monitor|rule|description|issue)$/i.test(name),
  )?.[1];
  const candidates = found.texts.flatMap((text) => text.split('\n', 3).map((line) => line.slice(0, 2_000)));
  const titles = candidates
    .map((text) => text.trim().replace(/^\*{1,2}([^*]{1,300})\*{1,2}$/, '$1'))
    .filter((text) => isTitle(withoutMarks(text)) && !isFact(text, found.facts) && !tools.test(withoutMarks(text)));
  const first = titleOfEmbed(body, titles) ?? titles.find((text) => !isOfSender(text, body)) ?? titles[0];
  const title = nameOfCheck(first, found.facts) || first || asText(named) || lines[0] || '';
  return {
    title,
    text: [...new Set(found.texts)].join('\n').slice(0, 20_000),
    ...stateOf(title, found),
    link: found.links[0],
    facts: found.facts,
  };
}

/** The title of the one embed below a line of Discord, which often only calls people; undefined for any other message. */
function titleOfEmbed(body: JsonObject, titles: readonly string[]): string | undefined {
  const embeds = field(body, 'embeds');
  const title = Array.isArray(embeds) && embeds.length === 1 ? asText(field(asObject(embeds[0]) ?? {}, 'title')) : '';
  return asText(field(body, 'content')) === '' ? undefined : titles.find((text) => text === title.trim());
}

/** What an outside check is called, where the title only says what it got for an answer: that differs each time. */
function nameOfCheck(title: string | undefined, facts: Record<string, unknown>): string {
  if (title === undefined || !answers.test(title)) return '';
  const entries = Object.entries(facts);
  if (!entries.some(([name, value]) => /^(?:\w+ )?(?:type|status|state)$/i.test(name) && readState(value) !== null))
    return '';
  return asText(entries.find(([name]) => /^(?:name|(?:monitor|check|site)(?: name)?)$/i.test(name))?.[1]);
}
const answers =
  /^(?:HTTP(?:S|\(S\))? \d{3}|\d{3} - |connection (?:timeout|timed out|refused|reset)|timeout|no response|host is (?:un)?reachable|dns (?:error|resolution)|ssl error|keyword (?:not )?found|ping )/i;

/** A line that is told among the facts and is no title such as `Problem: Disk full`. */
function isFact(text: string, facts: Record<string, unknown>): boolean {
  const [pair] = pairsOfLines(text, true);
  return (
    pair !== undefined && facts[pair[0]] === pair[1] && Object.keys(facts).length > 1 && readState(pair[0]) === null
  );
}

/** `GlitchTip Alert` of the sender `GlitchTip`: that there is one, and not what it is. */
function isOfSender(text: string, body: JsonObject): boolean {
  const headline = /^(.{1,40}?) (?:alerts?|notifications?|monitoring|updates?|bot)\W{0,3}$/i.exec(withoutMarks(text));
  return (
    headline !== null &&
    ['alias', 'username', 'user', 'name', 'sender'].some(
      (name) => asText(field(body, name)).toLowerCase().trim() === headline[1]!.toLowerCase(),
    )
  );
}

function isMessage(body: JsonObject): boolean {
  if (field(body, '@type') === 'MessageCard' || field(body, 'type') === 'AdaptiveCard') return true;
  const hasList = (name: string) => {
    const list = field(body, name);
    return Array.isArray(list) && list.length > 0 && list.every((item) => asObject(item) !== null);
  };
  if (hasList('embeds') || hasList('cardsV2') || hasList('blocks')) return true;
  const hasOwnName = ['title', 'subject', 'alertname'].some((name) => asText(field(body, name)) !== '');
  if (hasList('attachments') || hasList('cards')) return !hasOwnName;
  const names = Object.keys(body);
  const hasText = ['text', 'content', 'markdown'].some((name) => field(body, name) !== undefined);
  return hasText && names.length <= 12 && names.every((name) => messageOnly.test(name));
}

function collect(object: JsonObject, depth: number, found: Found) {
  if (depth > 8 || found.left-- <= 0) return;
  for (const name of ['color', 'colour', 'themeColor', 'cardColor', 'accentColor']) {
    const colour = asText(field(object, name));
    if (colour !== '') found.colours.push(colour);
  }
  for (const name of ['title_link', 'url', 'link']) {
    const link = asText(field(object, name));
    if (/^https?:/i.test(link)) found.links.push(link);
  }
  for (const name of textNames) {
    const text = field(object, name);
    if (typeof text === 'string' && text.trim() !== '') addText(text.slice(0, 10_000), found);
  }
  for (const name of boxNames) {
    const box = field(object, name);
    if (Array.isArray(box) && box.length > 0 && box.every(Array.isArray)) {
      addText(textOfRows(box as unknown[][]), found);
      continue;
    }
    const items = Array.isArray(box) ? box.slice(0, 50) : [box];
    for (const item of items) {
      const inner = asObject(item);
      if (inner === null) {
        if (Array.isArray(box) && typeof item === 'string') addText(item.slice(0, 10_000), found);
        continue;
      }
      const boxed = pairBoxes.has(name)
        ? (asObject(field(inner, 'decoratedText')) ?? asObject(field(inner, 'keyValue')) ?? inner)
        : inner;
      const pair = pairBoxes.has(name) ? pairOf(boxed) : null;
      // "Shop's status was updated": "**Status:** Down": a sentence, and what it says.
      const told =
        pair !== null && /\S \S+ \S+ \S/.test(pair[0]) ? pairsOfLines(String(pair[1]).slice(0, 500), false) : [];
      if (pair !== null && told.length > 0) {
        found.texts.push(pair[0]);
        for (const [fact, value] of told) found.facts[fact] ??= value;
      } else if (pair !== null)
        found.facts[pair[0]] ??= typeof pair[1] === 'string' ? withoutMarks(pair[1].slice(0, 500)) : pair[1];
      else collect(boxed, depth + 1, found);
    }
  }
}

/** Lines that are lists of pieces: `[[{"tag": "text", "text": "Host: "}, {"tag": "text", "text": "web-1"}]]`. */
const textOfRows = (rows: unknown[][]) =>
  rows
    .slice(0, 50)
    .map((row) =>
      row
        .slice(0, 20)
        .map((piece) => asText(field(asObject(piece) ?? {}, 'text')).slice(0, 1_000))
        .join(''),
    )
    .join('\n')
    .slice(0, 10_000);

/** A text is told as it is; its lines `*Host:* web-1` are facts, and so is a bold name with its value below. */
function addText(marked: string, found: Found) {
  const text = marked.replace(/<\/?font\b[^>\n]{0,80}>/gi, '');
  const below = /^\s*\*{1,2}([^*\n]{1,60}?):?\*{1,2}:?[ \t]*\n([\s\S]{1,1000})$/.exec(text);
  if (below !== null && pairsOfLines(below[2]!, true).length === 0) {
    found.facts[below[1]!.trim()] ??= below[2]!.trim();
    return;
  }
  const pairs = pairsOfLines(text, false);
  for (const [name, value] of pairs) found.facts[name] ??= value;
  if (pairs.length === 0 || text.trim().split('\n').length > pairs.length) found.texts.push(text.trim());
}

/** The state that the title does not say: of another text, of the colour. Facts speak for themselves. */
function stateOf(title: string, { texts, facts, colours }: Found): { state?: SignalAction } {
  if (readTitle(title).action !== null) return {};
  if (Object.keys(facts).some((name) => /^(?:\w+ )?(?:state|status)$/i.test(name))) return {};
  for (const text of texts.slice(0, 20)) {
    const line = text.split('\n', 1)[0]!.slice(0, 400);
    if (/^\W*(?:alert|alarm|problem|incident|notification|event)s?\W*$/i.test(line)) continue;
    const action = readState(withoutMarks(line)) ?? readTitle(line).action ?? actionOfMark(line);
    if (action !== null) return { state: action };
  }
  for (const colour of colours) {
    const action = actionOfColour(colour);
    if (action !== null) return { state: action };
  }
  return {};
}

/** Green says that it is over, in the words of chats and in any shade. */
function actionOfColour(colour: string): SignalAction | null {
  if (/^(?:good|green|success)$/i.test(colour)) return 'resolve';
  if (/^(?:danger|warning|attention|red|orange|yellow)$/i.test(colour)) return 'trigger';
  const hex =
    /^\d{1,8}$/.test(colour) && !/^\d{6}$/.test(colour)
      ? Number(colour).toString(16).padStart(6, '0')
      : colour.replace('#', '');
  if (!/^[0-9a-f]{6}$/i.test(hex)) return null;
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  if (green > red * 1.3 && green >= blue) return 'resolve';
  return red > green && red > blue ? 'trigger' : null;
}
