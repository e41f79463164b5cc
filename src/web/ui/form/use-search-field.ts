import { type FocusEvent, type KeyboardEvent, type MouseEvent, useRef } from 'react';

export type SearchFieldOptions = {
  /** Whether the options are those of what is typed. */
  isSettled: boolean;
  /** Takes the choice back, where that is allowed: for a field that was emptied. */
  clear?: (() => void) | undefined;
};

const optionsIn = (field: HTMLInputElement): HTMLElement[] => {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  return [...(list?.querySelectorAll<HTMLElement>('[data-combobox-option]:not([data-combobox-disabled])') ?? [])];
};

/** The option that Enter takes: the marked one, the only one, or the one with this very name. */
function optionToTake(field: HTMLInputElement, isTyped: boolean): HTMLElement | undefined {
  const options = optionsIn(field);
  const marked = options.find((option) => option.hasAttribute('data-combobox-selected'));
  if (marked || !isTyped || field.value.trim() === '') return marked;
  if (options.length === 1) return options[0];
  const typed = field.value.trim().toLowerCase();
  const labelOf = (option: HTMLElement) => (option.querySelector('[data-label]') ?? option).textContent?.trim();
  const named = options.filter((option) => labelOf(option)?.toLowerCase() === typed);
  return named.length === 1 ? named[0] : undefined;
}

/**
 * How a field that searches takes text and Enter. The kit keeps the place of the marked option as a number and would
 * take whatever stands there by now; here only what is in view counts.
 */
export function useSearchField({ isSettled, clear }: SearchFieldOptions) {
  const isTyped = useRef(false);
  const isFresh = useRef(false);
  const chosen = () => {
    isTyped.current = false;
  };
  const clearIfEmptied = (field: HTMLInputElement) => {
    if (!isTyped.current || field.value !== '' || !clear) return false;
    isTyped.current = false;
    clear();
    return true;
  };
  return {
    chosen,
    handlers: {
      onFocus(event: FocusEvent<HTMLInputElement>) {
        isTyped.current = false;
        isFresh.current = true;
        event.currentTarget.select();
      },
      onBlur(event: FocusEvent<HTMLInputElement>) {
        clearIfEmptied(event.currentTarget);
        isTyped.current = false;
      },
      // The press that brings the focus sets the cursor after that, and takes the selection away.
      onMouseUp(event: MouseEvent<HTMLInputElement>) {
        const { currentTarget: field } = event;
        if (isFresh.current && field.selectionStart === field.selectionEnd) field.select();
        isFresh.current = false;
      },
      onInput() {
        isTyped.current = true;
      },
      onKeyDownCapture(event: KeyboardEvent<HTMLInputElement>) {
        isFresh.current = false;
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        const field = event.currentTarget;
        const isSending = event.ctrlKey || event.metaKey;
        if (isSending && !isTyped.current) return;
        const isOpen = field.getAttribute('aria-expanded') === 'true';
        const option = isOpen && isSettled && !isSending ? optionToTake(field, isTyped.current) : undefined;
        if (isTyped.current || option) event.preventDefault();
        event.stopPropagation();
        if (option) option.click();
        else clearIfEmptied(field);
      },
    },
  };
}
