import { createHash } from 'node:crypto';
import { anyText, type JsonObject } from './json-value.ts';

/** Whether any label holds a value: an empty label is the same as none (Prometheus data model). */
export function hasLabels(labels: JsonObject): boolean {
  return Object.values(labels).some(isFilled);
}

/**
 * Names the alert by its labels alone, in any order, as `{alertname="A",host="b"}`. Empty labels and `ignored` ones,
 * such as a replica's name, do not count. Different labels never give the same name.
 */
export function identityOfLabels(labels: JsonObject, ignored: readonly string[] = []): string {
  let identity = '';
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name];
    if (!isFilled(value) || ignored.includes(name)) continue;
    const isWord = /^[\w.:-]+$/.test(name);
    identity += `${identity === '' ? '{' : ','}${isWord ? name : JSON.stringify(name)}=${quoted(anyText(value, 4_096))}`;
  }
  if (identity.length <= 1_000) return `${identity || '{'}}`;
  return createHash('sha256').update(identity).digest('hex');
}

function isFilled(value: unknown): boolean {
  return value !== '' && value !== null && value !== undefined;
}

function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? JSON.stringify(text) : `"${text}"`;
}
