import { asObject, asText, field, type JsonObject } from '../reading/json-value.ts';
import { parseJson } from '../reading/read-body.ts';
import { readEventName } from './action/states.ts';
import { pairsOfLines } from './bodies/text-pairs.ts';
import { nameWords } from './words/field-names.ts';
import { remembered } from './words/remembered.ts';

/** One value of a body and where it stands. */
export type Leaf = {
  /** From the top, such as `labels.host`; facts and tags stand under their own names. */
  path: string;
  /** The words of its own name and of the object around it, in lower case. */
  own: string[];
  owner: string[];
  /** The words of its own name with blanks between them. */
  name: string;
  value: string | number | boolean;
  depth: number;
};

type Entry = { path: string; name: string; value: unknown; owner: string[] };

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

/** What a name is of comes before these: `affected_entity_list`, `alarmObjInfo`, `entitySnapshot`. */
const boxes = /^(?:list|info|data|obj)$/;
const boxesOfThings = /^(?:snapshot|ref|summary|context)$/;

/** The words of what an object is of. */
function wordsOfBox(name: string): string[] {
  const words = nameWords(name).filter((word) => !boxes.test(word));
  return words.length > 1 && boxesOfThings.test(words.at(-1)!) ? words.slice(0, -1) : words;
}

/** What the name of a field says of what is in it. */
const aboutName = remembered((name: string) => ({
  words: nameWords(name),
  whole: nameWords(name).join(' '),
  wordsOfBox: wordsOfBox(name),
  isWrapper: wrappers.has(name.toLowerCase()),
  isPast: past.test(name),
  isProse: prose.test(name),
  isTagList: tagList.test(name),
  isCarrier: carrier.test(name),
  isEventOfAlert: /alert|alarm|incident/i.test(name) && /^(?:trigger|resolve)$/.test(readEventName(name) ?? ''),
  isAlarm: /^(?:alarm|alert|fault)$/i.test(name),
}));

/** The values of a body, nearest first and by name within one depth, whatever the order they were sent in. */
export function leavesOf(root: JsonObject): Leaf[] {
  const leaves: Leaf[] = [];
  let level: Entry[] = entriesOf(root, '', noOwner);
  for (let depth = 0; level.length > 0 && depth < deepest && leaves.length < most; depth++) {
    const next: Entry[] = [];
    for (const { path, name, value, owner } of level) {
      if (leaves.length >= most) break;
      const about = aboutName(name);
      if (typeof value === 'object' && value !== null) {
        if (about.isPast) continue;
        const inside = about.isWrapper ? owner : about.wordsOfBox;
        if (next.length < most) next.push(...innerEntries(path, name, value, inside.length === 0 ? owner : inside));
        continue;
      }
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      if (typeof value === 'string' && isPlaceholder(value) && !(about.isAlarm && /^none$/i.test(value))) continue;
      const tags = typeof value === 'string' && about.isTagList ? pairsOfTags(value.split(',', 100)) : [];
      if (tags.length > 0 && next.length < most) {
        next.push(...tags.map(([tag, text]) => ({ path: `${path}.${tag}`, name: tag, value: text as unknown, owner })));
        continue;
      }
      const kept = typeof value === 'string' && value.length > longest ? value.slice(0, longest) : value;
      leaves.push({ path, own: about.words, owner, name: about.whole, value: kept, depth });
      if (typeof value === 'string' && value.includes('\n') && about.isProse) {
        for (const [fact, text] of pairsOfLines(value, false))
          next.push({ path: `${path}.${fact}`, name: fact, value: text as unknown, owner });
      }
    }
    level = next;
  }
  return leaves;
}

/** What was said before: none of it speaks of now. */
const past =
  /^(?:incident_?updates|updates|history|timeline|log_?entries|comments|notes|assignments|assignees|responders|acknowledgements|previous\w*|old\w*|changes?_?from|first_trigger_log_entry|last_status_change_by|pending_actions|stacktrace|frames|breadcrumbs|previous_attributes|escalation_policy|teams|watchers|subscribers|before|subscription)$/i;

const prose =
  /(?:^|[a-z][_-])(?:message|msg|text|body|body-plain|description|details?|content|output|summary|comment|alert_?message|messagebody|long_?output)$/i;

const byName = (one: { path: string }, other: { path: string }) =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : 0;

function entriesOf(object: JsonObject, path: string, owner: string[], isKind = false): Entry[] {
  const names = Object.keys(object).slice(0, 1_000);
  const kinds = path === '' && !isKind ? kindsOf(object, names) : noKinds;
  const pairs = splitPairs(object, names);
  return names
    .filter((name) => !pairs.parts.has(name))
    .flatMap((name) => {
      const value = opened(name, object[name]);
      const inner = kinds.has(name) ? asObject(value) : null;
      if (inner !== null) return entriesOf(inner, '', ownerOfKind(name, owner), true);
      const happened =
        typeof value === 'object' && value !== null && aboutName(name).isEventOfAlert ? asObject(value) : null;
      if (happened !== null && names.length < 6 && !names.some(isNameOfEvent) && Object.keys(happened).length > 2)
        return [
          { path: 'event', name: 'event', value: name.slice(name.lastIndexOf(':') + 1), owner: noOwner },
          ...entriesOf(happened, '', ownerOfKind(name, owner), true),
        ];
      return [{ path: path === '' ? name : `${path}.${name}`, name, value, owner }];
    })
    .concat(pairs.found.map(([name, value]) => ({ path: `${path}.${name}`, name, value, owner })))
    .sort(byName);
}

