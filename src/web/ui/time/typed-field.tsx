import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import styles from './time-field.module.css';

/** What a form hands to a field: the value, and where its changes go. */
export type TimeFieldProps = Omit<
  TextInputProps,
  'value' | 'defaultValue' | 'onChange' | 'type' | 'rightSection' | 'inputContainer'
> & {
  /** In the one spelling of its kind, or empty. */
  value?: string;
  /** Told of finished values only, and of an emptied field. */
  onChange?: (value: string) => void;
};

type TypedFieldProps = TimeFieldProps & {
  /** What is typed, in the one spelling; null while it cannot be read. */
  read: (text: string) => string | null;
  /** Whether a text is already in the spelling that the field shows. */
  isFinished: (text: string) => boolean;
  show: (value: string) => string;
  example: string;
  /** What stands below: what the value means. */
  meaning?: ReactNode;
  pickerLabel: string;
  icon: ReactNode;
  picker: (choose: (value: string) => void, close: () => void) => ReactNode;
};

/**
 * A text that is read as a date or a time, with a picker beside it. While somebody types, only a finished text counts;
 * leaving the field or Enter reads the rest. A text that cannot be read stays, says so, and keeps the form from being sent.
 */
export function TypedField(props: TypedFieldProps) {
  const { read, isFinished, show, example, meaning, pickerLabel, icon, picker, ...field } = props;
  const { value = '', onChange, onBlur, onKeyDown, error, disabled, readOnly, ...rest } = field;
  /** What is typed, and the values that it stands over: one that comes from elsewhere wins. */
  const [draft, setDraft] = useState<{ text: string; over: string[]; isLeft: boolean } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const meaningId = useId();
  const typed = draft?.over.includes(value) ? draft : null;
  const isUnread = typed !== null && typed.text.trim() !== '' && read(typed.text) === null;
  const type = (text: string) => {
    const finished = text.trim() === '' ? '' : isFinished(text) ? read(text) : null;
    setDraft({ text, over: [value, finished ?? value], isLeft: false });
    if (finished !== null && finished !== value) onChange?.(finished);
  };
  const finish = () => {
    if (!typed) return;
    const finished = typed.text.trim() === '' ? '' : read(typed.text);
    setDraft(finished === null ? { ...typed, isLeft: true } : null);
    if (finished !== null && finished !== value) onChange?.(finished);
  };
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') finish();
    if (event.key === 'ArrowDown' && event.altKey) {
      event.preventDefault();
      setOpen(true);
    }
    onKeyDown?.(event);
  };
  const choose = (chosen: string) => {
    setDraft(null);
    onChange?.(chosen);
  };
  const close = () => setOpen(false);
  return (
    <div className={styles.field}>
      <TextInput
        autoComplete="off"
        placeholder={example}
        {...rest}
        disabled={disabled}
        readOnly={readOnly}
        value={typed ? typed.text : value === '' ? '' : show(value)}
        error={isUnread && typed.isLeft ? `Use a format such as ${example}.` : error}
        data-unread={isUnread || undefined}
        aria-describedby={meaning ? meaningId : undefined}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={keys}
        onBlur={(event) => {
          finish();
          onBlur?.(event);
        }}
        rightSectionPointerEvents="all"
        rightSection={
          disabled || readOnly ? undefined : (
            <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal>
              <Popover.Target>
                <ActionIcon
                  variant="subtle"
                  aria-label={pickerLabel}
                  aria-haspopup="dialog"
                  // One stop for the keyboard: Alt and the down arrow open it from the text.
                  tabIndex={-1}
                  onClick={() => setOpen((before) => !before)}
                >
                  {icon}
                </ActionIcon>
              </Popover.Target>
              <Popover.Dropdown className={styles.picker} aria-label={pickerLabel}>
                {isOpen && picker(choose, close)}
              </Popover.Dropdown>
            </Popover>
          )
        }
      />
      {meaning && (
        <p id={meaningId} className={styles.meaning} role="status">
          {meaning}
        </p>
      )}
    </div>
  );
}
