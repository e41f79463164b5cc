/** A message in the few characters that a text message has (GSM 03.38: 160, or 153 in each of several). */
import { singleLine, truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import { paragraphsOf, subjectOf } from '../wording.ts';

const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each counts twice in a text message, or is not there at all. */
const lookAlikes: Record<string, string> = {
  ...{ '[': '(', ']': ')', '{': '(', '}': ')', '|': '-', '~': '-', '^': '-', '\\': '/', '`': "'", _: '-' },
  ...{ '‘': "'", '’': "'", '‚': "'", '“': '"', '”': '"', '„': '"', '–': '-', '—': '-', '…': '...', '•': '-' },
  ...{ '€': 'EUR', '\u00a0': ' ', '→': '->', '←': '<-', '×': 'x', '≥': '>=', '≤': '<=' },
};

/** Two messages of the plain alphabet, or of any other: a third comes late and costs as much. */
const mostPlain = 306;
const mostOther = 134;

/**
 * @param options `canReply`: the receiver can send a code back; `link`: the acknowledge link goes along
 * @returns at most two text messages; letters that the plain alphabet lacks are kept where there are many of them
 */
export function smsText(message: Message, { canReply, link }: { canReply: boolean; link: boolean }): string {
  if (message.kind === 'verify') return shortened(`Your Evenkeel code is ${message.code}.`, '');
  if (message.kind !== 'page')
    return shortened(`Evenkeel: ${subjectOf(message)}. ${singleLine(paragraphsOf(message).join(' '), 300)}`, '');
  const { replyCode, links } = message;
  const code = canReply && replyCode !== null ? replyCode : null;
  const head = code === null ? 'Evenkeel' : `Evenkeel ${code}`;
  const ends = [
    ...(code === null ? [] : [`Reply ${code}a to acknowledge, ${code}e to escalate`]),
    ...(link || code === null ? [links.acknowledge] : []),
  ];
  return shortened(`${head}: ${subjectOf(message)}`, ends.length > 0 ? `\n${ends.join('\n')}` : '');
}

/** The end is never cut: it is what the person needs to answer. */
function shortened(text: string, end: string): string {
  const plain = toPlain(text);
  const isPlain = plain !== null;
  const most = (isPlain ? mostPlain : mostOther) - [...end].length;
  const cut = truncate(isPlain ? plain : text, Math.max(most, 20));
  return `${isPlain ? cut.replace('…', '.') : cut}${end}`;
}

/** In the plain alphabet; null where more than every tenth character would be lost. */
export function toPlain(text: string): string | null {
  let lost = 0;
  const characters = [...text].map((character) => {
    if (gsm.has(character) && character !== '_') return character;
    const alike = lookAlikes[character] ?? withoutMark(character);
    if (alike !== undefined) return alike;
    lost += 1;
    return '?';
  });
  return lost > characters.length / 10 ? null : characters.join('');
}

/** `ç` becomes `c`; undefined where nothing plain is left. */
function withoutMark(character: string): string | undefined {
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== character && bare !== '' && [...bare].every((each) => gsm.has(each)) ? bare : undefined;
}
