/** `Text message` → `text message`; names that are written otherwise, such as `ntfy` or `MS Teams`, stay. */
export function inSentence(title: string): string {
  return /^[A-Z][^A-Z]*$/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
