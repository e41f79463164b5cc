/**
 * The directories of gammu-smsd with its files backend (gammu-smsd-files(7)): what is put into `outbox` goes out and
 * moves to `sent` or `error`; what comes in appears in `inbox`.
 */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Folder = 'inbox' | 'outbox' | 'sent' | 'error';
export const folders: readonly Folder[] = ['inbox', 'outbox', 'sent', 'error'];

const mostFileBytes = 64 * 1024;
const byteOrderMark = Buffer.from([0xfe, 0xff]);

/** What a message is called in its file's name: the same for the same message, so that a repeat is known. */
export function noteOf(idempotencyKey: string): string {
  return `ek${createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 24)}`;
}

const ours = /^OUT.*_(ek[0-9a-f]{24})\.txt[a-z]*$/;

/** Our messages in a folder. */
export async function listOurs(spool: string, folder: Folder): Promise<{ name: string; note: string }[]> {
  const names = await readdir(path.join(spool, folder));
  return names.flatMap((name) => {
    const [, note] = ours.exec(name) ?? [];
    return note === undefined ? [] : [{ name, note }];
  });
}

/**
 * Puts a message in, whole or not at all.
 * @param number E.164
 * @param priority a letter; A goes out first
 */
export async function putOut(
  spool: string,
  message: { number: string; text: string; note: string; priority: 'A' | 'N'; wallMs: number },
): Promise<void> {
  const { number, text, note, priority, wallMs } = message;
  const [date, time] = new Date(wallMs)
    .toISOString()
    .replace(/[-:]|\..*$/g, '')
    .split('T') as [string, string];
  const name = `OUT${priority}${date}_${time}_00_${number}_${note}.txt`;
  const place = (each: string) => path.join(spool, 'outbox', each);
  // A name that gammu-smsd does not look at, until all of it is there.
  await writeFile(place(`.${name}`), Buffer.concat([byteOrderMark, Buffer.from(text, 'utf16le').swap16()]));
  await rename(place(`.${name}`), place(name));
}

export async function ageMsOf(spool: string, folder: Folder, name: string, wallMs: number): Promise<number> {
  return wallMs - (await lstat(path.join(spool, folder, name))).mtimeMs;
}

/** Whoever is first; gammu-smsd may have moved it meanwhile. */
export async function remove(spool: string, folder: Folder, name: string): Promise<void> {
  await unlink(path.join(spool, folder, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

export type Received = { key: string; from: string; text: string };

const incoming = /^(IN\d{8}_\d{6}_\d+_(\+?[\w-]*))_(\d+)\.txt$/;

/** The names of the parts of what has come in, by message, the oldest first. */
export async function listReceived(spool: string): Promise<Map<string, string[]>> {
  const names = (await readdir(path.join(spool, 'inbox'))).sort();
  const messages = new Map<string, string[]>();
  for (const name of names) {
    const [, message] = incoming.exec(name) ?? [];
    if (message !== undefined) messages.set(message, [...(messages.get(message) ?? []), name]);
  }
  return messages;
}

/** Null for what is no text message, or too large for one. */
export async function readReceived(spool: string, key: string, parts: string[]): Promise<Received | null> {
  const from = incoming.exec(parts[0] ?? '')?.[2] ?? '';
  const texts: string[] = [];
  for (const name of parts) {
    const file = path.join(spool, 'inbox', name);
    const { size, isFile } = await lstat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile || size > mostFileBytes) return null;
    texts.push(decoded(await readFile(file)));
  }
  return { key, from, text: texts.join('') };
}

/** UTF-16 with its mark (InboxFormat unicode), else the character set of the system (standard). */
function decoded(bytes: Buffer): string {
  const isSixteen = bytes.length >= 2 && bytes.length % 2 === 0;
  const mark = isSixteen ? bytes.readUInt16BE(0) : 0;
  const text =
    mark === 0xfeff
      ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
      : mark === 0xfffe
        ? bytes.subarray(2).toString('utf16le')
        : bytes.toString('utf8');
  return text.replaceAll('\0', '');
}
