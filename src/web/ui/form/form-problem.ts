import { ApiProblem } from '../../../client/client.ts';

export type FormProblem = {
  /** Message by the form's own field path. */
  fields: Record<string, string>;
  /** What concerns no single field, in one sentence; absent when the fields say everything. */
  general?: string;
  requestId?: string;
};

/**
 * Sorts a refusal onto the fields of a form. The server names places such as `body.steps.0.delaySeconds`; the form
 * names them without `body.`. What names no field of the form is said above it.
 * @param values of the form: a place inside one field, as one line of a text, is that field
 * @param errorsAt names of the API that the form calls otherwise: `{ dueAt: 'due' }`
 */
export function formProblem(
  error: unknown,
  values: Record<string, unknown>,
  errorsAt: Record<string, string> = {},
): FormProblem {
  if (!(error instanceof ApiProblem)) {
    return { fields: {}, general: error instanceof Error ? error.message : String(error) };
  }
  const fields: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const { path, message } of error.errors) {
    const own = path.replace(/^body\./, '');
    const field = fieldAt(values, ownName(own, errorsAt));
    if (field) fields[field] ??= message;
    else elsewhere.push(`${own}: ${message}`);
  }
  const explained = Object.keys(fields).length > 0 && elsewhere.length === 0;
  if (explained) return { fields };
  const general = [error.detail ?? error.title, ...elsewhere].join(' ');
  return { fields, general, requestId: error.requestId };
}

/** `baseline.from` by `{ 'baseline.from': 'baselineFrom', baseline: 'baselineTo' }`: the longest name that fits. */
function ownName(path: string, errorsAt: Record<string, string>): string {
  const name = Object.keys(errorsAt)
    .filter((each) => path === each || path.startsWith(`${each}.`))
    .sort((a, b) => b.length - a.length)[0];
  return name === undefined ? path : errorsAt[name]!;
}

/** The path as far as the form has fields for it; null when it has none. */
function fieldAt(values: Record<string, unknown>, path: string): string | null {
  const parts = path.split('.');
  if (!(parts[0]! in values)) return null;
  let inside: unknown = values;
  for (const [index, part] of parts.entries()) {
    inside = (inside as Record<string, unknown>)[part];
    const isOneField = typeof inside !== 'object' || inside === null || isPlainList(inside);
    if (isOneField) return parts.slice(0, index + 1).join('.');
  }
  return path;
}

const isPlainList = (value: object) => Array.isArray(value) && value.length > 0 && typeof value[0] !== 'object';
