import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import type { Context } from '../../platform/context.ts';
import { readDefaultPolicy, setDefaultPolicy } from '../../respond/escalation/default-policy.ts';
import { defineSingleKind, type Names } from '../kind.ts';

const schema = z.strictObject({
  /** Used for alerts whose service has none. */
  defaultEscalationPolicy: slug.nullable().default(null),
});
type Settings = z.output<typeof schema>;

export const settings = defineSingleKind<Settings>({
  kind: 'settings',
  formerly: { catchAllPolicy: 'defaultEscalationPolicy' },
  schema,
  references: ({ defaultEscalationPolicy: key }) =>
    key === null ? [] : [{ path: 'defaultEscalationPolicy', kind: 'escalationPolicy', key }],
  async read(db, names) {
    const { policy } = await readDefaultPolicy(db);
    return { defaultEscalationPolicy: policy && names.keyOf('escalationPolicy', policy.id) };
  },
  save,
});

async function save(ctx: Context, { defaultEscalationPolicy: key }: Settings, names: Names): Promise<void> {
  await setDefaultPolicy(ctx, key === null ? null : names.idOf('escalationPolicy', key));
}
