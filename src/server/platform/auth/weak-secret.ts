import { commonPasswords } from './common-passwords.ts';

/** Why a guesser would try this password or key early, or null. `about`: what is known of its holder. */
export function weaknessOf(secret: string, about: string[]): string | null {
  const plain = secret.normalize('NFKC').toLowerCase().trim();
  if (new Set(plain).size < 5) return 'Use more than four different characters.';
  if (isRun(plain) || isRun(plain.replace(/(.)\1/gu, '$1')))
    return 'Runs of neighbouring keys or numbers are easy to guess. Use several words.';
  // Digits and signs around a known word are what guessers add first.
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const spoken = core
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('3', 'e')
    .replaceAll('@', 'a')
    .replaceAll('$', 's')
    .replaceAll('5', 's');
  const letters = core.replace(/[^\p{L}]+/gu, '');
  const variants = [plain, core, spoken, letters, ...[core, spoken, letters].map(repeatedIn)];
  if (variants.some((each) => commonPasswords.has(each))) return 'This is a very common password. Use several words.';
  const words = [...about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]), 'evenkeel']
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4);
  // What is left without the words about the person has to stand on its own.
  const rest = words.sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest !== plain && rest.replace(/[^\p{L}]/gu, '').length < 6)
    return 'This is mostly your name, your address or the name of this product. Use several other words.';
  return null;
}

/** `word` of `wordword` and `word-word`; the text itself where nothing is repeated. */
function repeatedIn(text: string): string {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '');
  for (let length = 3; length <= letters.length / 2; length += 1)
    if (letters === letters.slice(0, length).repeat(letters.length / length)) return letters.slice(0, length);
  return text;
}

const rows = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
];

/** Made of at most two pieces of keyboard rows, the alphabet or digits in order, either way. */
function isRun(text: string): boolean {
  const lines = rows.flatMap((row) => [row + row, [...(row + row)].reverse().join('')]);
  let [rest, pieces] = [text, 0];
  while (rest !== '') {
    let length = 0;
    for (const line of lines) {
      let here = 0;
      while (here < rest.length && line.includes(rest.slice(0, here + 1))) here += 1;
      length = Math.max(length, here);
    }
    if (length < 3) return false;
    rest = rest.slice(length);
    pieces += 1;
  }
  return pieces <= 3;
}
