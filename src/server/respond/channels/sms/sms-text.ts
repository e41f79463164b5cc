/** A message in the few characters that a text message has (GSM 03.38, or UTF-16 where that alphabet is not enough). */
import { singleLine } from '../../../../domain/text.ts';
import type { Message, PageMessage } from '../message.ts';
import { paragraphsOf, subjectOf } from '../wording.ts';

const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each counts twice. */
const gsmExtension = new Set('^{}\\[~]|€');

/** For what the alphabet lacks or counts twice. */
const lookAlikes: Record<string, string> = {
  ...{ '[': '(', ']': ')', '{': '(', '}': ')', '|': '-', '~': '-', '^': '-', '\\': '/', '`': "'", _: '-' },
  ...{ '‘': "'", '’': "'", '‚': "'", ʼ: "'", '´': "'", '′': "'", '“': '"', '”': '"', '„': '"', '″': '"', '«': '"' },
  ...{ '»': '"', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '−': '-', '…': '...', '•': '-', '·': '-' },
  ...{ '€': 'EUR', '\u00a0': ' ', '\t': ' ', '→': '->', '←': '<-', '×': 'x', '≥': '>=', '≤': '<=', '≠': '!=' },
  ...{ '±': '+-', '°': '', µ: 'u', μ: 'u', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', œ: 'oe', Œ: 'OE', þ: 'th' },
  ...{ Þ: 'Th', ð: 'd', Ð: 'D', ħ: 'h', Ħ: 'H', ẞ: 'SS' },
};
const lost = '\ue000';

/**
 * Two messages of 153 characters of the plain alphabet, or of 67 UTF-16 units: a third comes late and costs as much.
 * One less, because a character of two units is not divided between them.
 */
const mostPlain = 305;
const mostOther = 133;
/** What the only way to answer leaves for the words, and what a second one does; else it stays out. */
const leastForWords = 40;
const leastBesideSecond = 72;

/** How long the name of a page may be, tried in this order: what comes after it, such as how many more, stays. */
const longestNames = [120, 100, 80, 60, 45, 30, 20, 12];

/**
 * @param options `canReply`: the receiver can send a code back; `link`: the acknowledge link goes along
 * @returns at most two text messages; letters that the plain alphabet lacks are kept
 */
export function smsText(message: Message, { canReply, link }: { canReply: boolean; link: boolean }): string {
  if (message.kind === 'verify') return fitted(() => `Your Evenkeel code is ${message.code}.`, []);
  if (message.kind !== 'page')
    return fitted(() => `Evenkeel: ${subjectOf(message)}. ${singleLine(paragraphsOf(message).join(' '), 300)}`, []);
  const { replyCode, links } = message;
  const code = canReply && replyCode !== null ? replyCode : null;
  const head = code === null ? 'Evenkeel' : `Evenkeel ${code}`;
  return fitted(
    (longest) => `${head}: ${subjectOf(named(message, longest))}`,
    [
      ...(code === null ? [] : [`Reply ${code}a to acknowledge, ${code}e to escalate`]),
      ...(link || code === null ? [links.acknowledge] : []),
    ],
  );
}

/** An answer to whoever wrote to us. */
export function answerText(words: string): string {
  return fitted(() => singleLine(words, 300), []);
}

function named(message: PageMessage, longest: number): PageMessage {
  const { title, serviceName } = message.page;
  const shortName = serviceName && singleLine(serviceName, Math.max(Math.round(longest / 2), 12));
  return { ...message, page: { ...message.page, title: singleLine(title, longest), serviceName: shortName } };
}

/** The ends are whole or not there: half a code or link is of no use to anybody. */
function fitted(wordsOf: (longestName: number) => string, ends: string[]): string {
  const isPlain = toPlain(wordsOf(longestNames[0]!)) !== null;
  const [most, sizeOf] = isPlain ? [mostPlain, septets] : [mostOther, units];
  const end = ends.reduce((before, each, place) => {
    const longer = `${before}\n${each}`;
    return sizeOf(longer) <= most - (place === 0 ? leastForWords : leastBesideSecond) ? longer : before;
  }, '');
  const left = most - sizeOf(end);
  let words = '';
  for (const longest of longestNames) {
    const whole = wordsOf(longest);
    words = isPlain ? (toPlain(whole) ?? '') : whole;
    if (sizeOf(words) <= left) break;
  }
  return cut(words, left, sizeOf, isPlain ? '...' : '…') + end;
}

function cut(text: string, most: number, sizeOf: (text: string) => number, ellipsis: string): string {
  if (sizeOf(text) <= most) return text;
  let kept = '';
  let left = most - ellipsis.length;
  for (const character of text) {
    left -= sizeOf(character);
    if (left < 0) break;
    kept += character;
  }
  return kept.trimEnd() + ellipsis;
}

const units = (text: string) => text.length;

/** What it takes in the plain alphabet; infinite where that has no such character. */
export function septets(text: string): number {
  let sum = 0;
  for (const character of text)
    sum += gsm.has(character) ? 1 : gsmExtension.has(character) ? 2 : Number.POSITIVE_INFINITY;
  return sum;
}

/** In the plain alphabet; null where a letter or digit would be lost. Pictures become a question mark. */
export function toPlain(text: string): string | null {
  const characters = [...text.normalize('NFC')].map(plainOf);
  return characters.includes(null) ? null : characters.join('').replace(/\ue000+/g, '?');
}

function plainOf(character: string): string | null {
  if (gsm.has(character) && character !== '_') return character;
  const alike = lookAlikes[character];
  if (alike !== undefined) return alike;
  if (/[\p{M}\u200c\u200d]/u.test(character)) return '';
  if (!/[\p{L}\p{N}]/u.test(character)) return lost;
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...bare].every((each) => gsm.has(each)) ? bare : null;
}
