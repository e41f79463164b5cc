import { z } from 'zod';
import { slug } from '../../../../contract/endpoint.ts';
import { certificationRulesInput } from '../../../../contract/program/certification.ts';
import type { Context } from '../../../platform/context.ts';
import { readCertificationRules, updateCertificationRules } from '../../../program/training/certification.ts';
import { defineSingleKind, type Names } from '../../kind.ts';

const { note, command, onCall } = certificationRulesInput.shape;

const schema = z.strictObject({
  note,
  command,
  onCall: z.strictObject({
    isRequired: onCall.shape.isRequired,
    courseKey: onCall.shape.courseKey,
    /** Left out or null: all. */
    schedules: z.array(slug).max(500).nullable().default(null),
  }),
});
type Rules = z.output<typeof schema>;

/** Nothing to export while nobody has edited them. */
export const certificationRules = defineSingleKind<Rules>({
  kind: 'certificationRules',
  schema,
  references: ({ onCall: { schedules } }) =>
    (schedules ?? []).map((key, index) => ({ path: `onCall.schedules[${index}]`, kind: 'schedule', key })),
  async read(db, names) {
    const rules = await readCertificationRules(db);
    if (rules.version === 0) return null;
    const { scheduleIds, ...rest } = rules.onCall;
    // Schedules that are gone since have no name any more.
    const schedules = scheduleIds?.flatMap((id) => names.keyOf('schedule', id) ?? []) ?? null;
    return { note: rules.note, command: rules.command, onCall: { ...rest, schedules } };
  },
  save,
});

async function save(ctx: Context, { onCall: { schedules, ...onCall }, ...rules }: Rules, names: Names): Promise<void> {
  const scheduleIds = schedules?.map((key) => names.idOf('schedule', key)) ?? null;
  await updateCertificationRules(ctx, { ...rules, onCall: { ...onCall, scheduleIds } });
}
