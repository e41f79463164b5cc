import { Button, Textarea } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getPerson } from '../../../contract/directory/people.ts';
import { listDecisions } from '../../../contract/program/decisions.ts';
import { readProgram } from '../../../contract/program/program.ts';
import {
  deleteReview,
  getReview,
  holdReview,
  listReviews,
  type Review,
  recomposeReview,
  sendReviewMinutes,
  updateReview,
} from '../../../contract/program/reviews.ts';
import { scopeText } from '../../../domain/program/review-scope.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { named } from '../../directory/name-of.tsx';
import { MultiPicker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { DateField } from '../../ui/time/time-fields.tsx';
import { dayText } from '../../ui/time/time-text.ts';
import { DecisionForm } from '../decisions/decision-form.tsx';
import { DecisionList } from '../decisions/decision-list.tsx';
import { InvitationsSection } from '../invitations/invitations-section.tsx';
import { Loaded } from '../loaded.tsx';
import { NoPrint, PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { attendeesIn, attendeeText } from './attendee-lines.ts';
import { ReviewNumbers, ReviewReferences } from './review-numbers.tsx';

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
  const minutes = useAction(sendReviewMinutes);
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const go = useGo();
  const remove = useAction(deleteReview, {
    changes: [listReviews, listDecisions, readProgram],
    done: () => go(paths.reviews()),
  });
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
              <NoPrint>
                <Button variant="default" component="a" href={paths.reviewSlides(id)}>
                  Slides
                </Button>
              </NoPrint>
              <NoPrint>
                <Button variant="default" {...guard} onClick={() => setEditing(true)}>
                  Attendees and notes
                </Button>
              </NoPrint>
              {review.state === 'held' && (
                <NoPrint>
                  <Button
                    {...guard}
                    loading={minutes.isPending}
                    onClick={() => minutes.mutate({ params: { id } }, { onSuccess: sayWhoGetsThem })}
                  >
                    Send the minutes
                  </Button>
                </NoPrint>
              )}
              {review.state === 'planned' && (
                <NoPrint>
                  <div className={styles.row}>
                    <Button variant="default" {...guard} onClick={() => setDeleting(true)}>
                      Delete
                    </Button>
                    <Button
                      variant="default"
                      {...guard}
                      loading={recompose.isPending}
                      onClick={() => recompose.mutate({ params: { id } })}
                    >
                      Refresh numbers
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
            <EarlierDecisions review={review} />
            <ReviewNumbers composed={review.composed} />
            <Decisions review={review} />
            <NoPrint>
              <InvitationsSection reviewId={review.id} isHeld={review.state === 'held'} />
            </NoPrint>
            <Words review={review} />
            <ReviewReferences composed={review.composed} />
            <ConfirmDanger
              title={`Delete review ${review.key}?`}
              confirmLabel="Delete review"
              opened={isDeleting}
              close={() => setDeleting(false)}
              run={() => remove.mutateAsync({ params: { id } })}
            >
              Its notes, attendees, invitations and decisions are deleted with it. The numbers can be composed again by
              creating a review of the same quarter.
            </ConfirmDanger>
            <NotesForm review={review} opened={isEditing} close={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </>
  );
}

function sayWhoGetsThem({ sentTo, withoutAccount }: { sentTo: string[]; withoutAccount: string[] }) {
  const without = withoutAccount.length > 0 ? ` Without an account: ${withoutAccount.join(', ')}.` : '';
  showToast(`The minutes go to ${sentTo.join(', ')}.${without}`);
}

/** What was decided last time comes first: live until the review is held, then as it stood. */
function EarlierDecisions({ review }: { review: Review }) {
  const { earlierDecisions } = review;
  if (earlierDecisions.length === 0) return null;
  return (
    <Section title="What we decided last time">
      <DecisionList
        label="What we decided last time"
        decisions={earlierDecisions}
        withReview
        isFrozen={review.state === 'held'}
      />
    </Section>
  );
}

/** As it stands today, also long after the meeting. */
function Decisions({ review }: { review: Review }) {
  const answer = useEndpoint(listDecisions, { query: { reviewId: review.id, limit: 200 } });
  const [isAdding, setAdding] = useState(false);
  const guard = useGuard('program.manage');
  const decisions = answer.data?.items ?? [];
  return (
    <Section
      title="Decisions"
      actions={
        <NoPrint>
          <Button variant="default" size="compact-sm" {...guard} onClick={() => setAdding(true)}>
            Add decision
          </Button>
        </NoPrint>
      }
    >
      {answer.error && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && decisions.length === 0 && <p className="muted">Nothing has been decided yet.</p>}
      {decisions.length > 0 && <DecisionList label="Decisions" decisions={decisions} />}
      <DecisionForm reviewId={review.id} opened={isAdding} close={() => setAdding(false)} />
    </Section>
  );
}

function Words({ review }: { review: Review }) {
  const { notes, attendees } = review;
  return (
    <>
      {attendees.length > 0 && (
        <Section title="Attendees">
          <p>{attendees.map(attendeeText).join(', ')}</p>
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

const notesOf = (review: Review) => ({
  plannedOn: review.plannedOn ?? '',
  people: review.attendees.flatMap(({ personId }) => (personId === null ? [] : [String(personId)])),
  others: review.attendees
    .filter(({ personId }) => personId === null)
    .map(({ name, department, email }) => [name, department, email ?? ''].join(', ').replace(/(, )+$/, ''))
    .join('\n'),
  notes: review.notes,
});

const fields = {
  plannedOn: 'Meeting date',
  people: named('Attendees with an account', getPerson),
  others: 'Other attendees',
  notes: 'Notes',
};

function NotesForm({ review, opened, close }: { review: Review; opened: boolean; close: () => void }) {
  const update = useAction(updateReview, { changes });
  const departmentOf = (personId: number) =>
    review.attendees.find((attendee) => attendee.personId === personId)?.department ?? '';
  return (
    <FormDrawer
      title="Attendees and notes"
      opened={opened}
      close={close}
      initialValues={notesOf(review)}
      edited={edited(review, notesOf, fields, () => api.call(getReview, { params: { id: review.id } }))}
      errorsAt={{ attendees: 'others' }}
      submitLabel="Save"
      submit={({ plannedOn, people, others, notes }, { ifMatch }) =>
        update.mutateAsync({
          params: { id: review.id },
          ifMatch,
          body: {
            plannedOn: plannedOn || null,
            notes,
            attendees: [
              ...people.map((id) => ({ personId: Number(id), department: departmentOf(Number(id)) })),
              ...attendeesIn(others),
            ],
          },
        })
      }
    >
      {(form) => (
        <>
          <DateField label="Meeting date" {...form.getInputProps('plannedOn')} />
          <MultiPicker label="Attendees with an account" of="people" {...form.getInputProps('people')} />
          <Textarea
            label="Other attendees"
            description="One per line: name, department, e-mail address"
            placeholder="Sam Okafor, Customer support, sam@example.org"
            autosize
            minRows={3}
            {...form.getInputProps('others')}
          />
          <Textarea label="Notes" description="Markdown" autosize minRows={4} {...form.getInputProps('notes')} />
        </>
      )}
    </FormDrawer>
  );
}
