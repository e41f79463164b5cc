import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../client/client.ts';
import { showToast } from '../screen/toasts.ts';
import { type Edited, labelOf } from './edited.ts';
import { type FormProblem, formProblem } from './form-problem.ts';
import { isSame, type Merged, mergeChanges, withValueAt } from './merge-changes.ts';
import { randomKey } from './random-key.ts';

/** What a save goes with. */
export type Save<Values> = {
  /** Of the thing that the form was filled from, for If-Match; 0 for a new one. */
  ifMatch: number;
  /** The values that the form was filled from, to send only what was changed. */
  before: Values;
  /** For what is made anew: the same until something else is typed, so that sending it again makes nothing twice. */
  idempotencyKey: string;
  /** The name of the button that was pressed; empty for the one of the form. */
  button: string;
};

export type OwnedFormOptions<Values extends Record<string, unknown>> = {
  initialValues: Values;
  /** What is edited; absent for what is made anew. */
  edited?: Edited<Values> | undefined;
  /** Checks before sending, by field; the server checks again and its messages land at the same fields. */
  validate?: (values: Values) => Partial<Record<string, string>>;
  /** Where the form calls a field otherwise than the API does: `{ dueAt: 'due' }`. */
  errorsAt?: Record<string, string>;
  /** Rejects with the refusal to show; usually `action.mutateAsync`. */
  submit: (values: Values, save: Save<Values>) => Promise<unknown>;
  /** After a save, with what it was answered; without it when the form is left. */
  done: (saved?: unknown) => void;
  /**
   * Whether a save goes on by itself after others changed fields that were left alone here. Not where a save says that
   * everything was read.
   */
  goesOn?: boolean;
};

/** Who saved something else while this form was open; both at once cannot hold for the fields in `rows`. */
export type Conflict = { by: string; at: string | null; rows: Merged<unknown>['conflicts']; taken: string[] };

export type OwnedForm<Values> = {
  form: UseFormReturnType<Values>;
  isDirty: boolean;
  isSending: boolean;
  problem: FormProblem | null;
  conflict: Conflict | null;
  /** False when something has to be looked at first. */
  send: (values: Values, button?: string) => Promise<boolean>;
  /** Settles one field of a conflict, or every one of them. */
  settle: (choice: 'theirs' | 'mine', row?: Conflict['rows'][number]) => void;
};

/** A second press of the same button this soon after a save is the other half of a double click. */
const doubleClickMs = 600;

/** A save that others get ahead of again and again is given up after this many times, with everything kept. */
const triesToSave = 5;

/**
 * The values of a form and the version they were filled from, taken when it opens. What others save is followed as
 * long as nothing is typed here. After that a save goes with the owned version: when it is not the latest any more, what
 * others changed is taken over and the save goes on, unless both changed the same field; then nothing is sent before
 * a person has chosen. What was typed stays, whatever a save is answered with.
 */
