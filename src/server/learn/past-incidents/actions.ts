/** The past of another tool: checked, imported in batches, and removed again whole. */
import { problem } from '../../../contract/errors.ts';
import type { PastIncident, PastIncidentOutcome } from '../../../contract/learn/past-incidents.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { validateInstants } from '../../../domain/respond/incidents/instants.ts';
import { cleanText } from '../../../domain/text.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { insertPastIncidents, listKnownServices, type PastIncidentRow } from '../../respond/incidents/past/actions.ts';
import { countFindings } from '../postmortems/wording.ts';
import * as store from './store.ts';

export const listImports = (
  ctx: Context,
  query: { source?: string | undefined; limit: number; cursor?: string | undefined },
) => store.listImports(ctx.db, query.source, query.limit, query.cursor);

/** Opens an import, or goes on with the open one of the same source. */
export async function startImport(ctx: Context, input: { source: string; fileName: string; settings: object }) {
  return transaction(ctx.db, async (tx) => {
    const { id, isNew } = await store.openImport(tx, { ...input, startedBy: actorReference(ctx.actor) });
    const { source, fileName } = input;
    if (isNew) await recordEvent(tx, ctx.actor, 'incidentImport.started', id, { source, fileName });
    return (await store.loadImport(tx, id))!;
  });
}

type Judged = { incident: PastIncident; outcome: PastIncidentOutcome };

/** What an import would do with each; nothing is written. */
export async function checkIncidents(ctx: Context, source: string, incidents: readonly PastIncident[]) {
  const judged = await judge(ctx.db, source, incidents);
  return { items: judged.map(({ outcome }) => outcome) };
}

async function judge(db: Queryable, source: string, incidents: readonly PastIncident[]): Promise<Judged[]> {
  const known = await store.findKnown(
    db,
    source,
    incidents.map(({ externalId }) => externalId),
  );
  const services = await listKnownServices(db, [...new Set(incidents.flatMap(({ serviceIds }) => serviceIds))]);
  const now = (await readNow(db)).getTime();
  const seen = new Set<string>();
  return incidents.map((incident) => {
    const { externalId } = incident;
    const there = known.get(externalId);
    if (there !== undefined) {
      const reference = { id: there, key: incidentKey(there) };
      return { incident, outcome: { externalId, outcome: 'duplicate', incident: reference, reasons: [] } };
    }
    const { errors, warnings } = validateInstants(instantsOf(incident), now);
    const reasons = errors.map(({ message }) => message);
    const missing = incident.serviceIds.filter((id) => !services.has(id));
    if (missing.length > 0) reasons.push(`There is no service ${missing.join(', ')}.`);
    if (seen.has(externalId)) reasons.push(`The id ${externalId} stands in the file twice.`);
    if (incident.recurrenceOf === externalId) reasons.push('It cannot repeat itself.');
    seen.add(externalId);
    const isRefused = reasons.length > 0;
    return {
      incident,
      outcome: {
        externalId,
        outcome: isRefused ? 'refused' : 'taken',
        incident: null,
        reasons: isRefused ? reasons : warnings.map(({ message }) => message),
      },
    };
  });
}

const at = (text: string | null) => (text === null ? null : Date.parse(text));

const instantsOf = (incident: PastIncident) => ({
  impactStartedAt: at(incident.impactStartedAt),
  detectedAt: at(incident.detectedAt),
  alertedAt: at(incident.alertedAt),
  acknowledgedAt: at(incident.acknowledgedAt),
  declaredAt: at(incident.declaredAt),
  commanderAssignedAt: at(incident.commanderAssignedAt),
  firstPublicAt: at(incident.firstPublicAt),
  mitigatedAt: at(incident.mitigatedAt),
  resolvedAt: at(incident.resolvedAt),
  closedAt: at(incident.closedAt),
});

/**
 * Imports a batch; what is here already stays as it is. Nobody is told: imported incidents leave no events of their own.
 * @throws Problem `not_found`, `state_conflict` when the import is no longer open
 */
