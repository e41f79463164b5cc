const line =
  /^[\s>*•–-]{0,6}(?:\*{1,2}|_{1,2})?(\p{L}[\p{L}\p{N} _./()-]{0,40}?)(?:\*{1,2}|_{1,2})?(?:=(?=['"])|(?<=\p{Script=Han}):|\s?[:=](?:\*{1,2}|_{1,2})?\s{1,20}|：(?:\*{1,2}|_{1,2})?\s{0,20})(\S[^\n]{0,500})$/u;
const bold = /^[\s>*•–-]{0,6}\*{1,2}[^*]{1,40}\*{1,2}/;

/**
 * The `Host: web-1` lines of a text, the first 200 of them. One such line alone is a sentence with a colon unless its name is bold
 * or `single` allows it.
 */
export function pairsOfLines(text: string, single: boolean): [string, string][] {
  const pairs: [string, string][] = [];
  let hasBold = false;
  for (const each of text.slice(0, 50_000).split(/\r?\n/, 300)) {
    if (each.length > 600) continue;
    const pair = line.exec(each);
    if (pair === null || pair[2]!.startsWith('//')) continue;
    hasBold ||= bold.test(each);
    pairs.push([
      pair[1]!.trim(),
      pair[2]!
        .replace(/^(['"])([^'"]{0,300})\1$/, '$2')
        .replace(/(?<![\p{L}\p{N}])[*_`]{1,3}|[*_`]{1,3}(?![\p{L}\p{N}])/gu, '')
        .trim(),
    ]);
    if (pairs.length === 200) break;
  }
  return pairs.length > 1 || single || hasBold ? pairs : [];
}

/** `station=3; alarm=HIHI`: what is said in pairs is read as such. */
export const isLineOfPairs = (text: string) =>
  text.includes('=') && /^\p{L}[\w. -]{0,40}=[^=;|]{0,300}[;|] ?\p{L}[\w. -]{0,40}=/u.test(text);
