import { showToast } from '../screen/toasts.ts';
import { countText } from '../text/count-text.ts';

/**
 * A field with a limit would cut what is pasted without a word. It takes all of it instead and says so; saving it is
 * refused at the field until somebody has shortened it.
 */
export function keepWholePastes(): void {
  document.addEventListener('paste', onPaste, true);
}

function onPaste(event: ClipboardEvent): void {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.maxLength < 0) return;
  const pasted = event.clipboardData?.getData('text') ?? '';
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0);
  if (field.value.length - replaced + pasted.length <= field.maxLength) return;
  const most = countText(field.maxLength);
  field.removeAttribute('maxlength');
  showToast(`This field takes at most ${most} characters. Shorten what you pasted before you save.`, {
    tone: 'failed',
    forSeconds: 10,
  });
}
