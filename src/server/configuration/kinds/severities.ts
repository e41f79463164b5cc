import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import { type SeverityMatrixInput, severityMatrixInput } from '../../../contract/respond/severities.ts';
import type { Context } from '../../platform/context.ts';
import { loadMatrix, updateMatrix } from '../../respond/severities/actions.ts';
import { defineSingleKind, type Names } from '../kind.ts';

const askedFor = ['commander', 'commanderBackup', 'communications', 'executives'] as const;
const policy = slug.nullable().optional();

const schema = z.strictObject({
  /** All five; left out, they stay as they are. */
  rules: severityMatrixInput.shape.rules.optional(),
  /** Each that is left out stays as it is too. */
  policies: z
    .strictObject({ commander: policy, commanderBackup: policy, communications: policy, executives: policy })
    .optional(),
});
type Severities = z.output<typeof schema>;

/** Nothing to export while the matrix is the one built in. */
export const severities = defineSingleKind<Severities>({
  kind: 'severities',
  schema,
  partial: ['policies'],
  references: ({ policies = {} }) =>
    askedFor.flatMap((who) => {
      const key = policies[who] ?? null;
      return key === null ? [] : [{ path: `policies.${who}`, kind: 'escalationPolicy', key }];
    }),
  async read(db, names) {
    const { rules, policies, version } = await loadMatrix(db);
    if (version === 0) return null;
    const keyOf = (id: number | null) => (id === null ? null : names.keyOf('escalationPolicy', id));
    return { rules, policies: eachOf((who) => keyOf(policies[who])) };
  },
  save,
});

async function save(ctx: Context, { rules, policies = {} }: Severities, names: Names): Promise<void> {
  const before = await loadMatrix(ctx.db);
  const idOf = (key: string | null) => (key === null ? null : names.idOf('escalationPolicy', key));
  const input: SeverityMatrixInput = {
    rules: rules ?? before.rules,
    policies: eachOf((who) => {
      const key = policies[who];
      return key === undefined ? before.policies[who] : idOf(key);
    }),
  };
  await updateMatrix(ctx, input);
}

function eachOf<T>(pick: (who: (typeof askedFor)[number]) => T) {
  return {
    commander: pick('commander'),
    commanderBackup: pick('commanderBackup'),
    communications: pick('communications'),
    executives: pick('executives'),
  };
}
