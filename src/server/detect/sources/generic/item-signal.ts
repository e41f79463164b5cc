import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { isUnknownSeverity, readSeverity, type Severity } from '../../../../domain/detect/severity.ts';
import type { Signal, SignalAction, SignalLink } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, asText, field, type JsonObject } from '../json-value.ts';
import type { SourceRequest } from '../source.ts';
import { actionOf } from './action.ts';
import { conditionKey } from './condition-key.ts';
import type { GenericSettings } from './generic-settings.ts';
import { type Place, placesOf } from './identity.ts';
import { type Leaf, leavesOf, pairOf } from './leaves.ts';
import { firstUnder, likelyObjects, valueAt } from './paths.ts';
import { usualFormOf } from './senders/known-senders.ts';
import type { UsualForm } from './senders/usual-form.ts';
import { severityOf } from './severity-field.ts';
import { isLevelOfRest, readState } from './states.ts';
import { chooseTitle, messageOf, senderOfHeadline, titleOfPlaces, withPlace } from './title-choice.ts';
import { readTitle } from './titles.ts';
import { usualNames } from './usual-names.ts';

/** What a signal needs to know of its request. */
export type Arrival = Pick<SourceRequest, 'assignedKey' | 'receivedAt'>;

/** What was read of one object, before the settings of the source and the caps of a signal. */
type Reading = {
  action: SignalAction;
  title: string;
  /** The title as it was sent. */
  rawTitle: string;
  key: string;
  severity: Severity | null;
  unknownSeverity: string;
};

/**
 * The signal of one JSON object: by the source's own paths where it has them, by what is known of its sender or by the
 * names of its fields elsewhere.
 */