export async function addIncidents(ctx: Context, id: number, incidents: readonly PastIncident[]) {
  // Checking words takes longer than a transaction may think.
  const findings = new Map<string, number>();
  for (const { externalId, postmortem } of incidents)
    if (postmortem) findings.set(externalId, await countFindings(ctx.db, postmortem.markdown, false));
  return transaction(ctx.db, async (tx) => {
    const open = await requireOpen(tx, id);
    const judged = await judge(tx, open.source, incidents);
    const taken = judged.filter(({ outcome }) => outcome.outcome === 'taken');
    const author = { kind: 'system', name: open.source };
    const numbers = await insertPastIncidents(
      tx,
      taken.map(({ incident }) => rowOf(incident, author)),
    );
    const named = taken.map(({ incident }, place) => ({ incident, incidentId: numbers[place]! }));
    taken.forEach(({ outcome }, place) => {
      outcome.incident = { id: numbers[place]!, key: incidentKey(numbers[place]!) };
    });
    await store.insertNames(
      tx,
      open,
      named.map(({ incident: { externalId }, incidentId }) => ({ externalId, incidentId })),
    );
    await insertLearnt(tx, open.source, named, findings, author);
    const countOf = (outcome: PastIncidentOutcome['outcome']) =>
      judged.filter((each) => each.outcome.outcome === outcome).length;
    await store.countOutcomes(tx, id, {
      imported: taken.length,
      duplicates: countOf('duplicate'),
      refused: countOf('refused'),
    });
    if (taken.length > 0) await recordEvent(tx, ctx.actor, 'incidentImport.added', id, { count: taken.length });
    return { items: judged.map(({ outcome }) => outcome) };
  });
}

function rowOf(incident: PastIncident, declaredBy: object): PastIncidentRow {
  const { externalId: _id, recurrenceOf: _of, postmortem: _postmortem, ...row } = incident;
  return {
    ...row,
    summary: cleanText(row.summary, 20_000),
    customerImpact: cleanText(row.customerImpact, 5_000),
    serviceIds: [...new Set(row.serviceIds)],
    peakSeverity: Math.min(row.peakSeverity ?? row.severity, row.severity),
    declaredBy,
  };
}

async function insertLearnt(
  tx: Transaction,
  source: string,
  named: readonly { incident: PastIncident; incidentId: number }[],
  findings: ReadonlyMap<string, number>,
  author: object,
): Promise<void> {
  const postmortems = named.flatMap(({ incident: { externalId, postmortem }, incidentId }) =>
    postmortem === null
      ? []
      : [
          {
            ...postmortem,
            incidentId,
            markdown: cleanText(postmortem.markdown, 200_000),
            findingCount: findings.get(externalId) ?? 0,
          },
        ],
  );
  await store.insertPostmortems(tx, postmortems, author);
  const repeats = named.filter(({ incident }) => incident.recurrenceOf !== null);
  if (repeats.length === 0) return;
  const earlier = await store.findKnown(
    tx,
    source,
    repeats.map(({ incident }) => incident.recurrenceOf!),
  );
  const pairs = repeats.flatMap(({ incident, incidentId }) => {
    const earlierId = earlier.get(incident.recurrenceOf!);
    return earlierId === undefined ? [] : [{ incidentId, earlierId }];
  });
  await store.insertRecurrences(tx, pairs, author);
}

async function requireImport(tx: Transaction, id: number): Promise<store.ImportRow> {
  const found = await store.lockImport(tx, id);
  if (!found) throw problem('not_found', `There is no import ${id}.`);
  return found;
}

async function requireOpen(tx: Transaction, id: number): Promise<store.ImportRow> {
  const found = await requireImport(tx, id);
  if (found.state !== 'open') throw problem('state_conflict', `Import ${id} is ${found.state}; start another one.`);
  return found;
}

/** Ends an import and records what came of it. Finishing it twice changes nothing. */
export async function finishImport(ctx: Context, id: number, unreadableCount: number) {
  return transaction(ctx.db, async (tx) => {
    const found = await requireImport(tx, id);
    if (found.state === 'finished') return found;
    if (found.state === 'undone') throw problem('state_conflict', `Import ${id} is undone.`);
    await store.countOutcomes(tx, id, { imported: 0, duplicates: 0, refused: unreadableCount });
    await store.setState(tx, id, 'finished');
    const ended = (await store.loadImport(tx, id))!;
    const { source, importedCount: imported, duplicateCount: duplicates, refusedCount: refused } = ended;
    await recordEvent(tx, ctx.actor, 'incidentImport.finished', id, { source, imported, duplicates, refused });
    return ended;
  });
}