const isNameOfEvent = (name: string) => /^(?:event|type|action|event_?type|event_?name)$/i.test(name);

const noKinds: ReadonlySet<string> = new Set();

/** `{"event_type": "incident.created", "incident.created": {…}}`: an object that is called as its kind is what the body is. */
function kindsOf(object: JsonObject, names: string[]): ReadonlySet<string> {
  if (names.length > 12 || !names.some((name) => name.includes('.') || name.includes('_'))) return noKinds;
  const texts = new Set(names.map((name) => object[name]).filter((value) => typeof value === 'string'));
  const kinds = names.filter((name) => /[._]/.test(name) && texts.has(name) && asObject(object[name]) !== null);
  return kinds.length === 1 ? new Set(kinds) : noKinds;
}

const problemWords = /^(?:incident|alert|alarm|problem|issue|case|event)$/;
const ownerOfKind = (name: string, owner: string[]) => {
  const word = nameWords(name).find((each) => problemWords.test(each));
  return word === undefined ? owner : nameWords(word);
};

type SplitPairs = { found: [string, unknown][]; parts: Set<string> };
const noPairs: SplitPairs = { found: [], parts: new Set() };
const keyPart = /^(?:(.{2,40}?)[_ ]?)(keys?|fields?|names?)$/i;

/** `group_by_field: "host", group_by_value: "web-1"` and `groupKeys: ["host"], groupValues: ["web-1"]`: a pair in two fields. */
function splitPairs(object: JsonObject, names: string[]): SplitPairs {
  if (!names.some(endsInValue)) return noPairs;
  const pairs: SplitPairs = { found: [], parts: new Set() };
  for (const name of names) {
    const [, stem, kind] = keyPart.exec(name) ?? [];
    if (
      stem === undefined ||
      (/^names?$/i.test(kind!) && !/group|label|tag|dimension|facet|attribute|propert/i.test(stem))
    )
      continue;
    const other = names.find((each) => /^[_ ]?values?$/i.test(each.slice(stem.length)) && each.startsWith(stem));
    if (other === undefined) continue;
    const [keys, values] = [name, other].map((each) => [object[each]].flat());
    if (
      keys!.length !== values!.length ||
      keys!.length === 0 ||
      !keys!.every((key) => typeof key === 'string' && isNameOfField(key))
    )
      continue;
    if (values!.some((value) => typeof value !== 'string')) continue;
    pairs.parts.add(name).add(other);
    pairs.found.push(...keys!.map((key, at): [string, unknown] => [key as string, values![at]]));
  }
  return pairs;
}

const endsInValue = remembered((name) => /[a-z\d][_ ]?values?$/i.test(name));
const isNameOfField = (text: string) => /^\p{L}[\p{L}\p{N}_. -]{0,60}$/u.test(text);

function innerEntries(path: string, name: string, value: object, owner: string[]) {
  if (!Array.isArray(value)) return entriesOf(value as JsonObject, path, owner);
  const items: unknown[] = value.slice(0, 30);
  if (items.length > 0 && items.every((item) => typeof item === 'string')) {
    const tags = pairsOfTags(items as string[]);
    if (tags.length > 0)
      return tags.map(([tag, text]) => ({ path: `${path}.${tag}`, name: tag, value: text as unknown, owner }));
    return [{ path, name, value: (items as string[]).join(', ').slice(0, 500) as unknown, owner }];
  }
  // `[["host", "web-1"], ["state", "down"]]`
  const listed = items.map((item) => (Array.isArray(item) && item.length === 2 ? (item as unknown[]) : []));
  if (items.length > 1 && listed.every(([key]) => typeof key === 'string' && isNameOfField(key)))
    return listed.map(([key, inner]) => ({ path: `${path}.${String(key)}`, name: String(key), value: inner, owner }));
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
    const value = bareValue(field(object, valueName));
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

/** `web-1` of `{"stringValue": "web-1"}`, as OpenTelemetry writes values. */
function bareValue(value: unknown): unknown {
  const object = asObject(value);
  const [name, ...more] = object === null ? [] : Object.keys(object);
  return name !== undefined && more.length === 0 && /^(?:string|int|bool|double)_?value$/i.test(name)
    ? object![name]
    : value;
}

const tagList =
  /^(?:\w*[_ ]?(?:tags?(?:_\d{1,2})?|labels?|scope|dimensions?|hosttags|alert_?group|group_?key_?values))$/i;

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

const carrier =
  /^(?:message|payload|data|body|alert|alarm|detail|details|event|content|incident|ticket|issue|entity|object|record|notification|text|json|raw|raw_?request)$/i;

/** `{"type": "Text", "value": "web-1"}`, as context brokers write values. */
const typedValue = (value: object): unknown =>
  Object.hasOwn(value, 'value') &&
  Object.hasOwn(value, 'type') &&
  /^(?:Text|String|Number|Integer|Float|Boolean|DateTime|Property)$/.test(asText((value as JsonObject).type)) &&
  typeof (value as JsonObject).value !== 'object'
    ? (value as JsonObject).value
    : value;

/** JSON that was put into a text. */
function opened(name: string, value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return typedValue(value);
  if (
    typeof value !== 'string' ||
    value.length > 200_000 ||
    !/^\s{0,10}[{[]["{[\s]/.test(value) ||
    !aboutName(name).isCarrier
  )
    return value;
  const json = parseJson(value);
  return 'value' in json && typeof json.value === 'object' ? json.value : value;
}
