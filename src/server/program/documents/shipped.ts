import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentKind } from '../../../contract/program/documents.ts';
import type { Database } from '../../platform/db/database.ts';
import { storeShipped } from './store.ts';

const folders: Record<DocumentKind, string> = { course: 'courses', scenario: 'scenarios' };

/** The courses and scenarios that come with the product: the files below `folder`, by kind and by their names. */
export async function readShipped(folder: string) {
  const found = await Promise.all(
    Object.entries(folders).map(async ([kind, name]) => {
      const inside = path.join(folder, name);
      const files = (await readdir(inside)).filter((file) => file.endsWith('.md')).sort();
      return Promise.all(
        files.map(async (file) => ({
          kind: kind as DocumentKind,
          key: file.slice(0, -'.md'.length),
          source: await readFile(path.join(inside, file), 'utf8'),
        })),
      );
    }),
  );
  return found.flat();
}

/** To be called at each start: what is shipped is what this version ships. */
export async function storeShippedDocuments(db: Database, folder: string): Promise<void> {
  await storeShipped(db, await readShipped(folder));
}
