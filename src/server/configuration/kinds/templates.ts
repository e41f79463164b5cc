import { z } from 'zod';
import { updateMessageTemplate } from '../../../contract/communicate/templates.ts';
import { listTemplates, resetTemplate, updateTemplate } from '../../communicate/templates/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { defineKind } from '../kind.ts';

/** `key` is situation and audience, as in `investigating.public`. */
const schema = z.strictObject({
  key: updateMessageTemplate.params.shape.key,
  ...updateMessageTemplate.body.shape,
});
type Template = z.output<typeof schema>;

/** Only the edited ones: removing one goes back to the words it was shipped with. */
export const templates = defineKind<Template>({
  kind: 'template',
  section: 'templates',
  schema,
  keyOf: (template) => template.key,
  references: () => [],
  list: async (db) =>
    (await numbered(db))
      .filter(({ isEdited }) => isEdited)
      .map(({ id, key, title, body }) => ({ id, item: { key, title, body } })),
  async create(ctx, { key, ...words }) {
    await updateTemplate(ctx, key, words);
    return (await numbered(ctx.db)).find((template) => template.key === key)!.id;
  },
  async update(ctx, _current, { key, ...words }) {
    await updateTemplate(ctx, key, words);
    return undefined;
  },
  async remove(ctx, id) {
    const found = (await numbered(ctx.db)).find((template) => template.id === id);
    if (found) await resetTemplate(ctx, found.key);
  },
});

/** Templates have no ids; their positions among the default ones serve. */
async function numbered(db: Queryable) {
  return (await listTemplates(db)).map((template, index) => ({ ...template, id: index + 1 }));
}
