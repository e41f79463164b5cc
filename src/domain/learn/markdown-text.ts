/** Control characters, lone surrogates, and the invisible marks that reorder or hide text. */
const unseen = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Turns any text into one line of Markdown that reads as that text: no markup, link, HTML or template code of a stranger
 * takes effect. Longer text is cut at `limit` characters.
 */
export function plainMarkdown(text: string, limit = 500): string {
  const line = text.replace(/\s+/gu, ' ').replace(unseen, '').trim();
  const characters = [...line];
  const cut = characters.length > limit ? `${characters.slice(0, limit).join('')}…` : line;
  return cut
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^([-=])/, '\\$1')
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/(?<![a-z0-9])(https?|ftp|mailto|javascript|data|www)([:.])/gi, '$1\\$2')
    .replaceAll('@', '\\@');
}
