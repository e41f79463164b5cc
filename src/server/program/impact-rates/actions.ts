/** What an hour of impact costs in a service: goes before the assumption by severity alone. */
import { problem } from '../../../contract/errors.ts';
import { type ImpactRatesInput, impactRatesInput } from '../../../contract/program/costs/impact-rates.ts';
import { withAnyTexts } from '../../../contract/relaxed.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import * as store from './store.ts';

/** By service and severity; those of services that are gone since are left out. */
export async function readImpactRates(db: Queryable) {
  const { value, version } = await readSetting(db, settings.impactRates);
  const services = await store.listServiceNames(
    db,
    value.rates.map(({ serviceId }) => serviceId),
  );
  const rates = services.flatMap(({ id, name }) =>
    value.rates
      .filter(({ serviceId }) => serviceId === id)
      .sort((left, right) => (left.severity ?? 6) - (right.severity ?? 6))
      .map((rate) => ({ ...rate, serviceName: name })),
  );
  return { currency: value.currency, rates, version };
}

/** @throws Problem `invalid_input` for a service that is not there, `version_mismatch` */
export async function updateImpactRates(ctx: Context, input: ImpactRatesInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const known = await store.listServiceNames(
      tx,
      input.rates.map(({ serviceId }) => serviceId),
    );
    const errors = input.rates.flatMap(({ serviceId }, place) =>
      known.some(({ id }) => id === serviceId)
        ? []
        : [{ path: `body.rates.${place}.serviceId`, message: `No service has the id ${serviceId}.` }],
    );
    if (errors.length > 0) throw problem('invalid_input', undefined, errors.slice(0, 20));
    const { value: before } = await readSetting(tx, settings.impactRates);
    await writeSetting(tx, ctx, settings.impactRates, input, ifMatch, { before, after: input });
    return readImpactRates(tx);
  });
}

/**
 * Which rates are in force for an incident: the latest, and of what is closed, those of that day; so the first rates ever
 * change nothing that was closed before.
 */
export async function impactRatesInForce(
  db: Queryable,
  closings: readonly (Date | null)[],
): Promise<(closedAt: Date | null) => ImpactRatesInput | null> {
  const written = await store.listWrittenAt(db);
  const idAt = (closedAt: Date | null) => written.findLast(({ at }) => closedAt === null || at <= closedAt)?.id;
  const ids = [...new Set(closings.flatMap((closedAt) => idAt(closedAt) ?? []))];
  const found = ids.length === 0 ? [] : await store.listWritten(db, ids);
  const byId = new Map(
    found.map(({ id, rates }) => [id, withAnyTexts(impactRatesInput).safeParse(rates).data ?? null] as const),
  );
  return (closedAt) => byId.get(idAt(closedAt) ?? 0) ?? null;
}
