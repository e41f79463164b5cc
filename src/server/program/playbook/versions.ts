/** The playbook as people read it: live, and as it was published; who published a version, and who has confirmed it. */
import { problem } from '../../../contract/errors.ts';
import { type PlaybookSection, playbookChanges, playbookText } from '../../../domain/program/playbook.ts';
import { utcMinute } from '../../../domain/time/instant.ts';
import { actorReference, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { readSections } from './actions.ts';
import * as readers from './readers-store.ts';
import * as store from './versions-store.ts';

/** As it is configured now, and how that differs from what was published last. */
export async function readPlaybook({ db, actor }: Context) {
  const { sections, from, generatedAt } = await readLive(db);
  const latest = await store.loadLatest(db);
  const personId = personIdOf(actor);
  const { value: chosen } = await readSetting(db, settings.playbookReaders);
  return {
    markdown: playbookText(sections, from),
    generatedAt,
    published: latest && {
      ...latest,
      isAsked: personId !== null && (await readers.isAsked(db, chosen, personId)),
      confirmedAt: personId === null ? null : await readers.confirmedAt(db, latest.id, personId),
    },
    changes: latest ? playbookChanges((await store.loadSections(db, latest.id))!, sections) : [],
  };
}

type Whole = { sections: PlaybookSection[] /** What it was made from, and when. */; from: string };

async function readLive(db: Queryable): Promise<Whole & { generatedAt: Date }> {
  const generatedAt = await readNow(db);
  const from = `Generated from the live configuration on ${utcMinute(generatedAt.toISOString())}.`;
  return { sections: await readSections(db), from, generatedAt };
}

/** Of a version, or as it is configured now. @throws Problem `not_found` */
export async function readWhole(db: Queryable, id: number | undefined): Promise<Whole> {
  if (id === undefined) return readLive(db);
  const { publishedAt, publishedBy } = await requireVersion(db, id);
  const from = `Version ${id}, published on ${utcMinute(publishedAt.toISOString())} by ${publishedBy.name}.`;
  return { sections: (await store.loadSections(db, id))!, from };
}

export async function getVersion({ db }: Pick<Context, 'db'>, id: number) {
  const version = await requireVersion(db, id);
  const { sections, from } = await readWhole(db, id);
  const before = await store.loadSections(db, id - 1);
  return {
    ...version,
    markdown: playbookText(sections, from),
    previousId: before && id - 1,
    changes: before ? playbookChanges(before, sections) : [],
  };
}

async function requireVersion(db: Queryable, id: number): Promise<store.VersionRow> {
  const found = await store.loadVersion(db, id);
  if (!found) throw problem('not_found', `There is no version ${id} of the playbook.`);
  return found;
}

/** @throws Problem `state_conflict` when nothing differs from the version published last */
export async function publish(ctx: Context, note: string) {
  return transaction(ctx.db, async (tx) => {
    await store.lockVersions(tx);
    const sections = await readSections(tx);
    const latest = await store.loadLatest(tx);
    const before = latest && (await store.loadSections(tx, latest.id))!;
    if (latest && playbookChanges(before!, sections).length === 0) {
      throw problem('state_conflict', `Nothing is configured otherwise than version ${latest.id} says.`);
    }
    const id = await store.insertVersion(tx, { note, sections, by: actorReference(ctx.actor) });
    await recordEvent(tx, ctx.actor, 'playbook.published', id, { note });
    return (await store.loadVersion(tx, id))!;
  });
}

/** @throws Problem `state_conflict` for a version that is not the last one */
export async function confirm(ctx: Context, id: number) {
  const personId = personIdOf(ctx.actor);
  if (personId === null) throw problem('forbidden', 'Only a person can confirm to have read it.');
  return transaction(ctx.db, async (tx) => {
    const version = await requireVersion(tx, id);
    const latest = (await store.loadLatest(tx))!;
    if (latest.id !== id) throw problem('state_conflict', `Version ${latest.id} is the one to read and confirm.`);
    if (!(await store.insertConfirmation(tx, id, personId))) return version;
    await recordEvent(tx, ctx.actor, 'playbook.confirmed', id, { personId });
    return (await store.loadVersion(tx, id))!;
  });
}
