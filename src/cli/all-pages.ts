import type { Client } from '../client/client.ts';
import type { CallOf, Endpoint, OutputOf } from '../contract/endpoint.ts';

type ListEndpoint<Item> = Endpoint & { output: { _zod: { output: { items: Item[]; nextCursor: string | null } } } };

/** Reads a list page by page until `limit` items are there or it has ended. */
export async function readList<Item, E extends ListEndpoint<Item>>(
  client: Client,
  endpoint: E,
  input: CallOf<E>,
  limit = Number.POSITIVE_INFINITY,
): Promise<OutputOf<E>['items']> {
  const found: Item[] = [];
  const { query } = input as { query?: Record<string, unknown> };
  let cursor: string | undefined;
  do {
    const wanted = Math.min(200, limit - found.length);
    const page = (await client.call(endpoint, {
      ...input,
      query: { ...query, limit: wanted, ...(cursor === undefined ? {} : { cursor }) },
    } as CallOf<E>)) as { items: Item[]; nextCursor: string | null };
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < limit);
  return found as OutputOf<E>['items'];
}
