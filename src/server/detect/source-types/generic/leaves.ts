import { asObject, asText, field, type JsonObject } from '../reading/json-value.ts';
import { parseJson } from '../reading/read-body.ts';
import { nameWords } from './field-names.ts';
import { remembered } from './remembered.ts';
import { pairsOfLines } from './text-pairs.ts';

/** One value of a body and where it stands. */
export type Leaf = {
  /** From the top, such as `labels.host`; facts and tags stand under their own names. */
  path: string;
  /** The words of its own name and of the object around it, in lower case. */
  own: string[];
  owner: string[];
  value: string | number | boolean;
  depth: number;
};

const noOwner: string[] = [];
const most = 500;
const deepest = 7;
/** Longer texts are read by their beginning. */
const longest = 20_000;
const nameFields = ['name', 'key', 'title', 'label', 'topLabel', 'k', 'field', 'Name', 'Key'];
const valueFields = ['value', 'content', 'text', 'v', 'val', 'Value'];
/** What only wraps a body: its name says nothing of what is in it. */
const wrappers = new Set(
  'data body payload detail details attributes properties essentials context fields labels tags annotations dimensions facts metadata extra custom_details params parameters message notification messages alerts events items records result results after current new 0 1 2'.split(
    ' ',
  ),
);
const isWrapper = remembered((name) => wrappers.has(name.toLowerCase()));

/** What a name is of comes before these: `affected_entity_list`, `alarmObjInfo`, `event-data`. */
const boxes = /^(?:list|info|data|obj)$/;

/** The values of a body, nearest first and by name within one depth, whatever the order they were sent in. */
export function leavesOf(root: JsonObject): Leaf[] {
  const leaves: Leaf[] = [];
  let level: { path: string; name: string; value: unknown; owner: string[] }[] = entriesOf(root, '', noOwner);
  for (let depth = 0; level.length > 0 && depth < deepest && leaves.length < most; depth++) {
    const next: typeof level = [];
    for (const { path, name, value, owner } of level) {
      if (leaves.length >= most) break;
      if (typeof value === 'object' && value !== null) {
        if (isPast(name)) continue;
        const inside = isWrapper(name) ? owner : nameWords(name).filter((word) => !boxes.test(word));
        if (next.length < most) next.push(...innerEntries(path, name, value, inside.length === 0 ? owner : inside));
        continue;
      }
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      if (typeof value === 'string' && isPlaceholder(value)) continue;
      const tags = typeof value === 'string' && isTagList(name) ? pairsOfTags(value.split(',', 100)) : [];
      if (tags.length > 0 && next.length < most) {
        next.push(...tags.map(([tag, text]) => ({ path: `${path}.${tag}`, name: tag, value: text as unknown, owner })));
        continue;
      }
      const kept = typeof value === 'string' && value.length > longest ? value.slice(0, longest) : value;
      leaves.push({ path, own: nameWords(name), owner, value: kept, depth });
      if (typeof value === 'string' && value.includes('\n') && isProse(name)) {
        for (const [fact, text] of pairsOfLines(value, false))
          next.push({ path: `${path}.${fact}`, name: fact, value: text as unknown, owner });
      }
    }
    level = next;
  }
  return leaves;
}

/** What was said before: none of it speaks of now. */
const isPast = remembered((name) =>
  /^(?:incident_?updates|updates|history|timeline|log_?entries|comments|notes|assignments|assignees|responders|acknowledgements|previous\w*|old\w*|changes?_?from|first_trigger_log_entry|last_status_change_by|pending_actions|stacktrace|frames|breadcrumbs|previous_attributes|escalation_policy|teams|watchers|subscribers|before|subscription)$/i.test(
    name,
  ),
);

const isProse = remembered((name) =>
  /^(?:message|msg|text|body|body-plain|description|details?|content|output|summary|comment|alert_?message|messagebody|long_?output)$/i.test(
    name,
  ),
);

