import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';

const quietMs = 250;

export type SearchTextProps = {
  label: string;
  value: string;
  /** Called when the person stops typing, and at once when the text is cleared. */
  change: (value: string) => void;
  inputRef?: RefObject<HTMLInputElement | null>;
};

/** A text that narrows a list while it is typed. */
export function SearchText({ label, value, change, inputRef }: SearchTextProps) {
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (next: string, delayMs: number) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change(next.trim()), delayMs);
  };
  return (
    <TextInput
      ref={inputRef}
      aria-label={label}
      placeholder={label}
      leftSection={<Search size={14} aria-hidden="true" />}
      value={typed}
      onChange={(event) => take(event.currentTarget.value, quietMs)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      rightSection={typed && <CloseButton size="xs" aria-label="Clear the text" onClick={() => take('', 0)} />}
    />
  );
}
