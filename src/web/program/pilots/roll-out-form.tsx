import { Button, Checkbox, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { listPilots } from '../../../contract/program/pilots.ts';
import { createRollOut, listRollOuts, type proposeRollOut } from '../../../contract/program/plans/roll-outs.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { addDays } from '../../../domain/program/plans/plan.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';

type Proposal = OutputOf<typeof proposeRollOut>;

type Values = {
  name: string;
  waves: { startsOn: string; teamIds: string[] }[];
  sponsor: string;
  title: string;
  isVicePresidentOrAbove: boolean;
};

type Props = { pilotId: number; proposal: Proposal; opened: boolean; close: () => void };

/** Plans the roll-out to the teams that have no plan yet; what is proposed can all be changed. */
export function RollOutForm({ pilotId, proposal, opened, close }: Props) {
  const go = useGo();
  const create = useAction(createRollOut, {
    changes: [listRollOuts, listPilots, readProgram],
    done: ({ id }) => go(paths.rollOut(id)),
  });
  const start: Values = {
    name: 'Roll-out to all teams',
    waves: proposal.waves.map(({ startsOn, teams }) => ({ startsOn, teamIds: teams.map(({ id }) => String(id)) })),
    sponsor: proposal.sponsor?.name ?? '',
    title: proposal.sponsor?.title ?? '',
    isVicePresidentOrAbove: proposal.sponsor?.isVicePresidentOrAbove ?? false,
  };
  return (
    <FormDrawer
      title="Roll out to all teams"
      opened={opened}
      close={close}
      initialValues={start}
      errorsAt={{ sponsor: 'sponsor', 'sponsor.name': 'sponsor', 'sponsor.title': 'title' }}
      validate={({ name, waves, sponsor, title }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(waves.length === 0 && { waves: 'Add a wave.' }),
        ...Object.fromEntries(
          waves.flatMap((wave, place) => [
            ...(wave.startsOn === '' ? [[`waves.${place}.startsOn`, 'Choose a date.']] : []),
            ...(wave.teamIds.length === 0 ? [[`waves.${place}.teamIds`, 'Choose a team, or remove the wave.']] : []),
          ]),
        ),
        ...(sponsor.trim() !== '' && title.trim() === '' && { title: 'Enter their job title.' }),
      })}
      submitLabel="Plan roll-out"
      submit={({ name, waves, sponsor, title, isVicePresidentOrAbove }) =>
        create.mutateAsync({
          body: {
            ...{ name, pilotId, timeZone: proposal.timeZone },
            sponsor: sponsor.trim() === '' ? null : { name: sponsor, title, isVicePresidentOrAbove },
            waves: waves.map(({ startsOn, teamIds }) => ({ startsOn, teamIds: teamIds.map(Number) })),
          },
        })
      }
    >
      {(form) => (
        <>
          <p className="muted">{leftOutText(proposal)}</p>
          <TextInput label="Name" required maxLength={120} {...form.getInputProps('name')} />
          {form.values.waves.map((_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a wave is its place
            <WaveFields key={place} form={form} place={place} />
          ))}
          <div>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => form.insertListItem('waves', { startsOn: nextStart(form.values.waves), teamIds: [] })}
            >
              Add wave
            </Button>
          </div>
          <TextInput
            label="Executive sponsor"
            description="Of each team’s plan"
            maxLength={120}
            {...form.getInputProps('sponsor')}
          />
          <TextInput label="Sponsor’s job title" maxLength={120} {...form.getInputProps('title')} />
          <Checkbox
            label="Vice president or above"
            {...form.getInputProps('isVicePresidentOrAbove', { type: 'checkbox' })}
          />
        </>
      )}
    </FormDrawer>
  );
}

function WaveFields({ form, place }: { form: UseFormReturnType<Values>; place: number }) {
  const others = form.values.waves.flatMap(({ teamIds }, other) => (other === place ? [] : teamIds));
  return (
    <Panel
      title={`Wave ${place + 1}`}
      actions={
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Remove wave ${place + 1}`}
          onClick={() => form.removeListItem('waves', place)}
        >
          Remove
        </Button>
      }
    >
      <DateField label="Starts on" required {...form.getInputProps(`waves.${place}.startsOn`)} />
      <MultiPicker label="Teams" of="teams" without={others} {...form.getInputProps(`waves.${place}.teamIds`)} />
    </Panel>
  );
}

const nextStart = (waves: Values['waves']) => {
  const last = waves.at(-1)?.startsOn;
  return last ? addDays(last, 28) : '';
};

function leftOutText({ waves, teamsWithPlan }: Proposal): string {
  const found =
    waves.length === 0
      ? 'Every team has a plan or went through one.'
      : 'Teams that have no plan, three per wave, every four weeks. Each gets a plan of its own for eight weeks.';
  if (teamsWithPlan.length === 0) return found;
  return `${found} Left out because they have a plan: ${teamsWithPlan.map(({ name }) => name).join(', ')}.`;
}
