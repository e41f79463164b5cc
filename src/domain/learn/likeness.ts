/** Words that stand in most incident titles and tell nothing. */
const commonWords = new Set(
  'a an the of in on at to for from with and or is are was by not no high low error errors issue problem incident alert alerts firing service down'.split(
    ' ',
  ),
);

function wordsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !commonWords.has(word) && !/^\d+$/.test(word)));
}

function trigramsOf(text: string): Set<string> {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  const characters = [...` ${plain} `];
  const grams = new Set<string>();
  if (plain === '') return grams;
  for (let index = 0; index + 3 <= characters.length; index++) grams.add(characters.slice(index, index + 3).join(''));
  return grams;
}

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const item of left) if (right.has(item)) common++;
  return common / (left.size + right.size - common);
}

/** Share of words two texts have in common (Jaccard), 0–1; order, numbers and everyday words do not count. */
export function wordLikeness(left: string, right: string): number {
  return overlap(wordsOf(left), wordsOf(right));
}

/** Share of three-letter pieces two texts have in common (Jaccard), 0–1; forgives spelling and endings. */
export function trigramLikeness(left: string, right: string): number {
  return overlap(trigramsOf(left), trigramsOf(right));
}
