/**
 * The URL that a text is, or null. `URL.canParse` is not asked anywhere: once it is hot, Node 20 reads a text with a
 * letter like ü as broken bytes and says that it is no URL.
 */
export function readUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
