import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { readExportRequest } from './otlp-protobuf.ts';

const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
  z.strictObject({ doubleValue: z.number() }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value }));
const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);

/** The part of the protocol that is used, as its JSON encoding prescribes it. */
const exportRequest = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(
            z.strictObject({
              traceId,
              spanId,
              parentSpanId: spanId.optional(),
              name: z.string().min(1),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              attributes,
              links: z.array(z.strictObject({ traceId, spanId })).optional(),
              status: z.strictObject({ code: z.int().min(0).max(2) }).optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

type Attribute = string | number | boolean;

export type CollectedSpan = {
  traceId: string;
  spanId: string;
  parentId: string | null;
  name: string;
  kind: number;
  /** Epoch milliseconds. */
  startMs: number;
  endMs: number;
  attributes: Record<string, Attribute>;
  links: { traceId: string; spanId: string }[];
  isError: boolean;
  /** Of the process that sent it. */
  resource: Record<string, Attribute>;
};

export type Answer = (response: ServerResponse) => void;

export type Collector = {
  url: string;
  spans: CollectedSpan[];
  requests: { path: string; headers: IncomingHttpHeaders; body: string }[];
  /** What it answers from now on; with success unless told otherwise. What is refused is not kept. */
  answerWith(answer: Answer | null): void;
};

/** Takes OTLP over HTTP on 127.0.0.1 and refuses what does not follow the protocol. Stops with the test. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const requests: Collector['requests'] = [];
  let answer: Answer | null = null;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const body = bytes.toString('latin1');
    requests.push({ path: request.url ?? '', headers: request.headers, body });
    if (answer) return answer(response);
    const isJson = request.headers['content-type'] === 'application/json';
    const read = exportRequest.safeParse(isJson ? JSON.parse(bytes.toString()) : readExportRequest(bytes));
    if (!read.success) return response.writeHead(400).end(read.error.message);
    for (const { resource, scopeSpans } of read.data.resourceSpans)
      for (const scope of scopeSpans) {
        for (const span of scope.spans) {
          spans.push({
            ...{ traceId: span.traceId, spanId: span.spanId, parentId: span.parentSpanId ?? null },
            ...{ name: span.name, kind: span.kind, links: span.links ?? [], isError: span.status?.code === 2 },
            startMs: Number(BigInt(span.startTimeUnixNano) / 1_000n) / 1_000,
            endMs: Number(BigInt(span.endTimeUnixNano) / 1_000n) / 1_000,
            attributes: valuesOf(span.attributes),
            resource: valuesOf(resource.attributes),
          });
        }
      }
    response.writeHead(200, { 'content-type': request.headers['content-type'] }).end(isJson ? '{}' : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    answerWith(next) {
      answer = next;
    },
  };
}

function valuesOf(given: z.output<typeof attributes>): Record<string, Attribute> {
  return Object.fromEntries(
    given.map(({ key, value }) => {
      if ('intValue' in value) return [key, Number(value.intValue)];
      return [key, Object.values(value)[0] as Attribute];
    }),
  );
}

/** `accept > absorb > open page`, for a span; a parent that is not there is `?`. */
export function pathOf(span: CollectedSpan, all: readonly CollectedSpan[]): string {
  if (span.parentId === null) return span.name;
  const parent = all.find((each) => each.traceId === span.traceId && each.spanId === span.parentId);
  return `${parent ? pathOf(parent, all) : '?'} > ${span.name}`;
}
