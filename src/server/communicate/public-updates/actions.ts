import type { PublicUpdateDraft, PublicUpdateEdit } from '../../../contract/communicate/public-updates.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import { templateVariables } from '../../../domain/communicate/template-variables.ts';
import { type UpdateStatus, valuesFor } from '../../../domain/communicate/templates.ts';
import { cleanText } from '../../../domain/text.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { readNow, readNowMs } from '../../platform/db/now.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type Incident, lockIncident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { addTimelineEvent } from '../../respond/incidents/timeline/actions.ts';
import { recordUpdate } from '../../respond/incidents/updates/actions.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import { newPublicId } from '../public-id.ts';
import { loadPage, unknownComponents } from '../status-page/store.ts';
import { queueUpdateMails } from '../subscribers/queue-store.ts';
import { fillSaved } from '../templates/actions.ts';
import { type IncidentPlaces, valuesOfIncident } from '../templates/incident-values.ts';
import { mayApprove } from './approval.ts';
import { loadLeakChecker } from './leaks.ts';
import * as store from './store.ts';

export type Places = IncidentPlaces & { statusAddress: string };

const usualStatus: Record<PublicUpdateDraft['situation'], UpdateStatus> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  withdrawn: 'resolved',
  long: 'identified',
  limited: 'investigating',
  security: 'investigating',
  postmortem: 'resolved',
};

/** Drafts an update from the template of the situation, filled with public values only. */
export async function draftUpdate(ctx: Context, incidentId: number, input: PublicUpdateDraft, places: Places) {
  return transaction(ctx.db, async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    refuseTest(incident);
    await checkInput(tx, input);
    const status = input.status ?? usualStatus[input.situation];
    const nextUpdateAt = input.nextUpdateAt === undefined ? await usualNext(tx, incident, status) : input.nextUpdateAt;
    const known = await store.rememberValues(tx, incidentId, newPublicId(), input.values);
    const words = await filledWords(tx, incidentId, input, known, nextUpdateAt, places);
    const id = await store.insertDraft(tx, {
      incidentId,
      situation: input.situation,
      status,
      ...words,
      nextUpdateAt,
      draftedBy: actorReference(ctx.actor),
    });
    await store.replaceComponents(tx, id, input.components);
    await recordEvent(tx, ctx.actor, 'publicUpdate.drafted', incidentId, { publicUpdateId: id });
    await addTimelineEvent(tx, ctx.actor, incidentId, {
      kind: 'update',
      text: `Drafted a public update (${status}) for the commander to approve.`,
      data: { publicUpdateId: id },
    });
    return shown(tx, id, places);
  });
}

/** What customers know of an incident now. @throws Problem `not_found` */
export async function readPublicIncident(db: Queryable, incidentId: number, { statusAddress }: Places) {
  const _incident = await requireIncident(db, incidentId);
  const [page, known, told] = [
    await loadPage(db),
    await store.loadKnown(db, incidentId),
    await store.loadTold(db, incidentId),
  ];
  return {
    isPageOn: page.enabled,
    address: known && told ? `${statusAddress}/incidents/${known.publicId}` : null,
    status: told?.status ?? null,
    title: told?.title ?? null,
    values: known?.values ?? {},
    components: told?.components ?? [],
  };
}

/** The words of a draft: what was typed, else the filled template under the title that customers know already. */
async function filledWords(
  tx: Queryable,
  incidentId: number,
  input: PublicUpdateDraft,
  known: store.KnownIncident,
  nextUpdateAt: Date | string | null,
  places: Places,
) {
  const named = input.components.map(({ componentId }) => componentId);
  const components =
    named.length > 0 ? await store.componentNames(tx, named) : await store.namedComponents(tx, incidentId);
  const values = await valuesOfIncident(
    tx,
    incidentId,
    {
      typed: known.values,
      componentNames: components.map(({ name }) => name),
      nextUpdateAt: nextUpdateAt === null ? null : new Date(nextUpdateAt),
      link: `${places.statusAddress}/incidents/${known.publicId}`,
    },
    places,
  );
  const filled = await fillSaved(tx, `${input.situation}.public`, valuesFor('public', values, templateVariables));
  // One incident keeps one name: customers who follow it must not take the next update for another one.
  const name = input.values.title === undefined ? (await store.loadTold(tx, incidentId))?.title : undefined;
  return { title: input.title ?? name ?? filled.title, body: cleanText(input.body ?? filled.body) };
}

