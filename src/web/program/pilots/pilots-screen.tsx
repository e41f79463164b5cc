import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { createPilot, listPilots } from '../../../contract/program/pilots.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { fieldTextOf } from '../../ui/time/zoned-time.ts';
import { programParents } from '../parents.ts';
import { outcomeWords, stateWords } from './pilot-words.ts';
import { sponsorErrorsAt } from './sponsor-errors.ts';

/** Ninety days in which one team adopts the program. */
export function PilotsScreen() {
  const list = usePagedEndpoint(listPilots, { query: {} }, {});
  const [isAdding, setAdding] = useState(false);
  const guard = useGuard('program.manage');
  const add = () => !guard.disabled && setAdding(true);
  return (
    <>
      <PageHeader
        word="pilot"
        title="Pilots"
        parents={programParents}
        actions={
          <Button {...guard} onClick={add}>
            Plan pilot
          </Button>
        }
      >
        Start with one team for ninety days. The first two weeks are its baseline.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={3} label="Loading pilots" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="first-use" title="No pilots yet" action={{ label: 'Plan first pilot', run: add }}>
          The plan comes with milestones, checklists and dates. It needs a team and an executive sponsor.
        </EmptyState>
      )}
      {list.rows.length > 0 && (
        <Cards label="Pilots">
          {list.rows.map((pilot) => (
            <Card key={pilot.id}>
              <a href={paths.pilot(pilot.id)}>{pilot.team.name}</a>
              <span className="muted">
                {calendarDateText(pilot.startsOn)} to {calendarDateText(pilot.endsOn)} ·{' '}
                {pilot.outcome ? outcomeWords[pilot.outcome] : stateWords[pilot.state]} · {pilot.progress.done} of{' '}
                {pilot.progress.total} milestones
              </span>
            </Card>
          ))}
        </Cards>
      )}
      <PilotForm opened={isAdding} close={() => setAdding(false)} />
    </>
  );
}

function PilotForm({ opened, close }: { opened: boolean; close: () => void }) {
  const zone = displayZone();
  const go = useGo();
  const create = useAction(createPilot, { changes: [listPilots, readProgram], done: ({ id }) => go(paths.pilot(id)) });
  return (
    <FormDrawer
      title="Plan pilot"
      opened={opened}
      close={close}
      initialValues={{
        teamId: null as string | null,
        startsOn: fieldTextOf(new Date(serverNow()).toISOString(), zone).slice(0, 10),
        name: '',
        title: '',
        isVicePresidentOrAbove: false,
      }}
      errorsAt={sponsorErrorsAt}
      validate={({ teamId, name, title }) => ({
        ...(teamId === null && { teamId: 'Choose a team.' }),
        ...(name.trim() !== '' && title.trim() === '' && { title: 'Enter their job title.' }),
      })}
      submitLabel="Plan pilot"
      submit={({ teamId, startsOn, name, title, isVicePresidentOrAbove }) =>
        create.mutateAsync({
          body: {
            teamId: Number(teamId),
            startsOn,
            timeZone: zone,
            sponsor: name.trim() === '' ? null : { name, title, isVicePresidentOrAbove },
          },
        })
      }
    >
      {(form) => (
        <>
          <Picker label="Team" required of="teams" {...form.getInputProps('teamId')} />
          <DateField label="Start date" required {...form.getInputProps('startsOn')} />
          <TextInput
            label="Executive sponsor"
            description="The person who protects the team’s time and budget"
            maxLength={120}
            {...form.getInputProps('name')}
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
