import { Button, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { readProgram } from '../../../contract/program/program.ts';
import {
  getReview,
  holdReview,
  listReviews,
  type Review,
  recomposeReview,
  updateReview,
} from '../../../contract/program/reviews.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { dayText } from '../../ui/time/time-text.ts';
import { Loaded } from '../loaded.tsx';
import { NoPrint, PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { ReviewNumbers, ReviewReferences } from './review-numbers.tsx';
import { scopeText } from './scope-text.ts';

const parents = [...programParents, { label: 'Reviews', href: paths.reviews() }];
const changes = [getReview, listReviews, readProgram];

/** The calendar date of an instant where the quarter is counted. */
const dayIn = ({ timeZone }: Review, instant: string) => dayText(Date.parse(instant), timeZone);

/** A quarter on one sheet, to print. */
export function ReviewScreen() {
  const id = Number(useParams({ from: '/app/program/reviews/$id' }).id);
  const answer = useEndpoint(getReview, { params: { id } });
  const recompose = useAction(recomposeReview, { changes });
  const hold = useAction(holdReview, { changes });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('program.manage');
  const review = answer.data;
  return (
    <>
      <PageHeader
        word="quarterly review"
        title={review ? `Quarterly review ${review.key}` : 'Quarterly review'}
        parents={parents}
        beside={review && <StateBadge state={review.state === 'held' ? 'completed' : 'scheduled'} />}
        actions={
          review && (
            <>
              <PrintButton />
              {review.state === 'planned' && (
                <NoPrint>
                  <div className={styles.row}>
                    <Button
                      variant="default"
                      {...guard}
                      loading={recompose.isPending}
                      onClick={() => recompose.mutate({ params: { id } })}
                    >
                      Refresh numbers
                    </Button>
                    <Button variant="default" {...guard} onClick={() => setEditing(true)}>
                      Notes and decisions
                    </Button>
                    <Button {...guard} loading={hold.isPending} onClick={() => hold.mutate({ params: { id } })}>
                      Mark as held
                    </Button>
                  </div>
                </NoPrint>
              )}
            </>
          )
        }
      >
        {review &&
          `Of ${scopeText(review)}, ${dayIn(review, review.composed.from)} to ${dayIn(review, review.composed.to)}; numbers as of ${dayIn(review, review.composedAt)}.`}
      </PageHeader>
      <Loaded answer={answer}>
        {(review) => (
          <>
            <ReviewNumbers composed={review.composed} />
            <Words review={review} />
            <ReviewReferences composed={review.composed} />
            <NotesForm review={review} opened={isEditing} close={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Words({ review }: { review: Review }) {
  const { decisions, notes, attendees } = review;
  return (
    <>
      {decisions.length > 0 && (
        <Section title="Decisions">
          <ul className={styles.plainList}>
            {decisions.map((decision) => (
              <li key={decision}>{decision}</li>
            ))}
          </ul>
        </Section>
      )}
      {attendees.length > 0 && (
        <Section title="Attendees">
          <p>{attendees.map(({ name, department }) => `${name} (${department})`).join(', ')}</p>
        </Section>
      )}
      {notes && (
        <Section title="Notes">
          <Markdown text={notes} />
        </Section>
      )}
    </>
  );
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const notesOf = (review: Review) => ({
  plannedOn: review.plannedOn ?? '',
  attendees: review.attendees.map(({ name, department }) => `${name}, ${department}`).join('\n'),
  decisions: review.decisions.join('\n'),
  notes: review.notes,
});

const fields = { plannedOn: 'Meeting date', attendees: 'Attendees', decisions: 'Decisions', notes: 'Notes' };

function NotesForm({ review, opened, close }: { review: Review; opened: boolean; close: () => void }) {
  const update = useAction(updateReview, { changes });
  return (
    <FormDrawer
      title="Notes and decisions"
      opened={opened}
      close={close}
      initialValues={notesOf(review)}
      edited={edited(review, notesOf, fields, () => api.call(getReview, { params: { id: review.id } }))}
      submitLabel="Save"
      submit={({ plannedOn, attendees, decisions, notes }, { ifMatch }) =>
        update.mutateAsync({
          params: { id: review.id },
          ifMatch,
          body: {
            plannedOn: plannedOn || null,
            notes,
            decisions: lines(decisions),
            attendees: lines(attendees).map((each) => {
              const [name = '', ...department] = each.split(',');
              return { name: name.trim(), department: department.join(',').trim() || 'No department' };
            }),
          },
        })
      }
    >
      {(form) => (
        <>
          <DateField label="Meeting date" {...form.getInputProps('plannedOn')} />
          <Textarea
            label="Attendees"
            description="One per line: name, department"
            autosize
            minRows={3}
            {...form.getInputProps('attendees')}
          />
          <Textarea
            label="Decisions"
            description="One per line"
            autosize
            minRows={3}
            {...form.getInputProps('decisions')}
          />
          <Textarea label="Notes" description="Markdown" autosize minRows={4} {...form.getInputProps('notes')} />
        </>
      )}
    </FormDrawer>
  );
}
