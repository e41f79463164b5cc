// A mail as it travels, posted to the webhook by a mail server's pipe: RFC 5322 headers, an empty line, the text.
import { isUtf8 } from 'node:buffer';
import libmime from 'libmime';
import { decode as fromCharset } from 'libmime/lib/charset.js';
import { decode as fromQuotedPrintable } from 'libqp';
import { htmlText } from './html-text.ts';

export type Mail = {
  subject: string;
  from: string;
  text: string;
  isAutomatic: boolean;
  /** Names in lower case; of several of a name the first. */
  headers: ReadonlyMap<string, string>;
};

export type Attachment = { name: string; bytes: number };

const mostHeaderBytes = 100_000;
const mostTextBytes = 200_000;
/** Of one header that is decoded. */
const longestHeader = 4_000;
const mostParts = 50;
const deepest = 8;

/** null for a body that does not begin with the headers of a mail. */
export function readMail(body: Uint8Array): Mail | null {
  const message = messageOf(body);
  if (message === null) return null;
  const { headers } = message;
  const texts = textsOf(message, deepest);
  return {
    subject: libmime.decodeWords((headers.get('subject') ?? '').slice(0, longestHeader)).trim(),
    from: addressOf(headers.get('from') ?? ''),
    text: texts.plain || texts.html,
    headers,
    // `auto-generated` is what monitors write too; answers of machines are none of theirs.
    isAutomatic:
      parametersOf(message, 'content-type').value.toLowerCase().startsWith('multipart/report') ||
      (headers.get('auto-submitted') ?? '').toLowerCase().startsWith('auto-replied') ||
      /^(?:auto[-_]?reply)$/i.test(headers.get('precedence') ?? '') ||
      ['x-autoreply', 'x-autorespond', 'x-auto-response'].some((name) => headers.has(name)),
  };
}

/** What hangs on a mail, by name and the size it has as text. */
export function attachmentsOf(body: Uint8Array): Attachment[] {
  const message = messageOf(body);
  return message === null ? [] : hangingOn(message, deepest);
}

/** The headers as they were sent, one character for each byte; null for a body that is no mail. */
export function headerBlockOf(body: Uint8Array): string | null {
  const raw = rawOf(body, mostHeaderBytes);
  const end = /\r?\n\r?\n/.exec(raw);
  return end && raw.slice(0, end.index);
}

/** One character for each byte: every part has its own charset. */
const rawOf = (body: Uint8Array, end?: number) =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('latin1', 0, end)
    .replace(/^From \S+ [^\n]*\n/, '');

function messageOf(body: Uint8Array): Entity | null {
  if (!/^[A-Za-z-]{2,60}: ?\S/.test(rawOf(body, 2_000))) return null;
  const message = entityOf(rawOf(body));
  return message?.headers.has('from') || message?.headers.has('content-type') ? message : null;
}

/** `a@b` of `Name <a@b>`. */
const addressOf = (from: string) => (/<([^<>]{1,300})>/.exec(from)?.[1] ?? from).slice(0, 300).trim();

/** A mail or a part of one; `body` has one character for each byte. */
type Entity = { headers: Map<string, string>; body: string };

function entityOf(raw: string): Entity | null {
  if (/^\r?\n/.test(raw)) return { headers: new Map(), body: raw };
  const end = /\r?\n\r?\n/.exec(raw.slice(0, mostHeaderBytes));
  const headers = end && readHeaders(textOf(Buffer.from(raw.slice(0, end.index), 'latin1')));
  return headers && { headers, body: raw.slice(end.index + end[0].length) };
}

/** null when a line is none of a header. Of several headers of a name the first counts. */
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

const parametersOf = ({ headers }: Entity, name: string) =>
  libmime.parseHeaderValue((headers.get(name) ?? '').slice(0, longestHeader), { stripComments: true });

type Texts = { plain: string; html: string };
const none: Texts = { plain: '', html: '' };

/** The first plain text in it and the words of the first HTML; attachments are no text of it. */
function textsOf(entity: Entity, depth: number): Texts {
  const { value, params } = parametersOf(entity, 'content-type');
  const type = value.toLowerCase() || 'text/plain';
  if (/^attachment\b/i.test(entity.headers.get('content-disposition') ?? '')) return none;
  if (type.startsWith('multipart/') && params.boundary) {
    if (depth === 0) return none;
    const found = { ...none };
    for (const raw of partsOf(entity.body, params.boundary)) {
      const { plain, html } = textsOf(entityOf(raw) ?? { headers: new Map(), body: raw }, depth - 1);
      found.plain ||= plain;
      found.html ||= html;
      if (found.plain) break;
    }
    return found;
  }
  if (!type.startsWith('text/')) return none;
  const text = textOf(decoded(entity), params.charset);
  if (type === 'text/html') return { plain: '', html: htmlText(text) };
  const isFlowed = params.format?.toLowerCase() === 'flowed';
  const lines = isFlowed ? libmime.decodeFlowed(text, params.delsp?.toLowerCase() === 'yes') : text;
  return { plain: lines.trim() === '' ? '' : lines, html: '' };
}

function hangingOn(entity: Entity, depth: number): Attachment[] {
  const { value, params } = parametersOf(entity, 'content-type');
  const type = value.toLowerCase() || 'text/plain';
  const disposition = parametersOf(entity, 'content-disposition');
  if (type.startsWith('multipart/') && params.boundary) {
    if (depth === 0) return [];
    const parts = partsOf(entity.body, params.boundary);
    return parts.flatMap((raw) => hangingOn(entityOf(raw) ?? { headers: new Map(), body: raw }, depth - 1));
  }
  if (type.startsWith('text/') && disposition.value.toLowerCase() !== 'attachment') return [];
  const name = libmime.decodeWords(disposition.params.filename ?? params.name ?? type).replace(/[\p{Cc}]/gu, ' ');
  return [{ name: name.slice(0, 120), bytes: entity.body.length }];
}

/** What is between the lines `--boundary`. */
function partsOf(body: string, boundary: string): string[] {
  const line = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[^\w]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const parts: string[] = [];
  let from: number | null = null;
  for (const { index, 0: found, 1: isLast } of body.matchAll(line)) {
    if (from !== null) parts.push(withoutBreak(body.slice(from, index)));
    from = isLast ? null : index + found.length;
    if (isLast || parts.length === mostParts) return parts;
  }
  // One that was cut off on its way still has its last part.
  return from === null ? parts : [...parts, withoutBreak(body.slice(from))];
}

const withoutBreak = (text: string) => text.replace(/^\r?\n/, '');

function decoded({ headers, body }: Entity): Buffer {
  const text = body.slice(0, mostTextBytes);
  const encoding = /[\w-]+/.exec(headers.get('content-transfer-encoding') ?? '')?.[0].toLowerCase();
  if (encoding === 'base64') return Buffer.from(text, 'base64');
  return encoding === 'quoted-printable' ? fromQuotedPrintable(text) : Buffer.from(text, 'latin1');
}

/** A sender that names no charset, or the wrong one, mostly writes UTF-8, and Windows where it cannot be that. */
function textOf(bytes: Buffer, charset?: string): string {
  const isUsual = charset === undefined || /^(?:us-)?ascii$|^utf-?8$/i.test(charset.trim());
  if (isUsual) return isUtf8(bytes) ? bytes.toString('utf8') : fromCharset(bytes, 'windows-1252');
  return fromCharset(bytes, charset);
}
