/** What a drill needs is checked before anything is written. */

import { problem } from '../../../contract/errors.ts';
import type { ScenarioHead } from '../../../contract/program/documents.ts';
import type { DrillInput } from '../../../contract/program/drills.ts';
import { drillDedupKey } from '../../../domain/detect/drill-key.ts';
import { getSource } from '../../detect/sources/actions.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { getTeam } from '../../directory/teams/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { keepSignals, openSandbox } from '../../respond/sandbox/actions.ts';
import { loadUsable } from '../documents/actions.ts';
import { existingWebhooks } from './hook-store.ts';
import * as store from './store.ts';

export const sendsSignals = ({ injects }: ScenarioHead) => injects.some(({ signal }) => signal !== undefined);

const wrong = (path: string, message: string) => problem('invalid_input', undefined, [{ path, message }]);

/** Plans a drill, by itself or of a series, and returns its id. @throws Problem `invalid_input` */
export async function planIn(ctx: Context & { db: Transaction }, input: DrillInput, seriesId: number | null) {
  const { head, body } = await checkPlan(ctx, input);
  const title = input.title ?? head.title;
  const injects = head.injects.map(({ at, tell, hope, signal = null }) => ({ atMinute: at, tell, hope, signal }));
  const { format, severity } = head;
  const sandboxId = input.inSandbox ? await openSandbox(ctx.db, input.agreedIds) : null;
  const id = await store.insertDrill(ctx.db, {
    ...{ ...input, title, format, story: body, severity, injects, seriesId, sandboxId },
  });
  if (sandboxId !== null && input.sourceId !== null) {
    const titles = injects.flatMap(({ signal }) => signal?.title ?? []);
    await keepSignals(
      ctx.db,
      sandboxId,
      input.sourceId,
      titles.map((one) => drillDedupKey(id, one)),
    );
  }
  await recordEvent(ctx.db, ctx.actor, 'drill.planned', id, { scenarioKey: input.scenarioKey, title });
  return id;
}

/** The scenario, when all that it needs is there. @throws Problem `invalid_input` */
export async function checkPlan(ctx: Context & { db: Transaction }, input: DrillInput) {
  const tx = ctx.db;
  const scenario = await loadUsable(tx, 'scenario', input.scenarioKey);
  if (!scenario) throw wrong('body.scenarioKey', 'This scenario does not exist.');
  if (input.teamId !== null) {
    await getTeam(ctx, input.teamId).catch(() => {
      throw wrong('body.teamId', 'This team does not exist.');
    });
  }
  const existing = await store.existingServices(tx, input.serviceIds);
  const missing = input.serviceIds.find((serviceId) => !existing.includes(serviceId));
  if (missing !== undefined) throw wrong('body.serviceIds', `Service ${missing} does not exist.`);
  await requireWebhooks(tx, input);
  for (const [place, personId] of input.agreedIds.entries())
    await requireEnabledPerson(tx, personId, `body.agreedIds[${place}]`);
  if (input.agreedIds.length > 0 && !input.inSandbox)
    throw wrong('body.agreedIds', 'Without a sandbox everybody is notified for real.');
  if (input.leaderId !== null) await requireEnabledPerson(tx, input.leaderId, 'body.leaderId');
  if (sendsSignals(scenario.head)) await requireSource(ctx, input.sourceId);
  if (scenario.head.format === 'unannounced' && input.consent === '') {
    throw wrong('body.consent', 'Say who agreed to it: an unannounced drill needs the consent of a sponsor.');
  }
  return scenario;
}

async function requireWebhooks(tx: Transaction, input: DrillInput): Promise<void> {
  const named = (['beforeWebhookId', 'afterWebhookId'] as const).flatMap((name) => {
    const id = input[name];
    return id === null ? [] : [{ name, id }];
  });
  const known = await existingWebhooks(
    tx,
    named.map(({ id }) => id),
  );
  for (const { name, id } of named) {
    if (!known.includes(id)) throw wrong(`body.${name}`, 'This outgoing webhook does not exist.');
  }
}

async function requireSource(ctx: Context, sourceId: number | null): Promise<void> {
  if (sourceId === null) throw wrong('body.sourceId', 'Choose the source that its signals come in through.');
  await getSource(ctx, sourceId).catch(() => {
    throw wrong('body.sourceId', 'This source does not exist.');
  });
}
