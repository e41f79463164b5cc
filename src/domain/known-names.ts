/** What stands between two names of a list: a word, or a run of signs. White space only separates. */
const tokens = /[\p{L}\p{N}\p{M}_]+|[^\p{L}\p{N}\p{M}_\s]+/gu;
const wordEnd = /[\p{L}\p{N}_-]$/u;
const wordStart = /^(?:[\p{L}\p{N}_]|-[\p{L}\p{N}])/u;
/** No name of a person or a service has more parts; it bounds what one place in a text can cost. */
const mostTokens = 12;

type Node<K> = { next: Map<string, Node<K>>; kind?: K };

export type NameFound<K> = { start: number; end: number; kind: K };

/** Finds names in a text; the first list that holds a name gives its kind. Time: the length of the text. */
export type NameFinder<K> = (text: string) => NameFound<K>[];

/**
 * Reads the names into one tree, so that a text is read once, however many there are. Letter case and the amount of
 * white space do not count; a name inside a longer word is none. A place where several names begin gives each of them,
 * the longest first. Offsets are UTF-16 code units, `end` is exclusive.
 */
export function findNames<K>(lists: readonly { kind: K; names: readonly string[] }[]): NameFinder<K> {
  const root: Node<K> = { next: new Map() };
  for (const { kind, names } of lists) for (const name of names) if (name.trim().length > 1) add(root, name, kind);
  return (text) => {
    const parts = tokensOf(text);
    const found: NameFound<K>[] = [];
    for (let index = 0; index < parts.length; index += 1) {
      const first = root.next.get(parts[index]!.word);
      if (first) namesAt(text, parts, index, first, found);
    }
    return found;
  };
}

type Token = { word: string; start: number; end: number };

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    found.push({ word: match[0].toLowerCase(), start: match.index, end: tokens.lastIndex });
  }
  return found;
}

/** White space before a word counts: `a-b` is another name than `a - b`. */
function keyAfter({ end }: Token, { word, start }: Token): string {
  return start > end ? ` ${word}` : word;
}

function add<K>(root: Node<K>, name: string, kind: K) {
  let node = root;
  const parts = tokensOf(name).slice(0, mostTokens);
  for (const [index, part] of parts.entries()) {
    const key = index === 0 ? part.word : keyAfter(parts[index - 1]!, part);
    const next: Node<K> = node.next.get(key) ?? { next: new Map() };
    node.next.set(key, next);
    node = next;
  }
  if (node !== root) node.kind ??= kind;
}

function namesAt<K>(text: string, parts: Token[], from: number, first: Node<K>, found: NameFound<K>[]): void {
  const { start } = parts[from]!;
  if (wordEnd.test(text.slice(Math.max(0, start - 2), start))) return;
  const here: NameFound<K>[] = [];
  let node: Node<K> | undefined = first;
  for (let index = from; node; index += 1) {
    const part = parts[index]!;
    if (node.kind !== undefined && !wordStart.test(text.slice(part.end, part.end + 3))) {
      here.push({ start, end: part.end, kind: node.kind });
    }
    const next = parts[index + 1];
    node = next && node.next.get(keyAfter(part, next));
  }
  found.push(...here.reverse());
}
