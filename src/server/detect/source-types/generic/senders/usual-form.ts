import { anyText, type JsonObject } from '../../reading/json-value.ts';
import { valueAt } from '../paths.ts';

/** What a sender's body says, under names that every reader of the generic source knows. Empty values say nothing. */
export type UsualForm = {
  title: string;
  description?: string;
  severity?: unknown;
  state?: unknown;
  dedup_key?: string;
  link?: string;
  occurred_at?: unknown;
  labels?: JsonObject;
};

/** Recognises one sender by its body; null for the body of another one. */
export type Sender = (body: JsonObject) => UsualForm | null;

/** The text at the first of these dot paths that has one, else ''. */
export function textAt(body: JsonObject, paths: string): string {
  const value = valueAt(body, paths);
  return typeof value === 'object' ? '' : anyText(value, 2_000).trim();
}

/** The filled ones of these, joined by the separator. */
export function joined(separator: string, ...parts: string[]): string {
  return parts.filter((part) => part !== '').join(separator);
}
