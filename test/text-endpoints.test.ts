/**
 * Every endpoint of the contract that takes text, fed with its longest texts of what parsers and patterns stumble over:
 * none may hold the thread. Generated, so an endpoint that is added tomorrow is held to it as well.
 */
import { expect, test } from 'vitest';
import { updateStatusPage } from '../src/contract/communicate/status-page.ts';
import { createPerson } from '../src/contract/directory/people.ts';
import { createService } from '../src/contract/directory/services.ts';
import { createTeam } from '../src/contract/directory/teams.ts';
import type { Endpoint } from '../src/contract/endpoint.ts';
import { endpoints } from '../src/contract/endpoints.ts';
import { createRunbook } from '../src/contract/resolve/runbooks.ts';
import { declareIncident } from '../src/contract/respond/incidents/changes.ts';
import { evilPieces, evilText } from './harness/hostile/evil-texts.ts';
import { longestTurn } from './harness/hostile/longest-turn.ts';
import { signInAs } from './harness/people.ts';
import { sampleOf, type Write } from './harness/sample-input.ts';
import { startTestServer } from './harness/server.ts';

/** Of processor time, in ms. */
const longestTurnMs = 50;
/** Shorter texts cannot cost much even by their square; for them a few pieces are enough. */
const longText = 4_000;
const fewPieces = [' ', '"', '[](', 'a@b.', 'a', '\u0301'];

/** They end the session or the process that asks, or hold the line on purpose. */
const leftOut = new Set(['signOut', 'followLive', 'streamEvents', 'changePassword']);

/** The longest text that a body or a query may hold; 0: none. */
function longestOf(endpoint: Endpoint): number {
  let longest = 0;
  const write: Write = (length, isFree) => {
    if (isFree) longest = Math.max(longest, length);
    return 'abc-1';
  };
  if (endpoint.body) sampleOf(endpoint.body, write);
  if (endpoint.query) sampleOf(endpoint.query, write);
  return longest;
}

const texts = endpoints
  .filter(({ name, contentType }) => !leftOut.has(name) && contentType !== 'text/event-stream')
  .map((endpoint) => ({ endpoint, longest: longestOf(endpoint) }))
  .filter(({ longest }) => longest > 0);

/** So many pieces for one text that each still makes a run of some thousand characters, whose square would show. */
function runsOf(pieces: readonly string[], length: number): string[][] {
  const count = length >= 100_000 ? 8 : length >= 20_000 ? 4 : 2;
  return Array.from({ length: Math.ceil(pieces.length / count) }, (_, n) => pieces.slice(n * count, (n + 1) * count));
}

test('there is text to send', () => {
  expect(texts.length).toBeGreaterThan(80);
  expect(texts.filter(({ longest }) => longest >= longText).length).toBeGreaterThan(10);
});

test('no text of anybody holds the thread', { timeout: 600_000 }, async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { browser } = await signInAs(server, 'admin');
  for (let index = 0; index < 3; index += 1) {
    await admin.call(createPerson, { body: { email: `p${index}@example.org`, name: `Ada Lovelace ${index}` } });
  }
  await server.db.query(
    `insert into people (email, name, role, time_zone)
     select 'many' || n || '@example.org', 'Person' || n || ' Family' || n, 'viewer', 'UTC' from generate_series(1, 1500) n`,
  );
  const team = await admin.call(createTeam, { body: { slug: 'team', name: 'Team' } });
  await admin.call(createService, { body: { slug: 'shop', name: 'Shop', teamId: team.id } });
  await admin.call(createRunbook, { body: { slug: 'book', title: 'Book', body: '# Steps' } });
  await admin.call(updateStatusPage, { body: { title: 'Shop', isPublished: true } as never }).catch(() => {});
  await admin.call(declareIncident, { body: { title: 'Slow', severity: 2 } as never });

  const send = async (endpoint: Endpoint, pieces: readonly string[]) => {
    const write: Write = (length) =>
      pieces.map((piece) => evilText(piece, Math.floor(length / pieces.length))).join('');
    const path = endpoint.path.replace(/:key/g, 'investigating.public').replace(/:[A-Za-z]+/g, '1');
    const query = endpoint.query ? (sampleOf(endpoint.query, write) as Record<string, unknown>) : {};
    // A cursor that is none is refused before anything is searched.
    const given = Object.entries({ ...query, cursor: undefined }).filter(([, value]) => typeof value === 'string');
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value).slice(0, 300)]),
    );
    const body = endpoint.body ? JSON.stringify(sampleOf(endpoint.body, write)) : undefined;
    const init: RequestInit = { method: endpoint.method, redirect: 'manual' };
    if (body !== undefined) Object.assign(init, { body, headers: { 'content-type': 'application/json' } });
    return async () => {
      const response = await browser.fetch(`${server.url}${path}?${search}`, init);
      await response.arrayBuffer();
      return response.status;
    };
  };
  const statuses = new Map<string, number[]>();
  for (const { endpoint, longest } of texts) {
    for (const pieces of longest >= longText ? runsOf(evilPieces, longest) : fewPieces.map((piece) => [piece])) {
      const ask = await send(endpoint, pieces);
      let best = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 8 && best > longestTurnMs; attempt += 1) {
        const status: number[] = [];
        best = Math.min(best, await longestTurn(async () => status.push(await ask())));
        statuses.set(endpoint.name, [...(statuses.get(endpoint.name) ?? []), ...status]);
      }
      expect(best, `${endpoint.name} with ${JSON.stringify(pieces)}`).toBeLessThanOrEqual(longestTurnMs);
    }
  }
  const broken = [...statuses].filter(([, found]) => found.some((status) => status === 500)).map(([name]) => name);
  expect(broken).toEqual([]);
  // Many must get past the door, or only the door is measured.
  const answered = [...statuses].filter(([, found]) => found.some((status) => status < 400));
  expect(answered.length).toBeGreaterThan(texts.length / 5);
});
