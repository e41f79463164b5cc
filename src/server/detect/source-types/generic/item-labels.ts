// What a body says beside the alert itself: labels to route by, the way back to its sender, pictures.
import type { SignalImage, SignalLink } from '../../../../domain/detect/signal.ts';
import { asObject, asText, field, type JsonObject } from '../reading/json-value.ts';
import type { GenericSettings } from './generic-settings.ts';
import { pairOf } from './leaves.ts';
import { firstUnder, valueAt } from './paths.ts';
import { usualNames } from './words/usual-names.ts';

/** Labels by name; `shown` is what the alert says elsewhere. */
export function itemLabels(
  item: JsonObject,
  objects: JsonObject[],
  settings: GenericSettings,
  shown: string[],
): [string, unknown][] {
  const own = settings.labels
    ? Object.entries(asObject(valueAt(item, settings.labels)) ?? {})
    : usualLabels(item, objects, shown);
  return [...own, ...Object.entries(pairsOf(field(item, 'fields')))];
}

function usualLabels(item: JsonObject, objects: JsonObject[], shown: string[]): [string, unknown][] {
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

/** Each of these names may hold a link or a picture of its own. */
const linkNames = usualNames.link.map((name) => [name]);
const imageNames = usualNames.image.map((name) => [name]);

export function itemLinks(item: JsonObject, objects: JsonObject[], settings: GenericSettings): SignalLink[] {
  if (settings.link) return [{ href: asText(valueAt(item, settings.link)), text: 'Source' }];
  return linkNames.flatMap((names) => {
    const href = asText(firstUnder(objects, names)).trim();
    return /^https?:\/\/\S+$/i.test(href) ? [{ href, text: 'Source' }] : [];
  });
}

export function itemImages(objects: JsonObject[]): SignalImage[] {
  return imageNames.flatMap((names) => {
    const src = asText(firstUnder(objects, names));
    return /^https?:\/\//i.test(src) ? [{ src, href: null, alt: '' }] : [];
  });
}
