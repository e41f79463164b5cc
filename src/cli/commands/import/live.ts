/** Reading the tool itself in the place of an export. */
import { writeFileSync } from 'node:fs';
import { CommandProblem, exitCodes } from '../../exit-codes.ts';
import { printError } from '../../print.ts';
import type { ApiReading } from './api/reader.ts';

export type Live = {
  /** The environment variable that holds the key. */
  variable: string;
  /** The tool's own addresses, by region; none where everybody runs their own. */
  addresses: Record<string, string>;
  /** The one query that a key may be made for. */
  query?: string;
  read(base: string, key: string, progress: (what: string) => void): Promise<ApiReading>;
};

/** @returns the export as text; `save` keeps it in a file that only its owner can read */
export async function readLive(title: string, api: string, save: string | undefined, live: Live): Promise<string> {
  const key = process.env[live.variable];
  if (!key) throw new CommandProblem(`Put the key of ${title}’s API into ${live.variable}.`, exitCodes.usage);
  const regions = Object.keys(live.addresses);
  const choices = regions.length > 0 ? `${regions.join(', ')} or ` : '';
  const base = Object.hasOwn(live.addresses, api) ? live.addresses[api]! : api.replace(/\/+$/, '');
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(base))
    throw new CommandProblem(`--api takes ${choices}an address that begins with https://.`, exitCodes.usage);
  const { dump, skipped } = await live.read(base, key, (what) => printError(`Reading ${what} …`));
  for (const what of skipped) printError(`Not read: ${what}`);
  const text = JSON.stringify(dump, null, 2);
  if (save !== undefined) {
    try {
      writeFileSync(save, text, { mode: 0o600 });
    } catch (error) {
      throw new CommandProblem(`${save} cannot be written: ${(error as Error).message}.`);
    }
  }
  return text;
}
