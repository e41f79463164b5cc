/** Opsgenie's own client, pointed at a server of the tests. */
import opsgenie from 'opsgenie-sdk';
import { createSource, readSourceSetup } from '../../src/contract/detect/sources.ts';
import { eventually } from '../harness/eventually.ts';
import type { TestServer } from '../harness/server.ts';

let made = 0;

export async function newSource({ admin }: TestServer, type: string, more: object = {}) {
  made += 1;
  const slug = `og-${made}`;
  const source = await admin.call(createSource, { body: { slug, name: slug, type, ...more } });
  const { key } = await admin.call(readSourceSetup, { params: { id: source.id } });
  return { source, key, slug };
}

type Answer = { result?: string; requestId: string; data: Record<string, unknown> };
type Call = (...given: unknown[]) => void;

/** The client with a key, its callbacks as promises. It knows one configuration at a time. */
export function clientOf(server: TestServer, key: string) {
  const ask = (calls: Record<string, Call>, name: string, ...given: unknown[]) =>
    new Promise<Answer>((resolve, reject) => {
      opsgenie.configure({ api_key: key, host: server.url, maxAttempts: 1 });
      calls[name]!(...given, (error: unknown, answer: Answer) => (error ? reject(error) : resolve(answer)));
    });
  const alerts = (name: string, ...given: unknown[]) => ask(opsgenie.alertV2, name, ...given, {});
  return {
    alerts,
    heartbeats: (name: string, ...given: unknown[]) => ask(opsgenie.heartbeat, name, ...given),
    /** What became of a request, once it has become something. */
    became: async (request: Promise<Answer>) => {
      const { requestId } = await request;
      const found = await eventually(() => alerts('getRequestStatus', requestId).catch(() => null));
      return found.data;
    },
  };
}

export const byAlias = (identifier: string) => ({ identifier, identifierType: 'alias' });
