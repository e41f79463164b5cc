import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { createPilot, listPilots } from '../../../contract/program/pilots.ts';
import { listRollOuts } from '../../../contract/program/plans/roll-outs.ts';
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
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { fieldTextOf } from '../../ui/time/zoned-time.ts';
import { useLinkedForm } from '../linked-form.ts';
import { programParents } from '../parents.ts';
import { kindWords, outcomeWords, stateWords } from './pilot-words.ts';
import { summaryOf } from './roll-out-summary.ts';
import { sponsorErrorsAt } from './sponsor-errors.ts';

/** Plans of single teams, and roll-outs with those of many. */
export function PilotsScreen() {
  const list = usePagedEndpoint(listPilots, { query: {} }, {});
  const rollOuts = usePagedEndpoint(listRollOuts, { query: {} }, { follows: ['pilot'] });
  const guard = useGuard('program.manage');
  const [isAdding, setAdding] = useState(useLinkedForm('new') && !guard.disabled);
  const add = () => !guard.disabled && setAdding(true);
  return (
    <>
      <PageHeader
        word="plan"
        title="Plans"
        parents={programParents}
        actions={
          <Button {...guard} onClick={add}>
            New plan
          </Button>
        }
      >
        Start with a pilot of one team for ninety days. What it finds is rolled out to the others, a few at a time.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={3} label="Loading plans" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="first-use" title="No plans yet" action={{ label: 'Plan first pilot', run: add }}>
          The plan comes with milestones, checklists and dates. It needs a team and an executive sponsor.
        </EmptyState>
      )}
      {rollOuts.error && <ErrorState error={rollOuts.error} retry={rollOuts.retry} />}
      {rollOuts.rows.length > 0 && (
        <Section title="Roll-outs">
          <Cards label="Roll-outs">
            {rollOuts.rows.map((rollOut) => (
              <Card key={rollOut.id}>
                <a href={paths.rollOut(rollOut.id)}>{rollOut.name}</a>
                <span className="muted">{summaryOf(rollOut)}</span>
              </Card>
            ))}
          </Cards>
        </Section>
      )}
      {list.rows.length > 0 && (
        <Section title="Plans of teams">
          <Cards label="Plans">
            {list.rows.map((pilot) => (
              <Card key={pilot.id}>
                <a href={paths.pilot(pilot.id)}>{pilot.team.name}</a>
                <span className="muted">
                  {kindWords[pilot.kind]}
                  {pilot.rollOut && `, wave ${pilot.rollOut.wave}`} · {calendarDateText(pilot.startsOn)} to{' '}
                  {calendarDateText(pilot.endsOn)} ·{' '}
                  {pilot.outcome ? outcomeWords[pilot.outcome] : stateWords[pilot.state]} · {pilot.progress.done} of{' '}
                  {pilot.progress.total} milestones
                </span>
              </Card>
            ))}
          </Cards>
        </Section>
      )}
      {list.loadMore && (
        <Button variant="default" mt={12} onClick={list.loadMore} loading={list.isLoadingMore}>
          Load more
        </Button>
      )}
      <PilotForm opened={isAdding} close={() => setAdding(false)} />
    </>
  );
}

const kinds = [
  { value: 'pilot', label: 'Pilot' },
  { value: 'recovery', label: 'Recovery' },
];
const kindMeanings = {
  pilot: 'Ninety days; the first two weeks are the baseline.',
  recovery: 'Six weeks after a bad quarter, compared with the ninety days before.',
};

function PilotForm({ opened, close }: { opened: boolean; close: () => void }) {
  const zone = displayZone();
  const go = useGo();
  const create = useAction(createPilot, { changes: [listPilots, readProgram], done: ({ id }) => go(paths.pilot(id)) });
  return (
    <FormDrawer
      title="New plan"
      opened={opened}
      close={close}
      initialValues={{
        kind: 'pilot' as 'pilot' | 'recovery',
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
      submitLabel="Create plan"
      submit={({ kind, teamId, startsOn, name, title, isVicePresidentOrAbove }) =>
        create.mutateAsync({
          body: {
            kind,
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
          <Select
            label="Kind"
            allowDeselect={false}
            data={kinds}
            description={kindMeanings[form.values.kind]}
            {...form.getInputProps('kind')}
          />
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
