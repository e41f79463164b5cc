import type { Drill } from '../../../contract/program/drills.ts';
import { drillFormats } from '../../../domain/program/drills/formats.ts';
import { marksOf, type Proposal } from '../../../domain/program/drills/proposals.ts';
import { drillReport } from '../../../domain/program/drills/report.ts';
import { scoreDrill } from '../../../domain/program/drills/score.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { roles } from '../../../domain/respond/incidents/roles.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import { type Actor, may, personIdOf } from '../../platform/auth/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listKept, listKeptBesides } from '../../respond/sandbox/actions.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import { type InjectRow, listInjects } from './inject-store.ts';
import * as people from './people-store.ts';
import { readProposals } from './record.ts';
import { type DrillRow, listEarlier, listSignalPages } from './store.ts';

/** The leader of a drill and those who manage the program see what comes, start, score and end it. */
export function mayLead(actor: Actor, drill: Pick<DrillRow, 'leader'>): boolean {
  return may(actor, 'program.manage') || (drill.leader !== null && drill.leader.id === personIdOf(actor));
}

/** Drills as the API shows them to this actor: nobody who takes part reads ahead. */
export async function showDrills(db: Queryable, actor: Actor, drills: DrillRow[]) {
  const ids = drills.map((drill) => drill.id);
  const injects = await listInjects(db, ids);
  const taking = await people.listPeople(db, ids);
  return drills.map((drill) => {
    const own = injects.filter((inject) => inject.drillId === drill.id);
    return show(drill, own, knownBy(actor, drill, taking));
  });
}

type Known = { leads: boolean; knows: boolean };

/** Observers read along; players know everything once it is over. */
function knownBy(actor: Actor, drill: DrillRow, taking: readonly people.DrillPerson[]): Known & { observes: boolean } {
  const leads = mayLead(actor, drill);
  const personId = personIdOf(actor);
  const observes = taking.some(
    ({ drillId, id, part }) => drillId === drill.id && id === personId && part === 'observer',
  );
  return { leads, observes, knows: leads || observes || drill.state === 'finished' };
}

/** As `showDrills`, with all that its own screen needs. */
export async function showDrill(db: Queryable, actor: Actor, drill: DrillRow) {
  const injects = await listInjects(db, [drill.id]);
  const taking = await people.listPeople(db, [drill.id]);
  const known = knownBy(actor, drill, taking);
  const proposals =
    drill.incidentId !== null && known.leads ? await readProposals(db, drill.incidentId, drill.format) : null;
  const signalPages = await signalPagesOf(db, drill, injects);
  const notes = await people.listNotes(db, drill.id);
  const followUps = await people.listFollowUps(db, drill.id);
  const sandbox = drill.sandboxId === null ? null : await sandboxOf(db, drill.sandboxId, drill.agreed);
  return {
    ...show(drill, injects, known),
    sandbox,
    proposedMarks: proposals && marksOf(proposals),
    signalPages,
    earlier: (await listEarlier(db, drill.scenarioKey, drill.id)).map((one) => ({
      ...one,
      share: scoreDrill(one.marks).share,
    })),
    report: reportOf(drill, { injects, taking, notes, followUps, signalPages }),
    console: {
      clock:
        drill.elapsedSeconds === null
          ? null
          : {
              elapsedSeconds: drill.elapsedSeconds,
              isRunning: drill.state === 'running' && drill.pausedAt === null,
            },
      cast: await castOf(db, drill, taking),
      players: taking.filter(({ part }) => part === 'player').map(({ id, name, role }) => ({ id, name, role })),
      observers: taking.filter(({ part }) => part === 'observer').map(({ id, name }) => ({ id, name })),
      mayNote: drill.state === 'running' && personIdOf(actor) !== null && (known.leads || known.observes),
      notes: known.knows
        ? notes.map((note) => ({ ...note, mayRemove: known.leads || note.person.id === personIdOf(actor) }))
        : [],
      proposals: proposals && shown(proposals),
      followUps,
      stillOpen: (await people.listStillOpen(db, drill.scenarioKey, drill.id)).map(
        ({ drillId, drillTitle, ...item }) => ({
          ...item,
          drill: { id: drillId, title: drillTitle },
        }),
      ),
    },
  };
}

async function sandboxOf(db: Queryable, sandboxId: number, agreed: DrillRow['agreed']) {
  return { agreed, kept: await listKept(db, sandboxId), besides: await listKeptBesides(db, sandboxId) };
}

