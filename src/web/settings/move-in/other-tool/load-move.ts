import { ApiProblem } from '../../../../client/client.ts';
import { listPeople } from '../../../../contract/directory/people.ts';
import { convertExport, type MovableTool } from '../../../../contract/move-in/conversion.ts';
import {
  applyConfiguration,
  type ConfigurationPlan,
  exportConfiguration,
  planConfiguration,
} from '../../../../contract/platform/configuration.ts';
import { listSchedules } from '../../../../contract/respond/schedules/schedule.ts';
import { getTimeline, type Timeline } from '../../../../contract/respond/schedules/timeline.ts';
import type { MovedDocument } from '../../../../domain/move-in/document.ts';
import type { Finding } from '../../../../domain/move-in/finding.ts';
import { evenkeelOf, type Here } from '../../../../domain/move-in/here.ts';
import { type Proof, proofWeeks, prove } from '../../../../domain/move-in/proof.ts';
import type { ExportFile } from '../../../../domain/move-in/read-sections.ts';
import { hereOfServer } from '../../../../domain/move-in/server-here.ts';
import { urgenciesOf } from '../../../../domain/move-in/settle.ts';
import { api } from '../../../data/api.ts';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { tools } from './tools.ts';

/** An export that was read, and what it would change here. */
export type Move = {
  tool: MovableTool;
  name: string;
  content: unknown;
  document: Record<string, unknown>;
  findings: Finding[];
  schedulesOf: ReadonlyMap<string, string[]>;
  serviceOf: ReadonlyMap<string, string>;
  plan: ConfigurationPlan;
  /** The proof once the plan has been applied. */
  expected: Proof;
};

/** What the server takes in one request, with room for what surrounds it. */
const mostBytes = 15_000_000;
export const largestExport = '15 MB';

/** An export that cannot be read here; the message is for whoever chose it. */
export class UnreadableExport extends Error {}

export async function loadMove(tool: MovableTool, file: File, addOnly: boolean): Promise<Move> {
  const files = await filesOf(file);
  if (files.reduce((sum, { text }) => sum + text.length, 0) > mostBytes)
    throw new UnreadableExport(
      `${file.name} holds more than ${largestExport} of JSON: leave out what is no setup, such as incidents and logs.`,
    );
  const { content, document, moved, findings, ...maps } = await sized(
    api.call(convertExport, { params: { tool }, body: { files, addOnly } }),
  );
  const plan = await sized(api.call(planConfiguration, { body: { document, prune: false } }));
  const { document: here } = await api.call(exportConfiguration, { query: {} });
  const move = {
    ...{ tool, name: file.name, content, document, findings, plan },
    schedulesOf: new Map(Object.entries(maps.schedulesOf)),
    serviceOf: new Map(Object.entries(maps.serviceOf)),
  };
  return { ...move, expected: await proofOf(move, evenkeelOf(moved as unknown as MovedDocument, urgenciesOf(here))) };
}

export async function applyMove({ document, plan }: Move): Promise<void> {
  await api.call(applyConfiguration, { body: { document, prune: false, planHash: plan.planHash } });
}

/** The same proof against what is on the server now. */
export async function proveNow(move: Move): Promise<Proof> {
  const [from, to] = range();
  const slugs = new Set([...move.schedulesOf.values()].flat());
  const { document } = await api.call(exportConfiguration, { query: {} });
  const emails = new Map<number, string>();
  for await (const { id, email } of allPeople()) emails.set(id, email);
  const timelines = new Map<string, Timeline>();
  const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  for await (const { id, slug } of allSchedules())
    if (slugs.has(slug)) timelines.set(slug, await api.call(getTimeline, { params: { id }, query }));
  return proofOf(
    move,
    hereOfServer(document, timelines, (id) => emails.get(id) ?? `person ${id}`),
  );
}

type Proven = Pick<Move, 'tool' | 'content' | 'findings' | 'schedulesOf' | 'serviceOf'>;

async function proofOf(move: Proven, here: Here): Promise<Proof> {
  const [from, to] = range();
  const thereOf = await tools[move.tool].thereOf();
  return prove(thereOf(move.content, move, from, to), here, move.findings, from, to);
}

/** A proxy may let through less than the server takes. */
async function sized<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 413)
      throw new UnreadableExport('A proxy in front of Evenkeel refuses an upload of this size: let it take 16 MB.');
    throw error;
  }
}

/** From the next full minute on: what was applied a moment ago is in force by then. */
function range(): [number, number] {
  const from = Math.ceil((serverNow() + 1_000) / 60_000) * 60_000;
  return [from, from + proofWeeks * 7 * 86_400_000];
}

async function* allPeople() {
  let cursor: string | undefined;
  do {
    const page = await api.call(listPeople, { query: { limit: 200, cursor } });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function* allSchedules() {
  let cursor: string | undefined;
  do {
    const page = await api.call(listSchedules, { query: { limit: 200, cursor } });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

async function filesOf(file: File): Promise<ExportFile[]> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) return [{ path: 'export.json', text: new TextDecoder().decode(bytes) }];
  const { unzipSync } = await import('fflate');
  try {
    const entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name.endsWith('.json') && originalSize <= mostBytes,
    });
    return Object.entries(entries).map(([path, content]) => ({ path, text: new TextDecoder().decode(content) }));
  } catch {
    throw new UnreadableExport(`${file.name} is no zip that can be read.`);
  }
}
