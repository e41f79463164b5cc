/** What providers write in bodies: names in any case, truth as text, one value where a list belongs. */
import { refuse } from './refuse.ts';

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function requireObject(value: unknown, what: string): Json {
  if (isObject(value)) return value;
  throw refuse('invalidSyntax', `${what} must be an object.`);
}

/** The value under this name, in whichever case it is spelled. */
export function attribute(of: Json, name: string): unknown {
  const found = Object.keys(of).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : of[found];
}

/** Undefined where nothing, null or blank text is given. */
export function textOf(value: unknown, name: string, max: number): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw refuse('invalidValue', `${name} must be text.`);
  const text = value.trim();
  if (text.length > max) throw refuse('invalidValue', `${name} has at most ${max} characters.`);
  if (/\p{Cc}/u.test(text)) throw refuse('invalidValue', `${name} must not hold control characters.`);
  return text === '' ? undefined : text;
}

/** Entra ID sends `"True"` and `"False"`. */
export function truthOf(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw refuse('invalidValue', `${name} must be true or false.`);
}

export type Operation = { op: 'add' | 'replace' | 'remove'; path: string | null; value: unknown };

const mostOperations = 500;

/** The operations of a PATCH, whose `op` may be capitalised. */
export function readOperations(body: unknown): Operation[] {
  const operations = attribute(requireObject(body, 'The body'), 'Operations');
  if (!Array.isArray(operations) || operations.length === 0)
    throw refuse('invalidSyntax', 'Operations must be a list with one operation or more.');
  if (operations.length > mostOperations)
    throw refuse('invalidValue', `At most ${mostOperations} operations are taken at once.`);
  return operations.map((each) => {
    const given = requireObject(each, 'An operation');
    const op = String(attribute(given, 'op')).toLowerCase();
    if (op !== 'add' && op !== 'replace' && op !== 'remove')
      throw refuse('invalidSyntax', 'op must be add, replace or remove.');
    const path = attribute(given, 'path');
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw refuse('invalidPath', 'path must be text.');
    if (op === 'remove' && !path) throw refuse('noTarget', 'An operation that removes needs a path.');
    if (path && !/^[\w$:.-]+(?:\[[^\]]{1,500}\](?:\.[\w$]+)?)?$/.test(path))
      throw refuse('invalidPath', `This path is not well-formed: ${path.slice(0, 80)}`);
    return { op, path: path || null, value: attribute(given, 'value') };
  });
}
