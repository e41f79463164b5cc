import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import type { ExportFile } from '../../../domain/move-in/read-sections.ts';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';

const mostFiles = 20_000;
const mostBytes = 200 * 1024 * 1024;

/** The JSON files of an export: a folder, a zip archive or one file. */
export function readExportFiles(given: string): ExportFile[] {
  if (!existsSync(given)) throw new CommandProblem(`${given} does not exist.`, exitCodes.usage);
  try {
    if (statSync(given).isDirectory()) return readFolder(given);
    const bytes = readFileSync(given);
    if (bytes.subarray(0, 4).toString('latin1') !== 'PK\u0003\u0004')
      return [{ path: jsonName(given), text: bytes.toString('utf8') }];
    return readArchive(bytes);
  } catch (error) {
    if (error instanceof CommandProblem) throw error;
    throw new CommandProblem(`${given} cannot be read: ${(error as Error).message}.`, exitCodes.usage);
  }
}

/** One file is read as JSON whatever it is called. */
const jsonName = (file: string) => (file.endsWith('.json') ? file : `${file}.json`);

function readFolder(folder: string): ExportFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  if (names.length > mostFiles)
    throw new CommandProblem(`${folder} holds more than ${mostFiles} files.`, exitCodes.usage);
  return names
    .sort()
    .map((name) => ({ path: path.join(folder, name), text: readFileSync(path.join(folder, name), 'utf8') }));
}

function readArchive(bytes: Buffer): ExportFile[] {
  let [files, size] = [0, 0];
  const entries = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!name.endsWith('.json')) return false;
      files += 1;
      size += originalSize;
      if (files > mostFiles || size > mostBytes) throw new Error('it is larger than an export can be');
      return true;
    },
  });
  const decoder = new TextDecoder();
  return Object.entries(entries)
    .map(([name, content]) => ({ path: name, text: decoder.decode(content) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
