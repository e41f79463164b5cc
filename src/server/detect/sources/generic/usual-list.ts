import { asObject, field, type JsonObject } from '../json-value.ts';
import type { GenericSettings } from './generic-settings.ts';
import { firstUnder } from './paths.ts';
import { usualFormOf } from './senders/known-senders.ts';
import { usualNames } from './usual-names.ts';

const listNames = ['alerts', 'incidents', 'events', 'messages', 'items'];

/**
 * The alerts of a body that carries several in a list of a usual name and has no title of its own; null for any other.
 * What such a body says of all of them, its state and its severity, each one takes over that says nothing else.
 */
export function usualList(value: unknown, settings: GenericSettings): unknown[] | null {
  const body = asObject(value);
  if (body === null || settings.title || settings.items) return null;
  if (firstUnder([body], usualNames.title) !== undefined || usualFormOf(body) !== null) return null;
  for (const name of listNames) {
    const list = field(body, name);
    if (!Array.isArray(list) || list.length === 0 || !list.every((item) => asObject(item) !== null)) continue;
    const common = commonWords(body);
    return list.map((item) => ({ ...common, ...(item as JsonObject) }));
  }
  return null;
}

function commonWords(body: JsonObject): JsonObject {
  const names: readonly string[] = [...usualNames.state, ...usualNames.severity];
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => names.includes(name) && value !== null));
}
