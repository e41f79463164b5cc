import type { Drill } from '../../../contract/program/drills.ts';
import { drillFormats } from '../../../domain/program/drill-formats.ts';
import { drillReport } from '../../../domain/program/drill-report.ts';
import { scoreDrill } from '../../../domain/program/drills.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { type Actor, may, personIdOf } from '../../platform/auth/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { marksFromRecord } from './record.ts';
import { type DrillRow, type InjectRow, listEarlier, listInjects, listSignalPages } from './store.ts';

/** The leader of a drill and those who manage the program see what comes, start, score and end it. */
export function mayLead(actor: Actor, drill: Pick<DrillRow, 'leader'>): boolean {
  return may(actor, 'program.manage') || (drill.leader !== null && drill.leader.id === personIdOf(actor));
}

/** Drills as the API shows them to this actor: nobody who takes part reads ahead. */
export async function showDrills(db: Queryable, actor: Actor, drills: DrillRow[]) {
  const injects = await listInjects(
    db,
    drills.map((drill) => drill.id),
  );
  return drills.map((drill) => {
    const own = injects.filter((inject) => inject.drillId === drill.id);
    return show(drill, own, mayLead(actor, drill));
  });
}

/** As `showDrills`, with the marks that the record proposes to whoever scores it. */
export async function showDrill(db: Queryable, actor: Actor, drill: DrillRow) {
  const [shown] = await showDrills(db, actor, [drill]);
  const proposes = drill.incidentId !== null && mayLead(actor, drill);
  return {
    ...shown!,
    proposedMarks: proposes ? await marksFromRecord(db, drill.incidentId!) : null,
    signalPages: await signalPagesOf(db, drill),
    earlier: (await listEarlier(db, drill.scenarioKey, drill.id)).map((one) => ({
      ...one,
      share: scoreDrill(one.marks).share,
    })),
  };
}

async function signalPagesOf(db: Queryable, { id, source }: DrillRow) {
  if (!source) return [];
  const injects = await listInjects(db, [id]);
  const titles = new Set(injects.flatMap(({ signal, toldAt }) => (signal && toldAt ? [signal.title] : [])));
  return listSignalPages(db, source.id, id, [...titles]);
}

function show(drill: DrillRow, injects: InjectRow[], leads: boolean) {
  const { serviceIds: _serviceIds, story, ...rest } = drill;
  const knows = leads || drill.state === 'finished';
  return {
    ...rest,
    formatName: formatName(drill.format),
    story: knows ? story : null,
    plannedFor: knows || drill.format !== 'unannounced' ? drill.plannedFor : null,
    incidentKey: drill.incidentId === null ? null : incidentKey(drill.incidentId),
    injects: injects
      .filter((inject) => knows || inject.toldAt !== null)
      .map(({ drillId: _drillId, hope, ...inject }) => ({ ...inject, hope: knows ? hope : null })),
    signalPages: null,
    earlier: null,
    proposedMarks: null,
    score: scoreDrill(drill.marks),
    report: reportOf(drill, injects),
    mayLead: leads,
  };
}

function formatName(key: Drill['format']): string {
  return drillFormats.find((format) => format.key === key)?.name ?? key;
}

function reportOf(drill: DrillRow, injects: InjectRow[]): string | null {
  const { incidentId, startedAt, finishedAt } = drill;
  if (incidentId === null || startedAt === null || finishedAt === null) return null;
  return drillReport({
    title: drill.title,
    formatName: formatName(drill.format),
    incidentKey: incidentKey(incidentId),
    leaderName: drill.leader?.name ?? null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    story: drill.story,
    injects: injects.map(({ toldAt, ...inject }) => ({ ...inject, told: toldAt !== null })),
    marks: drill.marks,
    score: scoreDrill(drill.marks),
    notes: drill.notes,
  });
}
