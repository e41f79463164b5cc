import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { listDecisions } from '../../../contract/program/decisions.ts';
import { listPilots } from '../../../contract/program/pilots.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { createReview, listReviews } from '../../../contract/program/reviews.ts';
import { scopeText } from '../../../domain/program/review-scope.ts';
import { useAction, useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { idOf } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { dayOf, displayZone } from '../../ui/time/time.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { DecisionList } from '../decisions/decision-list.tsx';
import { useLinkedForm } from '../linked-form.ts';
import { programParents } from '../parents.ts';

/** Looks back at each quarter with the people who decide. */
export function ReviewsScreen() {
  const list = usePagedEndpoint(listReviews, { query: {} });
  const guard = useGuard('program.manage');
  const [isAdding, setAdding] = useState(useLinkedForm('new') && !guard.disabled);
  const add = () => !guard.disabled && setAdding(true);
  return (
    <>
      <PageHeader
        word="quarterly review"
        title="Quarterly reviews"
        parents={programParents}
        actions={
          <Button {...guard} onClick={add}>
            Create review
          </Button>
        }
      >
        What each goal came to, measures, financial impact and decisions: for the organisation, a team or a pilot.
      </PageHeader>
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={3} label="Loading reviews" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState kind="first-use" title="No reviews yet" action={{ label: 'Create first review', run: add }}>
          Without regular reviews a program becomes a one-time project. Once a quarter is a good rhythm.
        </EmptyState>
      )}
      {list.rows.length > 0 && (
        <Cards label="Reviews">
          {list.rows.map((review) => (
            <Card key={review.id}>
              <a href={paths.review(review.id)}>
                {review.key}, {scopeText(review)}
              </a>
              <span className="muted">
                {review.heldAt
                  ? `held on ${dayOf(review.heldAt)}`
                  : review.plannedOn
                    ? `scheduled for ${calendarDateText(review.plannedOn)}`
                    : 'not scheduled yet'}
              </span>
            </Card>
          ))}
        </Cards>
      )}
      <OpenDecisions />
      <ReviewForm opened={isAdding} close={() => setAdding(false)} />
    </>
  );
}

/** Of all reviews, the longest overdue first; nothing at all while there are none. */
function OpenDecisions() {
  const list = usePagedEndpoint(listDecisions, { query: { state: 'open' } });
  if (list.rows.length === 0) return null;
  return (
    <Section title="Open decisions">
      <DecisionList label="Open decisions" decisions={list.rows} withReview />
      {list.loadMore && (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          Show more
        </Button>
      )}
    </Section>
  );
}

function ReviewForm({ opened, close }: { opened: boolean; close: () => void }) {
  const go = useGo();
  const today = new Date(serverNow());
  const pilots = useEndpoint(listPilots, { query: { limit: 50 } }, { enabled: opened }).data?.items ?? [];
  const create = useAction(createReview, {
    changes: [listReviews, readProgram],
    done: ({ id }) => go(paths.review(id)),
  });
  return (
    <FormModal
      title="Create review"
      opened={opened}
      close={close}
      initialValues={{
        year: today.getUTCFullYear() as number | string,
        quarter: String(Math.floor(today.getUTCMonth() / 3) + 1),
        plannedOn: '',
        of: 'organisation' as string | null,
        teamId: null as string | null,
        pilotId: null as string | null,
      }}
      validate={({ of, teamId, pilotId }) => ({
        ...(of === 'team' && teamId === null && { teamId: 'Choose a team.' }),
        ...(of === 'pilot' && pilotId === null && { pilotId: 'Choose a pilot.' }),
      })}
      submitLabel="Create review"
      submit={({ year, quarter, plannedOn, of, teamId, pilotId }) =>
        create.mutateAsync({
          body: {
            year: Number(year),
            quarter: Number(quarter) as 1 | 2 | 3 | 4,
            plannedOn: plannedOn || null,
            timeZone: displayZone(),
            teamId: of === 'team' ? idOf(teamId) : null,
            pilotId: of === 'pilot' ? idOf(pilotId) : null,
          },
        })
      }
    >
      {(form) => (
        <>
          <NumberInput label="Year" min={2000} max={2199} {...form.getInputProps('year')} />
          <Select
            label="Quarter"
            allowDeselect={false}
            data={['1', '2', '3', '4'].map((value) => ({ value, label: `Q${value}` }))}
            {...form.getInputProps('quarter')}
          />
          <Select
            label="Review of"
            allowDeselect={false}
            data={[
              { value: 'organisation', label: 'The whole organisation' },
              { value: 'team', label: 'A team' },
              { value: 'pilot', label: 'A pilot' },
            ]}
            {...form.getInputProps('of')}
          />
          {form.values.of === 'team' && <Picker label="Team" of="teams" {...form.getInputProps('teamId')} />}
          {form.values.of === 'pilot' && (
            <Select
              label="Pilot"
              data={pilots.map(({ id, team, startsOn }) => ({
                value: String(id),
                label: `${team.name}, from ${calendarDateText(startsOn)}`,
              }))}
              {...form.getInputProps('pilotId')}
            />
          )}
          <DateField label="Meeting date" {...form.getInputProps('plannedOn')} />
        </>
      )}
    </FormModal>
  );
}
