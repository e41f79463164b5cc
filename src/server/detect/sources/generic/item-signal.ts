import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity, type Severity } from '../../../../domain/detect/severity.ts';
import type { Signal, SignalAction, SignalLink } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, asText, field, type JsonObject } from '../json-value.ts';
import type { SourceRequest } from '../source.ts';
import type { GenericSettings } from './generic-settings.ts';
import { eachUnder, firstUnder, likelyObjects, nestedObjects, valueAt } from './paths.ts';
import { usualFormOf } from './senders/known-senders.ts';
import { isLevelOfRest, readEventName, readState, splitStatePrefix } from './states.ts';
import { usualNames } from './usual-names.ts';

/** What a signal needs to know of its request. */
export type Arrival = Pick<SourceRequest, 'assignedKey' | 'receivedAt'>;

/**
 * The signal of one JSON object: by the source's own paths where it has them, by what is known of its sender or by the
 * usual names elsewhere.
 */
export function itemSignal(
  item: JsonObject,
  settings: GenericSettings,
  request: Arrival,
  part: string,
  odd: OddPart[],
): Signal {
  const known = usualFormOf(item);
  const objects = known === null ? likelyObjects(item) : [known];
  const pairs = pairsOf(field(item, 'fields'));

  function read(name: Exclude<keyof typeof usualNames, 'image' | 'place'>): unknown {
    const path = settings[name];
    return path ? valueAt(item, path) : firstUnder(objects, usualNames[name]);
  }

  const namedTitle = anyText(read('title'), 2_000).trim();
  const title = namedTitle || anyTitle(item);
  const prefixed = splitStatePrefix(title);
  const state = readAction(item, objects, settings, part, odd);
  const action = state?.action ?? prefixed?.action ?? 'trigger';
  const subject = prefixed?.rest ?? title;
  const description = anyText(read('description'), 20_000);
  // `id` comes last and not beside a title like "[Recovered] …": there it names the event, not the condition.
  const key =
    anyText(read('dedupKey'), 4_096) ||
    (settings.dedupKey || prefixed !== null ? '' : asText(firstUnder(objects, ['id']))) ||
    // A title that was only found somewhere may be a word like "created": as a key it would join what is not one alert.
    (namedTitle === '' ? request.assignedKey : withPlace(subject, objects));
  if (subject === '') noteOdd(odd, part, 'Nothing in it could be a title.');
  const severityWord = read('severity') ?? firstUnder([pairs], usualNames.severity);
  const severity =
    (known === null && isUnexplainedFive(severityWord, settings)
      ? null
      : readSeverity(severityWord, settings.severityMap)) ??
    (action === 'trigger' ? severityOfState(state?.word, settings) : null) ??
    settings.defaultSeverity ??
    null;
  return finishSignal(
    {
      action,
      dedupKey: key,
      title: subject,
      description: description === title ? '' : description,
      severity,
      labels: [...itemLabels(item, objects, settings, [title, description, key]), ...Object.entries(pairs)],
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

/** Where some tell what has happened, among much else. */
const eventNames = ['event', 'event_type', 'event_name', 'type'];

function readAction(
  item: JsonObject,
  objects: JsonObject[],
  settings: GenericSettings,
  part: string,
  odd: OddPart[],
): { action: SignalAction; word: unknown } | null {
  let unknown: unknown;
  for (const word of settings.state ? [valueAt(item, settings.state)] : eachUnder(objects, usualNames.state)) {
    const action = readState(word, settings.stateMap);
    if (action !== null) return { action, word };
    unknown ??= word;
  }
  if (!settings.state) {
    for (const word of eachUnder(objects, eventNames)) {
      const action = readEventName(word);
      if (action !== null) return { action, word };
    }
    if (isLevelOfRest(firstUnder(objects, ['severity', 'level']))) return { action: 'resolve', word: null };
  }
  if (unknown !== undefined) {
    noteOdd(odd, part, `The state ${anyText(unknown, 60)} is not known and was read as a trigger.`);
  }
  return null;
}

/** `critical` or `warning` in the place of a state. A number there is a code of the sender's own. */
function severityOfState(word: unknown, settings: GenericSettings): Severity | null {
  return typeof word === 'string' && /^[a-z]/i.test(word) ? readSeverity(word, settings.severityMap) : null;
}

/** Some senders count severity downwards and others upwards: a five that nobody explained may be the worst. */
function isUnexplainedFive(word: unknown, { severity, severityMap }: GenericSettings): boolean {
  const isExplained = Boolean(severity) || Object.hasOwn(severityMap ?? {}, '5');
  return !isExplained && (word === 5 || (typeof word === 'string' && word.trim() === '5'));
}

/** A title alone would make one alert of one condition on two hosts, and the second host would never page. */
function withPlace(title: string, objects: JsonObject[]): string {
  const places = usualNames.place.map((name) => asText(firstUnder(objects, [name])).trim());
  return [title, ...places.filter((place) => place !== '' && place.length <= 300 && !title.includes(place))].join(
    ' | ',
  );
}

/** `[{"key": "team", "value": "a"}]` as an object; placeholders that the sender did not fill in are left out. */
function pairsOf(list: unknown): JsonObject {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(
    list.slice(0, 100).flatMap((pair: unknown): [string, unknown][] => {
      const object = asObject(pair);
      const value = object === null ? '' : asText(field(object, 'value'));
      return object === null || /^(?:\$|\*|$)/.test(value) ? [] : [[asText(field(object, 'key')), value]];
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

function anyTitle(item: JsonObject): string {
  const nested = asText(firstUnder(nestedObjects(item), usualNames.title)).trim();
  if (nested !== '') return nested;
  const text = Object.values(item).find((value) => typeof value === 'string' && value.trim() !== '');
  if (text !== undefined) return asText(text);
  return Object.keys(item).length === 0 ? '' : anyText(item, 300);
}
