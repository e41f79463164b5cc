import type { Client } from '../../src/client/client.ts';
import { listAlerts } from '../../src/contract/detect/alerts.ts';

/** The titles of all alerts, the newest first. */
export async function alertTitles(client: Client): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: 100, ...(cursor && { cursor }) };
    const { items, nextCursor } = await client.call(listAlerts, { query });
    found.push(...items.map(({ title }) => title));
    cursor = nextCursor;
  } while (cursor !== null);
  return found;
}
