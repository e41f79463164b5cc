/** A mail small enough to be kept. */
import { attachmentsOf, headerBlockOf, readMail } from '../generic/bodies/mail-text.ts';

const keptWholeBytes = 256 * 1024;
const mostHeaderBytes = 48 * 1024;
const mostNamed = 20;

/**
 * A small mail as it came. Of a large one its headers and its text, with a line for each attachment that was left out.
 * What comes out is read as the mail itself is.
 */
export function slimMail(raw: Buffer): Buffer {
  if (raw.length <= keptWholeBytes) return raw;
  const mail = readMail(raw);
  const block = headerBlockOf(raw);
  if (mail === null || block === null) return raw.subarray(0, keptWholeBytes);
  const attachments = attachmentsOf(raw);
  const notes = attachments.slice(0, mostNamed).map(({ name, bytes }) => `[Left out: ${name}, ${sizeText(bytes)}]`);
  if (attachments.length > mostNamed) notes.push(`[Left out: ${attachments.length - mostNamed} more]`);
  const kept = block
    .split(/\r?\n(?![ \t])/)
    .filter((line) => !/^(?:content-|mime-version:)/i.test(line) || /^content-type:\s*multipart\/report/i.test(line));
  const isReport = kept.some((line) => /^content-type:/i.test(line));
  const headers = Buffer.from(kept.join('\r\n').slice(0, mostHeaderBytes), 'latin1');
  const rest = [
    ...(isReport ? [] : ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8']),
    'Content-Transfer-Encoding: 8bit',
    '',
    mail.text,
    '',
    ...notes,
  ];
  return Buffer.concat([headers, Buffer.from(`\r\n${rest.join('\r\n')}\r\n`, 'utf8')]);
}

const sizeText = (bytes: number) =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
