import type { EgressRequest } from '../../../platform/egress/egress.ts';
import type { Message } from '../message.ts';
import { type CustomSettings, headerLines } from './settings.ts';
import { fill, valuesOf } from './variables.ts';

type Rendered = Pick<EgressRequest, 'url' | 'method' | 'headers'> & { body?: { text: string } };

const contentTypes = {
  json: 'application/json; charset=utf-8',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

/** The request for one message, or why its templates make none, in a sentence. */
export function renderRequest(settings: CustomSettings, message: Message, recipient: string): Rendered | string {
  const { method, url, contentType, secret = '', inbound } = settings;
  const values = { ...valuesOf(message, recipient, inbound !== 'off'), secret };
  const hasBody = method !== 'GET' && settings.body !== undefined;
  try {
    const text = hasBody ? fill(settings.body!, contentType, values) : '';
    if (hasBody && contentType === 'json' && !isJson(text)) return 'the template of the body does not make JSON';
    const headers = headerLines(settings.headers ?? '').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), fill(line.slice(colon + 1).trim(), 'header', values)];
    });
    return {
      method,
      url: fill(url, 'url', values),
      headers: { ...(hasBody ? { 'content-type': contentTypes[contentType] } : {}), ...Object.fromEntries(headers) },
      ...(hasBody ? { body: { text: contentType === 'form' ? onOneLine(text) : text } } : {}),
    };
  } catch {
    return 'a template of the request cannot be filled';
  }
}

/** People write one field a line; what was filled in has no line breaks any more. */
const onOneLine = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('');

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
