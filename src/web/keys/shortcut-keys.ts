/**
 * Shortcuts as text: `c`, `shift+m`, `mod+enter` (Ctrl, or Command on a Mac), and sequences such as `g a`.
 * Pure, so that the rules can be tested without a keyboard.
 */

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const named: Record<string, string> = {
  ' ': 'space',
  arrowdown: 'down',
  arrowup: 'up',
  arrowleft: 'left',
  arrowright: 'right',
};

/** One key press in the notation above; null for a bare modifier and for Alt, which types characters on some layouts. */
export function stepOf(press: KeyPress): string | null {
  const key = press.key.toLowerCase();
  if (press.altKey || ['shift', 'control', 'meta', 'alt', 'altgraph', 'dead', 'capslock'].includes(key)) return null;
  const isSymbol = key.length === 1 && key === press.key.toUpperCase() && key !== ' ';
  const shift = press.shiftKey && !isSymbol ? 'shift+' : '';
  return (press.ctrlKey || press.metaKey ? 'mod+' : '') + shift + (named[key] ?? key);
}

/**
 * Feeds one step to the steps already waiting.
 * @returns the shortcut that is complete, if any, and the steps that still wait for more
 */
export function advance(waiting: string[], step: string, known: string[]): { complete?: string; waiting: string[] } {
  const tried = [...waiting, step].join(' ');
  if (known.includes(tried)) return { complete: tried, waiting: [] };
  if (known.some((keys) => keys.startsWith(`${tried} `))) return { waiting: [...waiting, step] };
  return waiting.length > 0 ? advance([], step, known) : { waiting: [] };
}

/** Whether it starts with one bare character, which speech input can trigger by accident (WCAG 2.1.4). */
export function isSingleKey(keys: string): boolean {
  return /^(shift\+)?.( |$)/.test(keys);
}

const shownNames: Record<string, string> = {
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  shift: 'Shift',
  down: '↓',
  up: '↑',
  left: '←',
  right: '→',
};

/** The caps to draw, one list per step: `g a` → `[['G'], ['A']]`, `mod+k` → `[['Ctrl', 'K']]`. */
export function keyCaps(keys: string, onMac: boolean): string[][] {
  const cap = (part: string) =>
    part === 'mod' ? (onMac ? '⌘' : 'Ctrl') : (shownNames[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return keys.split(' ').map((step) => (step === '+' ? ['+'] : step.split('+').map(cap)));
}

/** The value of `aria-keyshortcuts`. */
export function ariaKeys(keys: string): string {
  return keys
    .split(' ')
    .map((step) =>
      step
        .replace('mod', 'Control')
        .replace('shift', 'Shift')
        .replace(/(^|\+)([a-z])$/, (_, plus, key) => plus + key.toUpperCase()),
    )
    .join(' ');
}
