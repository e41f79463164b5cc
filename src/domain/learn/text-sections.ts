/** A piece of a Markdown text that begins with a heading. */
export type TextSection = {
  /** The words of its heading, with a number where several are alike; `leadKey` before the first heading. */
  key: string;
  /** 1 to 6; 0 before the first heading. */
  level: number;
  /** Everything in it, its heading included. */
  text: string;
};

/** Stands for the heading of what comes before the first one. */
export const leadKey = 'Introduction';

/**
 * The text in the pieces that its headings make, with everything in them; put together again they are the text. A line
 * that looks like a heading inside code is none.
 * @param deepest headings below this level begin nothing
 */
export function sectionsOf(markdown: string, deepest = 6): TextSection[] {
  const sections: TextSection[] = [];
  const keys = new Set<string>();
  let fence: string | null = null;
  for (const line of markdown.split(/(?<=\n)/)) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const heading: RegExpExecArray | null =
      fence === null ? /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*$/.exec(line.trimEnd()) : null;
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
    const level = heading?.[1]?.length ?? 7;
    if (level <= deepest) {
      const words = (heading?.[2] ?? '').replace(/[ \t]+#+$/, '').trim() || leadKey;
      sections.push({ key: unusedKey(words, keys), level, text: line });
    } else if (sections.length === 0) {
      sections.push({ key: unusedKey(leadKey, keys), level: 0, text: line });
    } else {
      sections.at(-1)!.text += line;
    }
  }
  return sections;
}

function unusedKey(words: string, keys: Set<string>): string {
  let key = words;
  for (let count = 2; keys.has(key); count++) key = `${words} (${count})`;
  keys.add(key);
  return key;
}

/** The text with another one in the place of the section of this key; '' takes it out. At the end when there is none. */
export function withSection(markdown: string, key: string, text: string): string {
  const sections = sectionsOf(markdown);
  const found = sections.some((section) => section.key === key);
  const texts = sections.map((section) => (section.key === key ? text : section.text));
  return joinSections(found ? texts : [...texts, text]);
}

/** Pieces of texts one after the other: a heading never lands behind the last words of the piece before. */
export function joinSections(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text, index, all) => (index < all.length - 1 && !text.endsWith('\n') ? `${text}\n\n` : text))
    .join('');
}
