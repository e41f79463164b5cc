import { ApiProblem } from '../../client/client.ts';

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
 * @param hasField whether the form shows a field of that path
 */
export function formProblem(error: unknown, hasField: (path: string) => boolean): FormProblem {
  if (!(error instanceof ApiProblem)) {
    return { fields: {}, general: error instanceof Error ? error.message : String(error) };
  }
  const fields: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const { path, message } of error.errors) {
    const own = path.replace(/^body\./, '');
    if (hasField(own)) fields[own] ??= message;
    else elsewhere.push(`${own}: ${message}`);
  }
  const explained = Object.keys(fields).length > 0 && elsewhere.length === 0;
  if (explained) return { fields };
  const general = [error.detail ?? error.title, ...elsewhere].join(' ');
  return { fields, general, requestId: error.requestId };
}
