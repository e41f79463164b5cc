import { createTeam, getTeam, listTeams, type Team, updateTeam } from '../../../contract/teams.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/name-fields.tsx';
import { MultiPicker } from '../picker.tsx';

type TeamFormProps = { team?: Team; opened: boolean; close: () => void; saved?: (team: Team) => void };

/** Makes a team, or changes one. */
export function TeamForm({ team, opened, close, saved }: TeamFormProps) {
  const changes = { changes: [listTeams, getTeam], done: saved };
  const create = useAction(createTeam, changes);
  const update = useAction(updateTeam, { ...changes, send: () => ({ ifMatch: team?.version }) });
  return (
    <FormDrawer
      title={team ? `Edit ${team.name}` : 'New team'}
      opened={opened}
      close={close}
      submitLabel={team ? 'Save the team' : 'Create the team'}
      initialValues={{
        name: team?.name ?? '',
        slug: team?.slug ?? '',
        description: team?.description ?? '',
        memberIds: team?.members.map(({ personId }) => String(personId)) ?? [],
      }}
      validate={nameFaults}
      submit={(values) => {
        const body = { ...values, memberIds: values.memberIds.map(Number) };
        return team ? update.mutateAsync({ params: { id: team.id }, body }) : create.mutateAsync({ body });
      }}
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!team} namePlaceholder="Payments" />
          <MultiPicker label="Members" of="people" {...form.getInputProps('memberIds')} />
        </>
      )}
    </FormDrawer>
  );
}