export function itemSignal(
  item: JsonObject,
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Signal {
  const known = usualFormOf(item);
  const objects: JsonObject[] = known === null ? likelyObjects(item) : [known];

  function read(name: Exclude<keyof typeof usualNames, 'image'>): unknown {
    const path = settings[name];
    return path ? valueAt(item, path) : firstUnder(objects, usualNames[name]);
  }

  const reading =
    known === null
      ? readItem(item, objects, settings, request, part, odd)
      : readKnown(known, item, settings, request, part, odd);
  const description = anyText(read('description'), 20_000);
  if (reading.unknownSeverity !== '') {
    noteOdd(odd, part, `The severity ${reading.unknownSeverity} is not known: say in the settings what it means.`);
  }
  return finishSignal(
    {
      action: reading.action,
      dedupKey: reading.key,
      title: reading.title,
      description: description === reading.title || description === reading.rawTitle ? '' : description,
      severity: reading.severity,
      labels: [
        ...(reading.unknownSeverity === '' ? [] : [['unknown_severity', reading.unknownSeverity] as const]),
        ...itemLabels(item, objects, settings, [reading.title, reading.rawTitle, description, reading.key]),
        ...Object.entries(pairsOf(field(item, 'fields'))),
      ],
      links: itemLinks(item, objects, settings),
      images: usualNames.image.flatMap((name) => {
        const src = asText(firstUnder(objects, [name]));
        return /^https?:\/\//i.test(src) ? [{ src, href: null, alt: '' }] : [];
      }),
      groupKey: anyText(read('groupKey'), 4_096),
      occurredAt: readMoment(read('occurredAt')),
    },
    request.receivedAt,
    part,
    odd,
  );
}

/** Reads a body of which nothing is known, by the names of its fields. */
function readItem(
  item: JsonObject,
  objects: JsonObject[],
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Reading {
  const leaves = leavesOf(item);
  const given = settings.title ? anyText(valueAt(item, settings.title), 2_000).trim() : '';
  const likeliest = chooseTitle(leaves);
  const isAside = likeliest.isAside === true && placesOf(leaves).some(({ word, isId }) => !isId && isRunner.test(word));
  const choice = given === '' && !isAside ? likeliest : { text: given, isProse: false, isName: false, isFixed: false };
  const title = readTitle(choice.text, choice.isFixed);
  const scope = title.scope.length === 0 ? [] : leavesOf({ scope: title.scope });
  const places = placesOf([...leaves, ...scope, ...leavesOf(sentFrom(leaves, choice.text))]);
  const asked = actionOf(leaves, request.receivedAt, settings.stateMap);
  const own = settings.state ? ownState(item, settings, part, odd) : undefined;
  const isOverruled = title.isHead && title.action === 'resolve' && !plainTrigger.test(String(asked.word));
  const byTitle = asked.isWeak || asked.action === null || isOverruled ? (title.action ?? endBelow(leaves)) : null;
  const action = own ?? byTitle ?? asked.action ?? 'trigger';
  if (asked.unknown !== undefined && byTitle === null && !settings.state) {
    noteOdd(odd, part, `The state ${anyText(asked.unknown, 60)} is not known and was read as a trigger.`);
  }
  const declared = anyText(settings.dedupKey ? valueAt(item, settings.dedupKey) : declaredKey(objects), 4_096);
  const key =
    declared ||
    conditionKey({
      leaves,
      places,
      title,
      isName: choice.isName,
      isRun: isRunState(asked.word),
      assignedKey: request.assignedKey,
    });
  const subject = title.subject || titleOfPlaces(places) || eventTitle(asked.word);
  if (subject === '') noteOdd(odd, part, 'Nothing in it could be a title.');
  const { severity, unknown } = fieldSeverity(item, leaves, settings);
  return {
    action,
    rawTitle: choice.text,
    title: given === '' ? fullTitle(subject, places, choice, asked.word, action, leaves) : subject,
    key,
    severity:
      severity ??
      (action === 'trigger' ? (asked.severity ?? title.severity) : null) ??
      settings.defaultSeverity ??
      null,
    unknownSeverity: unknown,
  };
}

/** What runs, and has a name of its own. */
const isRunner = /^(?:pipeline|plan|job|workflow|task|dag)$/;

/** The device that a headline above the title names. */
function sentFrom(leaves: readonly Leaf[], title: string): JsonObject {
  const leaf = leaves.find(
    ({ own, value }) => own.join(' ') === 'title' && typeof value === 'string' && value !== title,
  );
  const host = leaf === undefined ? '' : senderOfHeadline(String(leaf.value).slice(0, 200));
  return host === '' ? {} : { host };
}

/** An alias is a key beside a message of Opsgenie's form and else a second name; an entity's id is one in VictorOps'. */
function declaredKey(objects: JsonObject[]): unknown {
  const declared = firstUnder(objects, usualNames.dedupKey);
  if (declared !== undefined) return declared;
  const has = (object: JsonObject, ...names: string[]) => names.some((name) => Object.hasOwn(object, name));
  for (const object of objects) {
    if (has(object, 'alias') && has(object, 'message', 'alertId', 'tinyId'))
      return anyText(field(object, 'alias'), 4_096);
    if (has(object, 'entity_id') && has(object, 'message_type')) return anyText(field(object, 'entity_id'), 4_096);
  }
  return undefined;
}

/** The title for people: with the place, and of a mere name also with how it is. */
function fullTitle(
  subject: string,
  places: readonly Place[],
  { isProse, isName, text }: { isProse: boolean; isName: boolean; text: string },
  word: unknown,
  action: SignalAction,
  leaves: readonly Leaf[],
): string {
  if (subject === '') return '';
  if (action === 'change') return subject;
  const isPlace = text === '' && !places.some(({ value }) => value === subject);
  const title = isPlace ? subject : withPlace(subject, places, isProse);
  // The type of an alert says what is wrong with a thing of which the title is only the name.
  const kind = isName ? places.find(({ word: about }) => /^(?:type|kind|category)$/.test(about))?.value : undefined;
  const message = kind === undefined || action !== 'trigger' ? '' : messageOf(leaves);
  if (message !== '' && !message.includes(subject)) return `${title}: ${message}`;
  if (kind?.includes(' ') && action === 'trigger' && !title.toLowerCase().includes(kind)) return `${title}: ${kind}`;
  const state =
    typeof word === 'string'
      ? word
          .replaceAll(/[_\s]+/g, ' ')
          .trim()
          .toLowerCase()
      : '';
  const isTelling =
    /^(?:failed|failure|major outage|partial outage|down|degraded.*|unhealthy|offline|unavailable|missing|late|error|errored|unreachable)$/.test(
      state,
    );
  return action === 'trigger' && isTelling && (isName || text === '') && !title.toLowerCase().includes(state)
    ? `${title}: ${state}`
    : title;
}

/** `OKs: /data is 12` below a title that tells no state. */
const endBelow = (leaves: readonly Leaf[]): SignalAction | null =>
  leaves.some(
    ({ own, owner, value }) =>
      owner.length === 0 &&
      /^(?:description|text|body|message)$/.test(own.join(' ')) &&
      typeof value === 'string' &&
      /^\s{0,20}(?:OKs?|RECOVERY|RECOVERED|Recovered|RESOLVED|Resolved|CLEARED|Cleared)\s?[:-]\s/.test(value),
  )
    ? 'resolve'
    : null;

/** States that leave no doubt; beside any other one `Resolved: …` in front of the title counts. */
const plainTrigger =
  /^(?:firing|fired|triggered|trigger|problem|down|critical|failed|failure|alerting|alarm|failing)$/i;

/** Where a body says nothing but what kind of event it is. */
const eventTitle = (word: unknown) => (typeof word === 'string' && /\p{L}/u.test(word) ? `Event: ${word.trim()}` : '');

/** Runs fail and succeed: each has a number of its own, and what failed is named by its name. */
const isRunState = (word: unknown) =>
  /^(?:failed|failure|success|successful|succeeded|completed|finished|error|errored|passed|aborted|timed?[ _]?out|complete|fail|broken|fixed)$/i.test(
    String(word),
  );

function ownState(item: JsonObject, settings: GenericSettings, part: string, odd: OddPart[]): SignalAction | undefined {
  const word = valueAt(item, settings.state!);
  const action = readState(word, settings.stateMap);
  if (action === null && word !== undefined) {
    noteOdd(odd, part, `The state ${anyText(word, 60)} is not known and was read as a trigger.`);
  }
  return action ?? 'trigger';
}

function fieldSeverity(item: JsonObject, leaves: readonly Leaf[], settings: GenericSettings) {
  if (!settings.severity) return severityOf(leaves, settings.severityMap);
  const word = valueAt(item, settings.severity);
  const severity = readSeverity(word, settings.severityMap);
  return { severity, unknown: isUnknownSeverity(word, settings.severityMap) ? anyText(word, 100) : '' };
}

/** Reads what a recogniser said of its sender's body. */
function readKnown(
  known: UsualForm,
  item: JsonObject,
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Reading {
  const at = (path: string | undefined, usual: unknown) => (path ? valueAt(item, path) : usual);
  const title = readTitle(anyText(at(settings.title, known.title), 2_000).trim());
  const word = at(settings.state, known.state);
  const level = at(settings.severity, known.severity);
  const state = readState(word, settings.stateMap);
  if (state === null && typeof word === 'string' && word !== '') {
    noteOdd(odd, part, `The state ${anyText(word, 60)} is not known and was read as a trigger.`);
  }
  const action =
    state ??
    (word === undefined || word === '' ? (isLevelOfRest(level) ? 'resolve' : title.action) : null) ??
    'trigger';
  const unknown = isUnknownSeverity(level, settings.severityMap) ? anyText(level, 100) : '';
  const labelled = leavesOf({ labels: known.labels ?? {} });
  return {
    action,
    rawTitle: known.title,
    title:
      settings.title || action === 'change' ? title.subject : withPlace(title.subject, placesOf(labelled), false, true),
    key: anyText(at(settings.dedupKey, known.dedup_key), 4_096) || title.name || request.assignedKey,
    severity:
      readSeverity(level, settings.severityMap) ??
      (action === 'trigger'
        ? ((typeof word === 'string' && /^[a-z]/i.test(word) ? readSeverity(word, settings.severityMap) : null) ??
          title.severity)
        : null) ??
      settings.defaultSeverity ??
      null,
    unknownSeverity: unknown,
  };
}

/** `[{"key": "team", "value": "a"}]` as an object; placeholders that the sender did not fill in are left out. */
function pairsOf(list: unknown): JsonObject {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.slice(0, 100).flatMap((pair: unknown): [string, unknown][] => {
      const object = asObject(pair);
      const found = object === null ? null : pairOf(object);
      return found === null || /^(?:\$|\*|$)/.test(String(found[1])) ? [] : [found];
    }),
  );
}

function itemLabels(
  item: JsonObject,
  objects: JsonObject[],
  settings: GenericSettings,
  shown: string[],
): [string, unknown][] {
  if (settings.labels) return Object.entries(asObject(valueAt(item, settings.labels)) ?? {});
  const labels: [string, unknown][] = [];
  for (const object of objects) {
    labels.push(...Object.entries(asObject(field(object, 'labels')) ?? {}), ...tagLabels(field(object, 'tags')));
  }
  for (const [name, value] of Object.entries(item)) {
    if (labels.length >= 100) break;
    if (secretName.test(name)) continue;
    if (typeof value === 'string') {
      // What is shown elsewhere and what is prose or an address would only hide the labels worth routing by.
      if (value.length > 200 || name === 'tags' || shown.includes(value) || /^https?:\/\//i.test(value)) continue;
    } else if (typeof value !== 'number' && typeof value !== 'boolean') continue;
    labels.push([name, value]);
  }
  return labels;
}

/** Some senders prove who they are by a field; labels are shown and sent on. */
const secretName = /secret|password|token|signature|api_?key|authorization/i;

/** Tags as `["env:prod"]`, `"env:prod,team:a"` or an object. A tag without a colon becomes a label with value true. */
function tagLabels(tags: unknown): [string, unknown][] {
  const list = typeof tags === 'string' && tags.length <= 10_000 ? tags.split(',') : tags;
  if (!Array.isArray(list)) return Object.entries(asObject(tags) ?? {});
  return list.slice(0, 100).flatMap((tag): [string, unknown][] => {
    const text = asText(tag).trim();
    const colon = text.indexOf(':');
    if (text === '') return [];
    return colon < 1 ? [[text, 'true']] : [[text.slice(0, colon).trim(), text.slice(colon + 1).trim()]];
  });
}

function itemLinks(item: JsonObject, objects: JsonObject[], settings: GenericSettings): SignalLink[] {
  if (settings.link) return [{ href: asText(valueAt(item, settings.link)), text: 'Source' }];
  return usualNames.link.flatMap((name) => {
    const href = asText(firstUnder(objects, [name])).trim();
    return /^https?:\/\/\S+$/i.test(href) ? [{ href, text: 'Source' }] : [];
  });
}