const shown = (proposals: readonly Proposal[]) =>
  proposals.map(({ rows, ...proposal }) => ({
    ...proposal,
    rows: rows.map(({ at, text }) => ({ at: at === null ? null : new Date(at), text })),
  }));

/** The roles that the severity asks for and that players are to take, with who has them. */
async function castOf(db: Queryable, drill: DrillRow, taking: readonly people.DrillPerson[]) {
  const { rolesNeeded } = await loadRule(db, drill.severity);
  const holders = drill.incidentId === null ? [] : await people.listHolders(db, drill.incidentId);
  return roles
    .map(({ key, name, purpose, does }) => ({
      role: key,
      name,
      purpose,
      does: [...does],
      planned: taking.filter(({ role }) => role === key).map(({ id, name: person }) => ({ id, name: person })),
      holders: holders.filter(({ role }) => role === key).map(({ id, name: person }) => ({ id, name: person })),
    }))
    .filter(({ role, planned, holders: held }) => rolesNeeded.includes(role) || planned.length > 0 || held.length > 0);
}

async function signalPagesOf(db: Queryable, { id, source }: DrillRow, injects: readonly InjectRow[]) {
  if (!source) return [];
  const titles = new Set(injects.flatMap(({ signal, toldAt }) => (signal && toldAt ? [signal.title] : [])));
  return listSignalPages(db, source.id, id, [...titles]);
}

function show(drill: DrillRow, injects: readonly InjectRow[], { leads, knows }: Known) {
  const {
    serviceIds: _serviceIds,
    story,
    proposals: _proposals,
    elapsedSeconds: _elapsed,
    sandboxId,
    agreed,
    ...rest
  } = drill;
  return {
    ...rest,
    sandbox: sandboxId === null ? null : { agreed, kept: null, besides: null },
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
    report: null,
    console: null,
    mayLead: leads,
  };
}

export function formatName(key: Drill['format']): string {
  return drillFormats.find((format) => format.key === key)?.name ?? key;
}

const roleName = (key: string | null) => roles.find((role) => role.key === key)?.name ?? null;

function reportOf(
  drill: DrillRow,
  of: {
    injects: readonly InjectRow[];
    taking: readonly people.DrillPerson[];
    notes: readonly people.NoteRow[];
    followUps: readonly people.FollowUpRow[];
    signalPages: Awaited<ReturnType<typeof signalPagesOf>>;
  },
): string | null {
  const { incidentId, startedAt, finishedAt } = drill;
  if (incidentId === null || startedAt === null || finishedAt === null) return null;
  return drillReport({
    title: drill.title,
    formatName: formatName(drill.format),
    incidentKey: incidentKey(incidentId),
    leaderName: drill.leader?.name ?? null,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    elapsedSeconds: drill.elapsedSeconds ?? 0,
    story: drill.story,
    injects: of.injects.map(({ toldAt, toldSecond, skippedAt, ...inject }) => ({
      ...inject,
      toldMinute: toldSecond === null ? null : Math.floor(toldSecond / 60),
      told: toldAt !== null,
      isSkipped: skippedAt !== null,
    })),
    players: of.taking
      .filter(({ part }) => part === 'player')
      .map(({ name, role }) => ({ name, role: roleName(role) })),
    observers: of.taking.filter(({ part }) => part === 'observer').map(({ name }) => name),
    observed: of.notes.map(({ atSecond, person, text }) => ({ atSecond, name: person.name, text })),
    answers: of.signalPages.map((page) => ({ title: page.title, text: answerText(page) })),
    proposals: drill.proposals,
    proof: drill.proof,
    wantsProof: drill.format === 'recovery',
    followUps: of.followUps.map(({ title, owner, dueAt, state }) => ({
      title,
      owner: owner?.name ?? null,
      dueAt: dueAt?.toISOString() ?? null,
      state,
    })),
    marks: drill.marks,
    score: scoreDrill(drill.marks),
    notes: drill.notes,
  });
}

function answerText({
  pageId,
  openedAt,
  acknowledgedAt,
  acknowledgedBy,
}: Awaited<ReturnType<typeof signalPagesOf>>[number]) {
  if (pageId === null || openedAt === null) return 'nobody was paged.';
  if (acknowledgedAt === null) return 'not acknowledged.';
  const took = durationText((acknowledgedAt.getTime() - openedAt.getTime()) / 1000);
  return `${acknowledgedBy?.name ?? 'somebody'} acknowledged after ${took}.`;
}
