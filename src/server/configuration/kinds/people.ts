import { z } from 'zod';
import { emailAddress, role } from '../../../contract/directory/people.ts';
import { line, timeZone } from '../../../contract/endpoint.ts';
import { createPerson, setDisabled, updatePerson } from '../../directory/people/actions.ts';
import { defineKind } from '../kind.ts';
import { allPeople } from '../store.ts';

const schema = z.strictObject({
  email: emailAddress,
  name: line(120),
  role: role.default('responder'),
  timeZone: timeZone.default('UTC'),
  disabled: z.boolean().default(false),
});

export const people = defineKind<z.output<typeof schema>>({
  kind: 'person',
  section: 'people',
  schema,
  keyOf: (person) => person.email,
  references: () => [],
  list: async (db) => (await allPeople(db)).map(({ id, ...item }) => ({ id, item, isRemoved: item.disabled })),
  async create(ctx, { disabled, ...person }) {
    const { id } = await createPerson(ctx, person);
    if (disabled) await setDisabled(ctx, id, true);
    return id;
  },
  async update(ctx, current, { disabled, ...person }) {
    await updatePerson(ctx, current.id, person);
    await setDisabled(ctx, current.id, disabled);
    return undefined;
  },
  remove: async (ctx, id) => {
    await setDisabled(ctx, id, true);
  },
});
