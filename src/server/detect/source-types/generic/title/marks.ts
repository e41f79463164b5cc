// Emoji and the signs of markup around words.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';

const bad = /[🔴🟥❌🚨🔥⛔🆘⚠🟠🟡🟧🟨‼❗🛑💥👎⬇🔻☠💀🐛❎✖✗]/u;
const good = /[✅🟢🟩💚✔☑🎉👍⬆🆗✓]/u;
const badCode =
  /:(?:red_circle|large_red_square|fire|rotating_light|warning|x|siren|sos|bangbang|exclamation|no_entry|octagonal_sign|boom|large_orange_circle|large_yellow_circle|skull|thumbsdown|alert|alarm):/;
const goodCode =
  /:(?:white_check_mark|heavy_check_mark|large_green_circle|green_circle|green_heart|tada|ok|ballot_box_with_check|large_green_square|thumbsup|green_apple|recycle):/;
const anyMark = /\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|✓|✗/gu;

/** What the emoji of a text say, as characters or as `:red_circle:`. */
export function actionOfMark(text: string): SignalAction | null {
  if (good.test(text) || goodCode.test(text)) return 'resolve';
  return bad.test(text) || badCode.test(text) ? 'trigger' : null;
}

/** Most texts hold nothing of the kind. */
const plain = /^[A-Za-z\d(][\w .,;:()'"/%@&?$-]*[A-Za-z\d.)%]$/;

/** A short text without emoji, asterisks and headings of Markdown. */
export function withoutMarks(text: string): string {
  if (plain.test(text) && !text.includes('  ') && !text.includes(' :')) return text;
  return text
    .replace(anyMark, ' ')
    .replace(/(?<![\p{L}\p{N}_])(_{1,2})([^_\n]{1,200})\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/(^|\s):[a-z_]{2,40}:(?=\s|$)/g, '$1')
    .replace(/^[\s#>*_~`=+!-]{1,40}(?=[\s\p{L}[(\p{N}"])/u, '')
    .replace(/\*{1,5}/g, '')
    .replace(/<(https?:\/\/[^|>\s]{1,300})\|([^>]{1,200})>/g, '$2')
    .replace(/\[([^\][]{1,200})\]\(https?:\/\/[^)\s]{1,300}\)/g, '$1')
    .replace(/\s{2,}/g, ' ')
    .replace(/[\s*_~`]{1,40}$/, '')
    .trim();
}