/** Replaces a draft; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function editUpdate(
  ctx: Context,
  id: number,
  edit: PublicUpdateEdit,
  ifMatch: number | undefined,
  places: Places,
) {
  return transaction(ctx.db, async (tx) => {
    const before = await lockDraft(tx, id);
    await requireVersion(tx, before, ifMatch, 'incident', before.incidentId, [
      'publicUpdate.drafted',
      'publicUpdate.edited',
    ]);
    await checkInput(tx, edit);
    await store.editDraft(tx, id, { ...edit, body: cleanText(edit.body) });
    await store.replaceComponents(tx, id, edit.components);
    const { title, body, status, components } = before;
    await recordEvent(tx, ctx.actor, 'publicUpdate.edited', before.incidentId, {
      publicUpdateId: id,
      before: { title, body, status, components },
      after: edit,
    });
    return shown(tx, id, places);
  });
}

export async function discardUpdate(ctx: Context, id: number, places: Places) {
  return transaction(ctx.db, async (tx) => {
    const draft = await lockDraft(tx, id);
    await store.discardDraft(tx, id);
    await recordEvent(tx, ctx.actor, 'publicUpdate.discarded', draft.incidentId, { publicUpdateId: id });
    return shown(tx, id, places);
  });
}

/**
 * Approves what was read and publishes it: on the page, in the incident's own record, and as mails that are queued in
 * the same transaction. @throws Problem `forbidden` when somebody else commands, `version_mismatch` when the draft was
 * edited since it was read, `state_conflict` when the leak check points at something that was not accepted
 */
export async function publishUpdate(
  ctx: Context,
  id: number,
  { version, acceptFindings }: { version: number; acceptFindings: boolean },
  places: Places,
) {
  return transaction(ctx.db, async (tx) => {
    const draft = await lockDraft(tx, id);
    const incident = await lockIncident(tx, draft.incidentId);
    refuseExercise(incident);
    if (!mayApprove(ctx.actor, incident.commander?.id ?? null)) {
      const who = incident.commander ? `the commander, ${incident.commander.name}` : 'an administrator';
      throw problem('forbidden', `Only ${who} can approve this.`);
    }
    await refuseWhileOff(tx);
    if (version !== draft.version) throw problem('version_mismatch', 'The draft has been edited since you opened it.');
    const findings = await findingsOf(tx, draft, places);
    if (findings.length > 0 && !acceptFindings) {
      throw problem(
        'state_conflict',
        'The leak check found something. Review it, then edit or accept it.',
        findings.slice(0, 20).map((one) => ({ path: one.field, message: `“${one.text}”: ${one.why}` })),
      );
    }
    const { id: incidentUpdateId } = await recordUpdate({ db: tx, actor: ctx.actor }, draft.incidentId, {
      audience: 'public',
      status: draft.status,
      text: draft.body,
      nextUpdateAt: draft.nextUpdateAt,
      approvedBy: ctx.actor,
    });
    await store.markPublished(tx, id, actorReference(ctx.actor), incidentUpdateId);
    const mailCount = await queueUpdateMails(tx, id);
    await recordEvent(tx, ctx.actor, 'publicUpdate.published', draft.incidentId, {
      publicUpdateId: id,
      status: draft.status,
      acceptedFindings: findings.length,
      mailCount,
    });
    return shown(tx, id, places);
  });
}

export async function readUpdate(db: Queryable, id: number, places: Places) {
  return shown(db, id, places);
}

