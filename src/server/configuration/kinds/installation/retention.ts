import type { z } from 'zod';
import { retentionInput } from '../../../../contract/platform/retention.ts';
import { settings } from '../../../platform/settings/registry.ts';
import { chooseRetention } from '../../../platform/settings/retention.ts';
import { readSetting } from '../../../platform/settings/store.ts';
import { defineSingleKind } from '../../kind.ts';

const { signalDays, historyDays } = retentionInput.shape;
/** Null, and what is left out of a new one: as the settings of the server say. */
const schema = retentionInput.extend({
  signalDays: signalDays.default(null),
  historyDays: historyDays.default(null),
});

/** Nothing to export while nobody has chosen anything. */
export const retention = defineSingleKind<z.output<typeof schema>>({
  kind: 'retention',
  schema,
  references: () => [],
  async read(db) {
    const { value, isEdited } = await readSetting(db, settings.retention);
    return isEdited ? value : null;
  },
  save: (ctx, item) => chooseRetention(ctx, item),
});
