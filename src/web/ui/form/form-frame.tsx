import { Alert, Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { ConflictPanel } from './conflict-panel.tsx';
import { type FieldNames, labelOf } from './edited.ts';
import styles from './form-frame.module.css';
import { useUnsaved } from './unsaved.ts';
import { type OwnedForm, type OwnedFormOptions, useOwnedForm } from './use-owned-form.ts';

export type FormFrameProps<Values extends Record<string, unknown>> = OwnedFormOptions<Values> & {
  submitLabel: string;
  children: (form: UseFormReturnType<Values>) => ReactNode;
  /** Instead of Cancel: what happens when there is nothing to cancel to. */
  withoutCancel?: boolean;
  /** Told whether something is typed that is not saved. */
  unsaved?: RefObject<boolean>;
  /** Whoever may only read gets no button. */
  isReadOnly?: boolean;
};

/** The inside of every form: fields, the refusal above them, the buttons below. `Ctrl/Cmd-Enter` submits. */
export function FormFrame<Values extends Record<string, unknown>>(props: FormFrameProps<Values>) {
  const { edited, submitLabel, done, children, withoutCancel, isReadOnly, unsaved } = props;
  const element = useRef<HTMLFormElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { form, isDirty, isSending, problem, conflict, send, settle } = useOwnedForm(props);
  const fieldsElement = useRef<HTMLDivElement>(null);
  const unseen = useUnseenErrors(form.errors, fieldsElement);
  const isUnsaved = isDirty && !isSending;
  useUnsaved(isDirty, isSending);
  if (unsaved) unsaved.current = isUnsaved;
  const focusFirstFault = () =>
    requestAnimationFrame(() =>
      element.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"], [data-conflict] [tabindex]')
        ?.focus(),
    );

  const hadConflict = useRef(false);
  useEffect(() => {
    if (hadConflict.current && !conflict) button.current?.focus();
    hadConflict.current = conflict !== null;
  }, [conflict]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    element.current?.requestSubmit();
  };
  const onSubmit = async (values: Values, event: FormEvent | undefined) => {
    // A date that cannot be read never goes as the one that stood there before.
    const unread = element.current?.querySelector<HTMLElement>('[data-unread]');
    if (unread) return unread.focus();
    const pressed = (event?.nativeEvent as SubmitEvent | undefined)?.submitter as HTMLButtonElement | null | undefined;
    if (!(await send(values, pressed?.name))) focusFirstFault();
  };
  return (
    <form
      ref={element}
      className={styles.form}
      onSubmit={form.onSubmit((values, event) => void onSubmit(values, event), focusFirstFault)}
      onKeyDown={onKeyDown}
      noValidate
    >
      {problem?.general && (
        <Alert color="red" tabIndex={-1} title={problem.general}>
          {problem.requestId && (
            <>
              Request <span className="mono">{problem.requestId}</span>
            </>
          )}
        </Alert>
      )}
      {unseen.length > 0 && (
        <Alert color="red" tabIndex={-1} title="Fix this before saving:">
          <ul className={styles.unseen}>
            {unseen.map(([path, message]) => (
              <li key={path}>
                {labelOf((edited?.fields ?? {}) as FieldNames<Record<string, unknown>>, pathOf(path))}: {message}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {conflict && edited && (
        <ConflictPanel
          conflict={conflict}
          fields={edited.fields as FieldNames<Record<string, unknown>>}
          settle={settle as OwnedForm<Record<string, unknown>>['settle']}
        />
      )}
      <div ref={fieldsElement} className={styles.fields}>
        {children(form)}
      </div>
      {!isReadOnly && (
        <div className={styles.buttons}>
          {!withoutCancel && (
            <Button variant="default" onClick={() => done()}>
              Cancel
            </Button>
          )}
          <Button ref={button} type="submit" loading={isSending} aria-keyshortcuts="Control+Enter">
            {submitLabel}
          </Button>
        </div>
      )}
    </form>
  );
}

const pathOf = (place: string) => place.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Errors whose fields are not on the screen, or show none: nothing is refused without a word. */
function useUnseenErrors(errors: Record<string, ReactNode>, fields: RefObject<HTMLElement | null>): [string, string][] {
  const [unseen, setUnseen] = useState<[string, string][]>([]);
  useEffect(() => {
    const shown = fields.current?.textContent ?? '';
    const texts = Object.entries(errors).map(([path, message]): [string, string] => [path, String(message)]);
    setUnseen(texts.filter(([, message]) => !shown.includes(message)));
  }, [errors, fields]);
  return unseen;
}
