/** What templates and conditions see of a request. */

import { opened } from '../source-types/generic/bodies/envelopes.ts';
import { readForm } from '../source-types/generic/bodies/form-body.ts';
import { valueAt } from '../source-types/generic/paths.ts';
import { parseJson, readText } from '../source-types/reading/read-body.ts';
import type { CommonSettings } from '../source-types/settings.ts';
import type { SourceRequest } from '../source-types/source.ts';

/** A body longer than this is not shown to rules: what they cost stays bounded. */
export const maxMappedBody = 256 * 1024;

export type BodyValues = {
  /** The whole body: JSON or the fields of a form, else the text. */
  body: unknown;
  /** What the signal at a place among so many was read from: one entry of a list, or what stands in an envelope. */
  itemOf(place: number, count: number): unknown;
};

/** Null when the body is too long. Never throws. */
export function bodyValues(request: SourceRequest, settings: CommonSettings): BodyValues | null {
  if (request.body.length > maxMappedBody) return null;
  const body = readBody(request);
  let lists: unknown[][] | undefined;
  return {
    body,
    itemOf(place, count) {
      lists ??= listsIn(body, settings);
      return (lists.find(({ length }) => length === count) ?? [])[place] ?? body;
    },
  };
}

function readBody(request: SourceRequest): unknown {
  const text = readText(request);
  const form = readForm(request, text);
  if (form !== null) return form;
  const json = parseJson(text);
  if ('value' in json) return json.value;
  return text.trim() === '' && Object.keys(request.query).length > 0 ? request.query : text;
}

/** The lists of entries that a body may hold, the most certain first. */
function listsIn(body: unknown, settings: CommonSettings): unknown[][] {
  const own = 'items' in settings && typeof settings.items === 'string' ? valueAt(body, settings.items) : undefined;
  const unpacked = Array.isArray(body) ? body.flatMap((one) => opened(one, '', [])) : opened(body, '', []);
  // A group of one alert is about that alert, not about the group.
  const grouped = unpacked.length === 1 ? valueAt(unpacked[0], 'alerts') : undefined;
  return [own, grouped, unpacked, body].filter((one) => Array.isArray(one));
}
