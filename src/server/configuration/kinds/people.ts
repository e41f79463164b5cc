import { z } from 'zod';
import { emailAddress, role } from '../../../contract/directory/people.ts';
import { line, timeZone } from '../../../contract/endpoint.ts';
import { createPerson, getPerson, setDisabled, updatePerson } from '../../directory/people/actions.ts';
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
    // The role of the file is the one by hand; while it is the same, what groups gave stays in force.
    const isSameRole = current.item.role === person.role;
    const role = isSameRole ? (await getPerson(ctx, current.id)).role : person.role;
    await updatePerson(ctx, current.id, { ...person, role });
    await setDisabled(ctx, current.id, disabled);
    return undefined;
  },
  remove: async (ctx, id) => {
    await setDisabled(ctx, id, true);
  },
});
