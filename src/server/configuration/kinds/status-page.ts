import { z } from 'zod';
import { statusPageInput } from '../../../contract/communicate/status-page.ts';
import { readStatusPage, updateStatusPage } from '../../communicate/status-page/actions.ts';
import type { Context } from '../../platform/context.ts';
import { defineSingleKind } from '../kind.ts';

const { title, ...others } = statusPageInput.shape;
const schema = z.strictObject({ title: title.optional(), ...others });
type StatusPage = z.output<typeof schema>;

export const statusPage = defineSingleKind<StatusPage>({
  kind: 'statusPage',
  schema,
  references: () => [],
  async read(db) {
    const { version: _version, ...item } = await readStatusPage(db);
    return item;
  },
  save,
});

async function save(ctx: Context, page: StatusPage): Promise<void> {
  await updateStatusPage(ctx, { ...page, title: page.title ?? (await readStatusPage(ctx.db)).title });
}
