import { noteOdd, type OddPart } from '../../../../../domain/detect/odd-part.ts';
import { field } from '../../reading/json-value.ts';
import { parseJson } from '../../reading/read-body.ts';
import type { SourceRequest } from '../../source.ts';
import { textItem } from './text-body.ts';

/** The fields of a form, null when the request is none. Of fields with one name the last counts. */
export function readForm(request: SourceRequest, text: string): Record<string, string> | null {
  const type = request.contentType.toLowerCase();
  if (type.startsWith('application/x-www-form-urlencoded')) {
    // curl -d declares a form whatever it sends.
    if (/^\s*[[{]/.test(text)) return null;
    return fieldsOf(new URLSearchParams(text));
  }
  if (!type.startsWith('multipart/form-data')) return null;
  const boundary = /boundary="?([^";]{1,100})"?/i.exec(request.contentType)?.[1];
  return boundary === undefined ? null : fieldsOf(multipartFields(text, boundary));
}

function fieldsOf(pairs: Iterable<[string, string]>): Record<string, string> {
  return Object.fromEntries(pairs);
}

function* multipartFields(text: string, boundary: string): Generator<[string, string]> {
  let count = 0;
  for (const part of text.split(`--${boundary}`)) {
    const split = part.indexOf('\r\n\r\n');
    if (split === -1 || count++ === 1_000) continue;
    const name = /\bname="([^"\r\n]{1,200})"/i.exec(part.slice(0, Math.min(split, 2_000)))?.[1];
    if (name !== undefined) yield [name, part.slice(split + 4).replace(/\r\n$/, '')];
  }
}

const carriers = [
  'payload',
  'data',
  'alert',
  'json',
  'message',
  'body',
  'event',
  'content',
  'incident',
  'notification',
];

/** What a form says: the JSON in one of its fields where there is any, else its fields. */
export function jsonOfForm(form: Record<string, string>, odd: OddPart[]): unknown {
  const names = Object.keys(form);
  const [only = ''] = names;
  for (const name of names.length === 1 ? [only] : carriers) {
    const text = field(form, name);
    if (typeof text !== 'string' || !/^\s{0,10}[{["]/.test(text)) continue;
    const json = parseJson(text);
    if ('value' in json && typeof json.value === 'object' && json.value !== null) return json.value;
  }
  const carried = field(form, 'payload') ?? field(form, 'data');
  if (typeof carried !== 'string' || carried.trim() === '' || names.length > 1) return form;
  noteOdd(odd, 'payload', 'The form field is not valid JSON and was read as text.');
  return textItem(carried);
}
