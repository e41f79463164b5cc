import { NumberInput } from '@mantine/core';
import { listParallelRuns, startParallelRun } from '../../../../contract/respond/parallel-runs.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { Picker } from '../../../directory/picker.tsx';
import { FormModal } from '../../../ui/form/form-drawer.tsx';

const initial = { teamId: null as string | null, days: 14 as number | string };

const isDays = (days: number | string) => Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 366;

export function StartParallelRun({ opened, close }: { opened: boolean; close: () => void }) {
  const start = useAction(startParallelRun, { changes: [listParallelRuns] });
  return (
    <FormModal
      title="Start a parallel run"
      opened={opened}
      close={close}
      submitLabel="Page nobody from now on"
      initialValues={initial}
      validate={({ days }) => (isDays(days) ? {} : { days: 'Enter 1 to 366 days.' })}
      submit={({ teamId, days }, { idempotencyKey }) =>
        start.mutateAsync({
          body: {
            teamId: teamId === null ? null : Number(teamId),
            askAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
          },
          idempotencyKey,
        })
      }
    >
      {(form) => (
        <>
          <Picker
            of="teams"
            label="Team"
            description="Leave empty for the whole installation."
            clearable
            {...form.getInputProps('teamId')}
          />
          <NumberInput
            label="Days until you decide"
            description="It does not end by itself; every screen says that it goes on."
            required
            min={1}
            max={366}
            {...form.getInputProps('days')}
          />
        </>
      )}
    </FormModal>
  );
}
