import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import { impactRate, impactRatesCurrency, mostImpactRates } from '../../../contract/program/costs/impact-rates.ts';
import type { Context } from '../../platform/context.ts';
import { readImpactRates, updateImpactRates } from '../../program/impact-rates/actions.ts';
import { defineSingleKind, type Names } from '../kind.ts';

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
export const impactRates = defineSingleKind<Rates>({
  kind: 'impactRates',
  schema,
  references: ({ rates }) =>
    rates.map(({ service }, index) => ({ path: `rates[${index}].service`, kind: 'service', key: service })),
  async read(db, names) {
    const { currency, rates, version } = await readImpactRates(db);
    if (version === 0) return null;
    const named = rates.map(({ serviceId, severity, perHour }) => ({
      service: names.keyOf('service', serviceId)!,
      ...{ severity, perHour },
    }));
    return { currency, rates: named };
  },
  save,
});

async function save(ctx: Context, { currency, rates }: Rates, names: Names): Promise<void> {
  const own = rates.map(({ service, ...rate }) => ({ serviceId: names.idOf('service', service), ...rate }));
  await updateImpactRates(ctx, { currency, rates: own });
}