export function useOwnedForm<Values extends Record<string, unknown>>(
  options: OwnedFormOptions<Values>,
): OwnedForm<Values> {
  const { initialValues, edited, validate, errorsAt, submit, done, goesOn = true } = options;
  const [owned, setOwned] = useState({ version: edited?.version ?? 0, values: initialValues });
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isSending, setSending] = useState(false);
  const isBusy = useRef(false);
  const attempt = useRef({ text: '', key: '' });
  const savedLast = useRef({ text: '', atMs: 0 });
  const faultsOf = (values: Values) =>
    Object.fromEntries(Object.entries(validate?.(values) ?? {}).filter(([, text]) => text));
  const form = useForm<Values>({ initialValues, validate: faultsOf });
  const isDirty = !isSame(form.values, owned.values);

  // Only what is news here: after a save, what is known of the thing may be older than its answer for a moment.
  const seen = useRef(edited?.version);
  const isNews = edited !== undefined && edited.version !== seen.current && !isDirty && !isSending;
  useEffect(() => {
    if (!isNews) return;
    seen.current = edited.version;
    if (edited.version === owned.version) return;
    setOwned({ version: edited.version, values: edited.values });
    form.setValues(edited.values);
  });

  const keyFor = (values: Values) => {
    const text = JSON.stringify(values);
    if (attempt.current.text !== text) attempt.current = { text, key: randomKey() };
    return attempt.current.key;
  };

  /** Null when a person has to look first. */
  const saveOver = async (typed: Values, button: string): Promise<{ saved: unknown; values: Values } | null> => {
    let values = typed;
    let base = owned;
    const taken = new Set<string>();
    let by = 'Somebody';
    for (let tries = 1; ; tries++) {
      try {
        const idempotencyKey = keyFor(values);
        const saved = await submit(values, { ifMatch: base.version, before: base.values, idempotencyKey, button });
        if (taken.size > 0) sayTaken(by, taken);
        return { saved, values };
      } catch (error) {
        if (!edited || !isMismatch(error) || tries === triesToSave) throw error;
        const theirs = await edited.read();
        if (theirs.version === base.version) throw error;
        // Typing went on while the answer was on its way.
        const merged = mergeChanges(base.values, form.getValues(), theirs.values);
        for (const label of merged.taken.map((path) => labelOf(edited.fields, path))) if (label) taken.add(label);
        by = nameOf(error) ?? by;
        base = theirs;
        values = merged.values;
        setOwned(theirs);
        form.setValues(values);
        if (merged.conflicts.length > 0) {
          setConflict({ by, at: timeOf(error), rows: merged.conflicts, taken: [...taken] });
          return null;
        }
        if (!goesOn && taken.size > 0) {
          setProblem({
            fields: {},
            general: `${by} changed this while you were editing: ${[...taken].join(', ')}. It is now in the form: review it, then save.`,
          });
          return null;
        }
        const faults = faultsOf(values);
        if (Object.keys(faults).length > 0) {
          form.setErrors(faults);
          return null;
        }
      }
    }
  };

  const send = async (typed: Values, button = '') => {
    if (conflict) return false;
    const text = JSON.stringify([typed, button]);
    const isDoubleClick = savedLast.current.text === text && performance.now() - savedLast.current.atMs < doubleClickMs;
    if (isBusy.current || isDoubleClick) return true;
    isBusy.current = true;
    setSending(true);
    setProblem(null);
    try {
      const result = await saveOver(typed, button);
      if (!result) return false;
      const version = (result.saved as { version?: unknown } | undefined)?.version;
      setOwned((before) => ({
        version: typeof version === 'number' ? Math.max(version, before.version) : before.version,
        values: result.values,
      }));
      savedLast.current = { text, atMs: performance.now() };
      if (isSame(form.getValues(), result.values)) done(result.saved);
      return true;
    } catch (error) {
      const refusal = formProblem(error, form.getValues(), errorsAt);
      const status = error instanceof ApiProblem ? error.status : null;
      const words = edited && status === 404 ? goneWords : edited && status === 401 ? signedOutWords : null;
      setProblem(words ? { fields: {}, general: words } : refusal);
      form.setErrors(refusal.fields);
      return false;
    } finally {
      isBusy.current = false;
      setSending(false);
    }
  };

  const settle = (choice: 'theirs' | 'mine', row?: Conflict['rows'][number]) => {
    if (!conflict) return;
    const settled = row ? [row] : conflict.rows;
    if (choice === 'theirs') {
      form.setValues(
        settled.reduce<Values>((values, { path, theirs }) => withValueAt(values, path, theirs), form.values),
      );
    }
    const rows = conflict.rows.filter((each) => !settled.includes(each));
    setConflict(rows.length > 0 ? { ...conflict, rows } : null);
  };
  return { form, isDirty, isSending, problem, conflict, send, settle };
}

const signedOutWords = 'You’ve been signed out. What you typed is still here.';
const goneWords = 'Somebody deleted this while you were editing. What you typed is still here: copy what you need.';

/** After a save that took over what somebody else changed meanwhile. */
export function sayTaken(by: string, taken: ReadonlySet<string>): void {
  showToast(`Saved, together with what ${by} changed: ${[...taken].join(', ')}.`, { forSeconds: 10 });
}

function isMismatch(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.code === 'version_mismatch';
}

const nameOf = (error: ApiProblem) => (error.extension.changedBy as { name: string } | undefined)?.name;
const timeOf = (error: ApiProblem) => (error.extension.changedAt as string | undefined) ?? null;
