import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import { type CsvValue, csvLines } from '../../../domain/csv.ts';

type Page<Row> = { items: Row[]; nextCursor: string | null };

export type CsvExport<Row> = {
  /** Of the file, such as `alerts.csv`. */
  name: string;
  header: string[];
  lineOf: (row: Row) => CsvValue[];
  /** One keyset page of the rows. */
  read: (cursor: string | undefined) => Promise<Page<Row>>;
};

/** Rows that an export reads at a time. */
export const exportPageRows = 1_000;

/** Each asks the database again and again; those who work come first. */
const mostAtOnce = 4;
let running = 0;

/** The rows as a CSV file, page by page as fast as they are taken; see `streamFile`. */
export function streamCsv<Row>(
  io: { request: FastifyRequest; reply: FastifyReply },
  { name, header, lineOf, read }: CsvExport<Row>,
): Promise<string> {
  return streamFile(io, name, async () => lines(header, lineOf, await read(undefined), read));
}

/**
 * A file in pieces, as fast as they are taken: neither this process nor the database ever holds all of it. An export that
 * fails half-way breaks the connection, so that nobody takes it for whole. The stream stands in for the text that the
 * contract promises. What `begin` refuses is answered as a refusal.
 */
export async function streamFile(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  name: string,
  begin: () => Promise<AsyncIterable<string | Buffer>>,
): Promise<string> {
  if (running >= mostAtOnce) throw problem('too_many_requests', 'Other exports are running; try again in a minute.');
  running += 1;
  try {
    const pieces = await begin();
    asFile(reply, name);
    const stream = Readable.from(request.method === 'HEAD' ? [] : pieces);
    stream.once('close', () => {
      running -= 1;
    });
    return stream as unknown as string;
  } catch (error) {
    running -= 1;
    throw error;
  }
}

async function* lines<Row>(
  header: string[],
  lineOf: (row: Row) => CsvValue[],
  first: Page<Row>,
  read: CsvExport<Row>['read'],
): AsyncGenerator<string> {
  yield csvLines([header]);
  for (let page = first; ; page = await read(page.nextCursor)) {
    if (page.items.length > 0) yield csvLines(page.items.map(lineOf));
    if (page.nextCursor === null) return;
  }
}

/** Browsers save it under this name instead of showing it. */
export function asFile(reply: FastifyReply, name: string): void {
  reply.header('content-disposition', `attachment; filename="${name}"`);
}
