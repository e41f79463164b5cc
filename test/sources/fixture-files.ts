import { readdirSync, readFileSync } from 'node:fs';
import type { SourceRequest } from '../../src/server/detect/source-types/source.ts';

const sourcesFolder = new URL('../../src/server/detect/source-types/', import.meta.url);

/** When every request of these tests was received: 1 January 2026, 00:00 UTC. */
export const receivedAt = Date.UTC(2026, 0, 1);

export type FixtureInput = {
  settings?: Record<string, unknown>;
  request: {
    method: string;
    path: string;
    query: Record<string, string>;
    headers: Record<string, string>;
    contentType: string;
    body?: unknown;
    bodyText?: string;
  };
};

/** Names of the fixtures of a source type: `trigger` for `trigger.in.json` and `trigger.out.json`. */
export function fixtureNames(type: string): string[] {
  return readdirSync(new URL(`${type}/fixtures/`, sourcesFolder))
    .filter((file) => file.endsWith('.in.json'))
    .map((file) => file.replace('.in.json', ''));
}

/** Folders that hold a source type. */
export function sourceFolders(): string[] {
  return readdirSync(sourcesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'reading')
    .map((entry) => entry.name);
}

/** The input of a fixture. */
export function readInput(type: string, name: string): FixtureInput {
  return JSON.parse(readFileSync(new URL(`${type}/fixtures/${name}.in.json`, sourcesFolder), 'utf8'));
}

/** What a fixture must become. */
export function readOutput(type: string, name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${type}/fixtures/${name}.out.json`, sourcesFolder), 'utf8'));
}

/** A request as the HTTP layer hands it to a parser. */
export function requestOf(body: string | Uint8Array, more: Partial<SourceRequest> = {}): SourceRequest {
  return {
    method: 'POST',
    path: '',
    query: {},
    headers: {},
    contentType: 'application/json',
    body: typeof body === 'string' ? Buffer.from(body) : body,
    assignedKey: '018f0000-0000-7000-8000-000000000001',
    receivedAt,
    ...more,
  };
}

/** The request of a fixture. */
export function requestOfInput({ request }: FixtureInput): SourceRequest {
  const { body, bodyText, ...more } = request;
  return requestOf(bodyText ?? (body === undefined ? '' : JSON.stringify(body)), more);
}
