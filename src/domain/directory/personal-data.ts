/** What is looked for when the personal data of somebody are removed, and what stands there afterwards. */

export type PersonalWords = {
  /** The name, and former ones. */
  names: string[];
  /** E-mail addresses, also former ones. */
  addresses: string[];
  /** Numbers, user names and addresses of contact methods, and ids at the identity provider. */
  others: string[];
};

/** Regular expressions of PostgreSQL; '' for none. */
export type Patterns = { names: string; addresses: string };

export const pseudonymOf = (personId: number) => `Removed person ${personId}`;
/** A domain that never exists (RFC 2606). */
export const pseudonymAddressOf = (personId: number) => `removed-person-${personId}@removed.invalid`;

/** Without what is too short to say somebody, and what the pseudonym itself says. */
export function cleanWords({ names, addresses, others }: PersonalWords, personId: number): PersonalWords {
  const stands = `${pseudonymOf(personId)} ${pseudonymAddressOf(personId)}`.toLowerCase();
  const clean = (words: string[]) =>
    [...new Set(words.map((word) => word.trim()))].filter(
      (word) => word.length >= 2 && !stands.includes(word.toLowerCase()),
    );
  return {
    names: clean(names),
    addresses: clean(addresses.map((address) => address.toLowerCase())),
    others: clean(others.filter(identifies)),
  };
}

/** Whether a setting of a contact method says who somebody is: it has a digit or an @, and is no word such as `html`. */
function identifies(value: string): boolean {
  return value.trim().length >= 6 && /[\d@]/.test(value);
}

/** Matches within a sentence: whole words, so that Ann is not found in Annual. */
export function sentencePatterns(words: PersonalWords): Patterns {
  return {
    names: anyOf([...words.names, ...words.others], bounded),
    addresses: anyOf(words.addresses, (address) => `(?<![\\w.+-])${escaped(address)}(?!\\w|[.-]\\w)`),
  };
}

/** Matches where the whole text is one of the words. */
export function wholePatterns(words: PersonalWords): Patterns {
  const whole = (word: string) => `^${escaped(word)}$`;
  return { names: anyOf([...words.names, ...words.others], whole), addresses: anyOf(words.addresses, whole) };
}

/** Patterns of `ilike` for every text or JSON value that may hold one of the words. */
export function likePatterns(words: PersonalWords): string[] {
  const all = [...words.names, ...words.addresses, ...words.others];
  const spelled = all.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]);
  return [...new Set(spelled)].map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Longer ones first: a name may hold another one. */
function anyOf(words: string[], patternOf: (word: string) => string): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map(patternOf)
    .join('|');
}

const endsLikeWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]/u;

/** Scripts without blanks between words have no bounds to ask for. */
function bounded(word: string): string {
  const letters = [...word];
  const before = endsLikeWord.test(letters[0]!) ? '(?<!\\w)' : '';
  const after = endsLikeWord.test(letters.at(-1)!) ? '(?!\\w)' : '';
  return `${before}${escaped(word)}${after}`;
}

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