const byName = (one: { path: string }, other: { path: string }) =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : 0;

function entriesOf(object: JsonObject, path: string, owner: string[]) {
  const names = Object.keys(object);
  return names
    .slice(0, 1_000)
    .map((name) => ({ path: path === '' ? name : `${path}.${name}`, name, value: opened(name, object[name]), owner }))
    .sort(byName);
}

function innerEntries(path: string, name: string, value: object, owner: string[]) {
  if (!Array.isArray(value)) return entriesOf(value as JsonObject, path, owner);
  const items: unknown[] = value.slice(0, 30);
  if (items.length > 0 && items.every((item) => typeof item === 'string')) {
    const tags = pairsOfTags(items as string[]);
    if (tags.length > 0)
      return tags.map(([tag, text]) => ({ path: `${path}.${tag}`, name: tag, value: text as unknown, owner }));
    return [{ path, name, value: (items as string[]).join(', ').slice(0, 500) as unknown, owner }];
  }
  return items.flatMap((item, at) => {
    const object = asObject(item);
    const pair = object === null || hasState(object) ? null : pairOf(object);
    if (pair !== null) return [{ path: `${path}.${pair[0]}`, name: pair[0], value: pair[1], owner }];
    return [{ path: `${path}.${at}`, name: String(at), value: item, owner }];
  });
}

/** A thing that has a name and a value and is said to be well or not is more than a pair. */
const hasState = (object: JsonObject) =>
  Object.entries(object)
    .slice(0, 20)
    .some(
      ([name, value]) =>
        /^(?:in|is)?[_ ]?(?:alarm|alert|firing|triggered|active)$/i.test(name) &&
        /^(?:true|false)$/i.test(String(value)),
    );

/** `{"name": "host", "value": "web-1"}` and the like. */
export function pairOf(object: JsonObject): [string, unknown] | null {
  for (const valueName of valueFields) {
    const value = field(object, valueName);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    for (const nameName of nameFields) {
      const name = asText(field(object, nameName))
        .replace(/[:*\s]{1,20}$/, '')
        .replace(/^[*\s]{1,20}/, '');
      if (nameName !== valueName && name !== '' && name.length <= 80) return [name, value];
    }
  }
  return null;
}

const isTagList = remembered((name) =>
  /^(?:\w*[_ ]?(?:tags?(?:_\d{1,2})?|labels?|scope|dimensions?|hosttags|alert_?group|group_?key_?values))$/i.test(name),
);

/** The `name:value` and `name=value` in a list of tags; none when no item is one. */
function pairsOfTags(items: string[]): [string, string][] {
  return items.flatMap((item): [string, string][] => {
    const bare = item
      .trim()
      .slice(0, 300)
      .replace(/^\{|\}$/g, '');
    const pair = /^\s?([\p{L}][\p{L}\p{N}_. -]{0,60})[:=]([^\s].{0,200})$/u.exec(bare);
    return pair === null || pair[2]!.startsWith('//') ? [] : [[pair[1]!.trim(), pair[2]!.trim()]];
  });
}

/** What a sender did not fill in. */
const isPlaceholder = (value: string) =>
  value.trim() === '' ||
  (value.length < 80 &&
    /^\s*[$%*{nu]/i.test(value) &&
    /^(?:\$[A-Z_.]{2,60}|\{\{.{0,60}\}\}|%\w{1,40}%?|\*.{0,20}\*|\{[A-Z.]{2,40}\}|null|none|n\/a|undefined)$/i.test(
      value.trim(),
    ));

const isCarrier = remembered((name) =>
  /^(?:message|payload|data|body|alert|detail|details|event|content|incident|text|json|raw)$/i.test(name),
);

/** JSON that was put into a text. */
function opened(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !isCarrier(name) || !/^\s{0,10}[{[]["{[\s]/.test(value) || value.length > 200_000)
    return value;
  const json = parseJson(value);
  return 'value' in json && typeof json.value === 'object' ? json.value : value;
}
