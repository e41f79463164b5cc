import { useEffect } from 'react';
import { currentCommands } from './commands.ts';
import { preferences } from './preferences.ts';
import { advance, isSingleKey, stepOf } from './shortcut-keys.ts';

const sequenceTimeoutMs = 1200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return target.isContentEditable || target.matches('textarea, select, [role="textbox"], [role="combobox"]');
}

/** The one listener that turns key presses into commands. The shell uses it once. */
export function useShortcutListener(): void {
  useEffect(() => {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      const step = event.defaultPrevented || event.isComposing ? null : stepOf(event);
      if (!step) return;
      const typing = isTyping(event.target);
      const behindDialog = document.querySelector('[aria-modal="true"], dialog[open]') !== null;
      const bare = preferences.read().singleKeyShortcuts;
      const usable = currentCommands().filter(({ keys, repeats }) => {
        if (!keys || (event.repeat && !repeats)) return false;
        if (isSingleKey(keys)) return bare && !typing && !behindDialog;
        // Undo belongs to the field while one is being edited; the palette is reachable from anywhere.
        return (!typing && !behindDialog) || keys === 'mod+k';
      });
      const result = advance(
        waiting,
        step,
        usable.map((command) => command.keys as string),
      );
      waiting = result.waiting;
      clearTimeout(timer);
      if (waiting.length > 0) {
        timer = setTimeout(() => {
          waiting = [];
        }, sequenceTimeoutMs);
      }
      const command = usable.find(({ keys }) => keys === result.complete);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
