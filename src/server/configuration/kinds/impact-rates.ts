import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import { impactRate, impactRatesCurrency, mostImpactRates } from '../../../contract/program/costs/impact-rates.ts';
import type { Context } from '../../platform/context.ts';
import { readImpactRates, updateImpactRates } from '../../program/impact-rates/actions.ts';
import { defineKind, type Names } from '../kind.ts';

const schema = z.strictObject({
  currency: impactRatesCurrency,
  rates: z
    .array(
      z.strictObject({
        service: slug,
        severity: impactRate.shape.severity.default(null),
        perHour: impactRate.shape.perHour,
      }),
    )
    .max(mostImpactRates),
});
type Rates = z.output<typeof schema>;

/** Nothing to export while nobody has edited them. */
export const impactRates = defineKind<Rates>({
  kind: 'impactRates',
  section: 'impactRates',
  isSingle: true,
  schema,
  keyOf: () => 'impactRates',
  references: ({ rates }) =>
    rates.map(({ service }, index) => ({ path: `rates[${index}].service`, kind: 'service', key: service })),
  async list(db, names) {
    const { currency, rates, version } = await readImpactRates(db);
    if (version === 0) return [];
    const named = rates.map(({ serviceId, severity, perHour }) => ({
      service: names.keyOf('service', serviceId)!,
      ...{ severity, perHour },
    }));
    return [{ id: 1, item: { currency, rates: named } }];
  },
  create: async (ctx, item, names) => {
    await save(ctx, item, names);
    return 1;
  },
  async update(ctx, _current, item, names) {
    await save(ctx, item, names);
    return undefined;
  },
  remove: async () => {},
});

async function save(ctx: Context, { currency, rates }: Rates, names: Names): Promise<void> {
  const own = rates.map(({ service, ...rate }) => ({ serviceId: names.idOf('service', service), ...rate }));
  await updateImpactRates(ctx, { currency, rates: own });
}
