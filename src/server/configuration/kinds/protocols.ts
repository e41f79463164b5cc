import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { protocolInput, protocolKey } from '../../../contract/respond/protocols.ts';
import type { Context } from '../../platform/context.ts';
import {
  archiveProtocol,
  createProtocol,
  listProtocols,
  listTouched,
  resetProtocol,
  updateProtocol,
} from '../../respond/protocols/actions.ts';
import { defineKind } from '../kind.ts';

const schema = z.strictObject({ key: protocolKey, ...protocolInput.shape, isArchived: z.boolean().default(false) });
type Protocol = z.output<typeof schema>;

/** Those that were changed, added or archived: removing one returns it to how it came, or archives it. */
export const protocols = defineKind<Protocol>({
  kind: 'protocol',
  section: 'protocols',
  schema,
  keyOf: ({ key }) => key,
  references: () => [],
  list: async (db) =>
    (await listTouched(db))
      .filter(({ origin, isArchived }) => origin !== 'shipped' || isArchived)
      .map(({ id, key, name, items, isArchived, origin }) => ({
        id,
        item: { key, name, items, isArchived },
        isRemoved: isArchived && origin === 'own',
      })),
  async create(ctx, item) {
    await save(ctx, item);
    return (await listTouched(ctx.db)).find(({ key }) => key === item.key)!.id;
  },
  async update(ctx, _current, item) {
    await save(ctx, item);
    return undefined;
  },
  /** Once no severity uses it. */
  async complete(ctx, _id, { key, isArchived }) {
    if (isArchived) await archiveProtocol(ctx, key, true);
  },
  async remove(ctx, id) {
    const { key, origin } = (await listTouched(ctx.db)).find((protocol) => protocol.id === id)!;
    if (origin === 'own') return void (await archiveProtocol(ctx, key, true));
    await resetProtocol(ctx, key);
    await archiveProtocol(ctx, key, false);
  },
});

async function save(ctx: Context, { key, isArchived, ...own }: Protocol): Promise<void> {
  const before = (await listProtocols(ctx.db)).find((protocol) => protocol.key === key);
  if (!before) await createProtocol(ctx, key, own);
  else {
    const { name, items } = before;
    if (!isDeepStrictEqual({ name, items }, own)) await updateProtocol(ctx, key, own);
    if (!isArchived) await archiveProtocol(ctx, key, false);
  }
}
