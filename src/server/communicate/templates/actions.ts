import type { PublicValues } from '../../../contract/communicate/public-updates.ts';
import { type TemplateWords, updateMessageTemplate } from '../../../contract/communicate/templates.ts';
import { problem } from '../../../contract/errors.ts';
import { defaultIncidentTemplates } from '../../../domain/communicate/incident-templates.ts';
import { defaultMaintenanceTemplates } from '../../../domain/communicate/maintenance-templates.ts';
import { templateVariables } from '../../../domain/communicate/template-variables.ts';
import { type MessageTemplate, templateFaults, valuesFor } from '../../../domain/communicate/templates.ts';
import { actorReference, may } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { fillTemplate } from './fill.ts';
import { type IncidentPlaces, valuesOfIncident } from './incident-values.ts';
import * as store from './store.ts';
import { variablesUsed } from './variables-used.ts';

const shipped: readonly MessageTemplate[] = [...defaultIncidentTemplates, ...defaultMaintenanceTemplates];
const samples = Object.fromEntries(templateVariables.map(({ name, sample }) => [name, sample]));

/** Every template as it reads now: edited, or as shipped. */
export async function listTemplates(db: Queryable) {
  const edited = new Map((await store.listEdited(db)).map((one) => [one.id, one]));
  return shipped.map((template) => asShown(template, edited.get(template.id)));
}

export async function readTemplate(db: Queryable, key: string) {
  const template = shippedTemplate(key);
  return asShown(template, (await store.loadEdited(db, key)) ?? undefined);
}

/** Replaces the words. @throws Problem `invalid_input` with each fault, `version_mismatch` */
export async function updateTemplate(ctx: Context, key: string, words: TemplateWords, ifMatch?: number) {
  refuseFaults({ ...shippedTemplate(key), ...words });
  return transaction(ctx.db, async (tx) => {
    const before = await readTemplate(tx, key);
    if (!(await store.saveTemplate(tx, key, words, actorReference(ctx.actor), ifMatch))) {
      throw await changedMeanwhile(tx, 'messageTemplate', null, ['messageTemplate.updated']);
    }
    const data = { key, before: { title: before.title, body: before.body }, after: words };
    await recordEvent(tx, ctx.actor, 'messageTemplate.updated', null, data);
    return readTemplate(tx, key);
  });
}

/** Goes back to the shipped words; nothing to do is no fault. */
export async function resetTemplate(ctx: Context, key: string): Promise<void> {
  shippedTemplate(key);
  await transaction(ctx.db, async (tx) => {
    if (!(await store.deleteTemplate(tx, key))) return;
    await recordEvent(tx, ctx.actor, 'messageTemplate.reset', null, { key });
  });
}

export type Preview = { incidentId: number | null; values: PublicValues; words?: TemplateWords | undefined };

/**
 * Fills a template with an incident's values, or with the samples. Public templates get public values only.
 * @throws Problem `forbidden` when somebody who may not edit templates brings words, `invalid_input` for what these hold
 */
export async function previewTemplate(ctx: Context, key: string, preview: Preview, places: IncidentPlaces) {
  const { db } = ctx;
  if (preview.words && !may(ctx.actor, updateMessageTemplate.permission)) {
    throw problem('forbidden', `Previewing your own text needs the permission ${updateMessageTemplate.permission}.`);
  }
  const template = { ...(await readTemplate(db, key)), ...preview.words };
  if (preview.words) refuseFaults({ ...shippedTemplate(key), ...preview.words });
  const values =
    preview.incidentId === null
      ? samples
      : await valuesOfIncident(db, preview.incidentId, { typed: preview.values }, places);
  try {
    return fillTemplate(template, valuesFor(template.audience, values, templateVariables));
  } catch (error) {
    throw problem('invalid_input', 'This template cannot be used.', [faultOf(error)]);
  }
}

/** Fills the words in use. Those that cannot be, saved under other rules, say, give way to the shipped ones: nobody waits. */
export async function fillSaved(db: Queryable, key: string, values: Readonly<Record<string, string>>) {
  const template = await readTemplate(db, key);
  try {
    return fillTemplate(template, values);
  } catch {
    return fillTemplate(shippedTemplate(key), values);
  }
}

/** The words that it came with. @throws Problem `not_found` */
function shippedTemplate(key: string): MessageTemplate {
  const template = shipped.find(({ id }) => id === key);
  if (!template) throw problem('not_found', `There is no template ${key}.`);
  return template;
}

function asShown(template: MessageTemplate, edited: store.EditedTemplate | undefined) {
  const { id, ...rest } = template;
  return {
    ...rest,
    key: id,
    title: edited?.title ?? template.title,
    body: edited?.body ?? template.body,
    isEdited: edited !== undefined,
    updatedBy: edited?.updatedBy ?? null,
    updatedAt: edited?.updatedAt ?? null,
    version: edited?.version ?? 1,
  };
}

function refuseFaults(template: MessageTemplate): void {
  const faults: string[] = [];
  try {
    faults.push(...templateFaults(template, variablesUsed(template), templateVariables));
    fillTemplate(template, samples);
  } catch (error) {
    faults.push(faultOf(error).message);
  }
  if (faults.length === 0) return;
  const errors = faults.slice(0, 20).map((message) => ({ path: 'body.body', message }));
  throw problem('invalid_input', 'This template cannot be used.', errors);
}

const faultOf = (error: unknown) => ({
  path: 'body.body',
  message: `This is not valid Liquid: ${(error as Error).message.split('\n')[0]}.`,
});
