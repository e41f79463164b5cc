import { type KeyboardEvent, useRef } from 'react';
import styles from './time-field.module.css';

export type GridChoice = { value: string; text: string; label?: string; isFaint?: boolean; isToday?: boolean };

type ButtonGridProps = {
  label: string;
  columns: number;
  choices: readonly GridChoice[];
  chosen: string | undefined;
  /** Where the keyboard is when nothing is chosen. */
  start?: string;
  hasFocus?: boolean;
  pick: (value: string) => void;
  /** A step over an edge, in cells: where the focus goes then. */
  leave?: (from: string, step: number) => void;
};

const steps: Record<string, (columns: number) => number> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
};

/** Choices in rows: one stop for Tab, arrows go from one to the next. */
export function ButtonGrid({ label, columns, choices, chosen, start, hasFocus, pick, leave }: ButtonGridProps) {
  const element = useRef<HTMLFieldSetElement>(null);
  const values = choices.map(({ value }) => value);
  const stop = [chosen, start, values[0]].find((value) => value !== undefined && values.includes(value));
  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).dataset.value;
    const step = steps[event.key]?.(columns);
    if (at === undefined || step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = values[values.indexOf(at) + step];
    if (next === undefined) leave?.(at, step);
    else element.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <fieldset
      ref={element}
      className={styles.grid}
      aria-label={label}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(32px, 1fr))` }}
      onKeyDown={onKeyDown}
    >
      {choices.map(({ value, text, label: words, isFaint, isToday }) => (
        <button
          key={value}
          type="button"
          className={styles.choice}
          data-value={value}
          data-faint={isFaint || undefined}
          data-autofocus={(hasFocus && value === stop) || undefined}
          // The dialog below stays: Escape closes the picker only.
          data-mantine-stop-propagation="true"
          tabIndex={value === stop ? 0 : -1}
          aria-label={words}
          aria-pressed={value === chosen}
          aria-current={isToday ? 'date' : undefined}
          onClick={() => pick(value)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
