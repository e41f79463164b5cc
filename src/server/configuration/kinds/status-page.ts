import { z } from 'zod';
import { statusPageInput } from '../../../contract/communicate/status-page.ts';
import { readStatusPage, updateStatusPage } from '../../communicate/status-page/actions.ts';
import type { Context } from '../../platform/context.ts';
import { defineKind } from '../kind.ts';

const { title, ...others } = statusPageInput.shape;
const schema = z.strictObject({ title: title.optional(), ...others });
type StatusPage = z.output<typeof schema>;

export const statusPage = defineKind<StatusPage>({
  kind: 'statusPage',
  section: 'statusPage',
  isSingle: true,
  schema,
  keyOf: () => 'statusPage',
  references: () => [],
  async list(db) {
    const { version: _version, ...item } = await readStatusPage(db);
    return [{ id: 1, item }];
  },
  async create(ctx, item) {
    await save(ctx, item);
    return 1;
  },
  async update(ctx, _current, item) {
    await save(ctx, item);
    return undefined;
  },
  remove: async () => {},
});

async function save(ctx: Context, page: StatusPage): Promise<void> {
  await updateStatusPage(ctx, { ...page, title: page.title ?? (await readStatusPage(ctx.db)).title });
}
