import { Checkbox, Select } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import { createTeam, getTeam, listTeams, type Team, updateTeam } from '../../../contract/directory/teams.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';
import { named } from '../name-of.tsx';
import { MultiPicker } from '../picker.tsx';

type TeamFormProps = { team?: Team; opened: boolean; close: () => void; saved?: (team: Team) => void };

/** Makes a team, or changes one. */
export function TeamForm({ team, opened, close, saved }: TeamFormProps) {
  const changes = { changes: [listTeams, getTeam], done: saved };
  const create = useAction(createTeam, changes);
  const update = useAction(updateTeam, changes);
  return (
    <FormDrawer
      title={team ? `Edit ${team.name}` : 'New team'}
      opened={opened}
      close={close}
      submitLabel={team ? 'Save' : 'Create team'}
      initialValues={valuesOf(team)}
      edited={team && edited(team, valuesOf, fields, () => api.call(getTeam, { params: { id: team.id } }))}
      validate={nameFaults}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const { ways, wakes, ...rest } = values;
        const reachRule = ways === noRule ? null : { ways: Number(ways), wakes };
        const body = { ...rest, memberIds: values.memberIds.map(Number), reachRule };
        return team
          ? update.mutateAsync({ params: { id: team.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!team} namePlaceholder="Payments" />
          <MultiPicker label="Members" of="people" {...form.getInputProps('memberIds')} />
          <Select
            label="Contact methods that each member needs"
            description="Whoever does not meet it is named on the team, in the readiness report and by the doctor"
            data={waysChoices}
            allowDeselect={false}
            {...form.getInputProps('ways')}
          />
          {form.values.ways !== noRule && (
            <Checkbox label="At least one of them must wake" {...form.getInputProps('wakes', { type: 'checkbox' })} />
          )}
        </>
      )}
    </FormDrawer>
  );
}

const noRule = 'none';
const waysChoices = [
  { value: noRule, label: 'No rule' },
  { value: '1', label: 'At least one' },
  ...['2', '3', '4', '5'].map((ways) => ({ value: ways, label: `${ways} different kinds` })),
];

const valuesOf = (team?: Team) => ({
  name: team?.name ?? '',
  slug: team?.slug ?? '',
  description: team?.description ?? '',
  memberIds: team?.members.map(({ personId }) => String(personId)) ?? [],
  ways: team?.reachRule ? String(team.reachRule.ways) : noRule,
  wakes: team?.reachRule?.wakes ?? true,
});

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  memberIds: named('Members', getPerson),
  ways: 'Contact methods that each member needs',
  wakes: 'At least one of them must wake',
};
