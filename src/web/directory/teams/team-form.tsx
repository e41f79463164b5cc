import { Checkbox, Select } from '@mantine/core';
import { getPerson } from '../../../contract/directory/people.ts';
import { createTeam, getTeam, listTeams, type Team, updateTeam } from '../../../contract/directory/teams.ts';
import type { TeamHours } from '../../../contract/working-hours.ts';
import { windowsOf } from '../../../domain/respond/escalation/working-hours.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';
import { named } from '../name-of.tsx';
import { MultiPicker } from '../picker.tsx';
import { HoursFields, officeHours } from './hours-fields.tsx';
import { hoursText } from './hours-text.ts';

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
      validate={(values) => ({
        ...nameFaults(values),
        ...hoursFaults(values.workingHours),
        ...(values.leadIds.some((lead) => !values.memberIds.includes(lead)) && {
          leadIds: 'A lead must be a member of the team.',
        }),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const { ways, wakes, ...rest } = values;
        const reachRule = ways === noRule ? null : { ways: Number(ways), wakes };
        const [memberIds, leadIds] = [values.memberIds.map(Number), values.leadIds.map(Number)];
        const body = { ...rest, memberIds, leadIds, reachRule };
        return team
          ? update.mutateAsync({ params: { id: team.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
    >
      {(form) => (
        <>
          <NameFields form={form} isNew={!team} namePlaceholder="Payments" />
          <MultiPicker label="Members" of="people" {...form.getInputProps('memberIds')} />
          <MultiPicker
            label="Leads"
            description="Members who see the on-call load of each of the others"
            of="people"
            {...form.getInputProps('leadIds')}
          />
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
          <Checkbox
            label="This team has working hours"
            description="Escalation policies can follow them. Days off come from the team’s holiday calendars."
            checked={form.values.workingHours !== null}
            onChange={(event) => form.setFieldValue('workingHours', event.currentTarget.checked ? officeHours() : null)}
          />
          {form.values.workingHours && (
            <HoursFields
              hours={form.values.workingHours}
              error={(path) => errorAt(form.errors, `workingHours.${path}`)}
              change={(hours) => form.setFieldValue('workingHours', hours)}
            />
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
  leadIds: team?.members.flatMap(({ personId, isLead }) => (isLead ? [String(personId)] : [])) ?? [],
  ways: team?.reachRule ? String(team.reachRule.ways) : noRule,
  wakes: team?.reachRule?.wakes ?? true,
  workingHours: team?.workingHours ?? null,
});

/** What a person would be refused on saving, said before. */
function hoursFaults(hours: TeamHours | null): Record<string, string> {
  const faults = (hours ? windowsOf(hours) : []).flatMap(({ weekdays, from, to }, index) => {
    const at = index === 0 ? 'workingHours' : `workingHours.also.${index - 1}`;
    return [
      ...(weekdays.length === 0 ? [[`${at}.weekdays`, 'Choose at least one day.']] : []),
      ...(to <= from ? [[`${at}.to`, 'The hours end after they start.']] : []),
    ];
  });
  return Object.fromEntries(faults);
}

const errorAt = (errors: Record<string, unknown>, path: string) =>
  errors[path] === undefined ? undefined : String(errors[path]);

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  memberIds: named('Members', getPerson),
  leadIds: named('Leads', getPerson),
  ways: 'Contact methods that each member needs',
  wakes: 'At least one of them must wake',
  workingHours: { label: 'Working hours', show: (hours: TeamHours | null) => (hours ? hoursText(hours) : 'None') },
};
