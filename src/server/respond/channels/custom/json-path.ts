import { textAt } from '../exchange.ts';

/** The plain part of JSON paths: names and places, `$.messages[0].status` or `messages.0.status`. */
const pattern = /^\$?((^|(?<=^\$)|\.)[\w-]+|\[\d{1,4}\])+$/;

export const isJsonPath = (path: string) => pattern.test(path) || path === '$';

/** The text, number or boolean at a path, as text; undefined when there is none. */
export function textAtPath(value: unknown, path: string): string | undefined {
  const names = path
    .replace(/^\$\.?/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '');
  return textAt(names === '' ? { value } : value, names === '' ? 'value' : names);
}