export async function listUpdates(
  db: Queryable,
  incidentId: number,
  query: { limit: number; cursor?: string | undefined },
  places: Places,
) {
  await requireIncident(db, incidentId);
  const { items, nextCursor } = await store.listUpdates(db, incidentId, query.limit, query.cursor);
  const check = await loadLeakChecker(db, places.publicUrl);
  return {
    items: items.map((one) => ({
      ...withAddress(one, places),
      findings: one.state === 'draft' ? check({ ...one, fullImpact: isFullImpact(one) }) : [],
    })),
    nextCursor,
  };
}

async function shown(db: Queryable, id: number, places: Places) {
  const found = await store.loadUpdate(db, id);
  if (!found) throw problem('not_found', `No public update has the id ${id}.`);
  return {
    ...withAddress(found, places),
    findings: found.state === 'draft' ? await findingsOf(db, found, places) : [],
  };
}

const withAddress = (one: store.UpdateRow, { statusAddress }: Places) => ({
  ...one,
  address: `${statusAddress}/incidents/${one.publicId}`,
});

async function findingsOf(db: Queryable, one: store.UpdateRow, { publicUrl }: Places) {
  return (await loadLeakChecker(db, publicUrl))({ ...one, fullImpact: isFullImpact(one) });
}

/** Only when all that an update names is down may it speak of an outage. */
const isFullImpact = ({ components }: store.UpdateRow) =>
  components.length > 0 && components.every(({ state }) => state === 'major');

async function lockDraft(tx: Transaction, id: number): Promise<store.UpdateRow> {
  const found = await store.lockUpdate(tx, id);
  if (!found) throw problem('not_found', `No public update has the id ${id}.`);
  if (found.state === 'published')
    throw problem('state_conflict', 'This update is already published and cannot be changed.');
  if (found.state === 'discarded') throw problem('state_conflict', 'This draft was discarded.');
  return found;
}

function refuseTest({ kind }: Incident): void {
  if (kind === 'test') throw problem('state_conflict', 'This is a test, so it cannot have public updates.');
}

/** A drill practises the words: they are drafted, checked and read, and stay inside. */
function refuseExercise({ kind }: Incident): void {
  if (kind === 'drill' || kind === 'test') {
    throw problem('state_conflict', `This is a ${kind}: nothing is published. The draft is what is practised.`);
  }
}

/** Words on a page that nobody can open reach nobody: no clock may stop for them. */
async function refuseWhileOff(tx: Queryable): Promise<void> {
  if ((await loadPage(tx)).enabled) return;
  throw problem('state_conflict', 'The status page is off, so no customer would see this. Turn it on first.');
}

async function checkInput(
  tx: Queryable,
  { components, nextUpdateAt }: Pick<PublicUpdateDraft, 'components' | 'nextUpdateAt'>,
): Promise<void> {
  const errors: FieldError[] = [];
  const ids = components.map(({ componentId }) => componentId);
  if (new Set(ids).size < ids.length) errors.push({ path: 'body.components', message: 'List each component once.' });
  const unknown = await unknownComponents(tx, ids);
  if (unknown.length > 0) errors.push({ path: 'body.components', message: `No component has the id ${unknown[0]}.` });
  if (nextUpdateAt != null && new Date(nextUpdateAt) <= (await readNow(tx))) {
    errors.push({ path: 'body.nextUpdateAt', message: 'The next update must be in the future.' });
  }
  if (errors.length > 0) throw problem('invalid_input', 'Some fields are not valid.', errors);
}

/** The rhythm that the severity asks for. */
async function usualNext(tx: Queryable, incident: Incident, status: UpdateStatus): Promise<Date | null> {
  if (status === 'resolved') return null;
  const minutes = incident.slowerPublicUpdateMinutes ?? (await loadRule(tx, incident.severity)).publicUpdateMinutes;
  return minutes === null ? null : new Date((await readNowMs(tx)) + minutes * 60_000);
}
