import { htmlText } from './html-text.ts';

// A mail as it travels, posted to the webhook by a mail server's pipe: RFC 5322 headers, an empty line, the text.
export type Mail = { subject: string; from: string; text: string; isAutomatic: boolean };

/** null for text that does not begin with the headers of a mail. */
export function readMail(whole: string): Mail | null {
  const text = whole.replace(/^From \S+ [^\n]*\n/, '');
  const end = /\r?\n\r?\n/.exec(text.slice(0, 100_000));
  if (end === null || !/^[A-Za-z-]{2,60}: ?\S/.test(text)) return null;
  const headers = readHeaders(text.slice(0, end.index));
  if (headers === null || (!headers.has('from') && !headers.has('content-type'))) return null;
  const type = headers.get('content-type') ?? 'text/plain';
  const body = text.slice(end.index + end[0].length);
  return {
    subject: decodeWords(headers.get('subject') ?? '').trim(),
    from: addressOf(headers.get('from') ?? ''),
    text: readableText(body, type, headers.get('content-transfer-encoding') ?? '', 3),
    // `auto-generated` is what monitors write too; answers of machines are none of theirs.
    isAutomatic:
      type.toLowerCase().startsWith('multipart/report') ||
      (headers.get('auto-submitted') ?? '').toLowerCase().startsWith('auto-replied') ||
      /^(?:auto[-_]?reply)$/i.test(headers.get('precedence') ?? '') ||
      ['x-autoreply', 'x-autorespond', 'x-auto-response'].some((name) => headers.has(name)),
  };
}

/** `a@b` of `Name <a@b>`. */
const addressOf = (from: string) => (/<([^<>]{1,300})>/.exec(from)?.[1] ?? from).slice(0, 300).trim();

function readHeaders(block: string): Map<string, string> | null {
  const headers = new Map<string, string>();
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1 || /\s/.test(line.slice(0, colon))) return null;
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** The first text in it. HTML is used only when there is nothing else, without its tags. */
function readableText(body: string, type: string, encoding: string, depth: number): string {
  const boundary = /boundary="?([^";]{1,100})"?/i.exec(type)?.[1];
  if (!/^multipart\//i.test(type) || boundary === undefined) {
    if (!/^text\//i.test(type)) return '';
    const text = decodeBody(body.slice(0, 200_000), encoding.toLowerCase());
    return /^text\/html/i.test(type) ? htmlText(text) : text;
  }
  if (depth === 0) return '';
  for (const part of body.split(`--${boundary}`).slice(1, 20)) {
    const split = /\r?\n\r?\n/.exec(part);
    if (split === null) continue;
    const headers = readHeaders(part.slice(0, split.index).trim()) ?? new Map<string, string>();
    const found = readableText(
      part.slice(split.index + split[0].length),
      headers.get('content-type') ?? 'text/plain',
      headers.get('content-transfer-encoding') ?? '',
      depth - 1,
    );
    if (found.trim() !== '') return found;
  }
  return '';
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body.replace(/=\r?\n/g, '')).toString('utf8') : body;
}

/** Encoded words of RFC 2047, such as `=?utf-8?B?…?=`. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?([\w-]{1,40})\?([BQ])\?([^?\s]*)\?=/gi, (word, charset: string, kind: string, value: string) => {
      const bytes =
        kind.toUpperCase() === 'B' ? Buffer.from(value, 'base64') : fromQuotedPrintable(value.replaceAll('_', ' '));
      try {
        return new TextDecoder(charset).decode(bytes);
      } catch {
        return word;
      }
    });
}

function fromQuotedPrintable(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const piece of text.split(/(=[0-9A-Fa-f]{2})/)) {
    parts.push(
      /^=[0-9A-Fa-f]{2}$/.test(piece) ? Buffer.from([Number.parseInt(piece.slice(1), 16)]) : Buffer.from(piece),
    );
  }
  return Buffer.concat(parts);
}
