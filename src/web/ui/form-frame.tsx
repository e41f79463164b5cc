import { Alert, Button } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import styles from './form-frame.module.css';
import { type FormProblem, formProblem } from './form-problem.ts';
import { useUnsaved } from './unsaved.ts';

export type FormFrameProps<Values extends Record<string, unknown>> = {
  initialValues: Values;
  /** Checks before sending, by field; the server checks again and its messages land at the same fields. */
  validate?: (values: Values) => Partial<Record<string, string>>;
  /** Rejects with the refusal to show; usually `action.mutateAsync`. */
  submit: (values: Values) => Promise<unknown>;
  submitLabel: string;
  done: () => void;
  children: (form: UseFormReturnType<Values>) => ReactNode;
  /** Instead of Cancel: what happens when there is nothing to cancel to. */
  withoutCancel?: boolean;
  /** Told whether something is typed that is not saved. */
  unsaved?: RefObject<boolean>;
};

/** The inside of every form: fields, the refusal above them, the buttons below. `Ctrl/Cmd-Enter` submits. */
export function FormFrame<Values extends Record<string, unknown>>(props: FormFrameProps<Values>) {
  const { initialValues, validate, submit, submitLabel, done, children, withoutCancel, unsaved } = props;
  const element = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<FormProblem | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useForm<Values>({
    initialValues,
    validate: (values) => Object.fromEntries(Object.entries(validate?.(values) ?? {}).filter(([, text]) => text)),
  });
  const isUnsaved = form.isDirty() && !isSending;
  useUnsaved(isUnsaved);
  if (unsaved) unsaved.current = isUnsaved;
  const focusFirstFault = () =>
    requestAnimationFrame(() =>
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus(),
    );

  const send = async (values: Values) => {
    setSending(true);
    setProblem(null);
    try {
      await submit(values);
      done();
    } catch (error) {
      const refusal = formProblem(error, (path) => path.split('.')[0]! in initialValues);
      setProblem(refusal);
      form.setErrors(refusal.fields);
      focusFirstFault();
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    element.current?.requestSubmit();
  };
  return (
    <form
      ref={element}
      className={styles.form}
      onSubmit={form.onSubmit(send, focusFirstFault)}
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
      <div className={styles.fields}>{children(form)}</div>
      <div className={styles.buttons}>
        {!withoutCancel && (
          <Button variant="default" onClick={done}>
            Cancel
          </Button>
        )}
        <Button type="submit" loading={isSending} aria-keyshortcuts="Control+Enter">
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
