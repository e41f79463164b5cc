import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  cancelReviewMeeting,
  inviteToReview,
  type ReviewInvitation,
  type ReviewMeeting,
  readReviewMeeting,
  replaceReviewMeeting,
  revokeReviewInvitation,
} from '../../../contract/program/outside/review-invitations.ts';
import { joined } from '../../../domain/text.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone, planOf } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';

const changes = [readReviewMeeting];

/** When the review is held, who is invited and what they said. */
export function InvitationsSection({ reviewId, isHeld }: { reviewId: number; isHeld: boolean }) {
  const { data } = useEndpoint(readReviewMeeting, { params: { id: reviewId } }, { everySeconds: 60 });
  const [layer, setLayer] = useState<'form' | 'cancel' | ReviewInvitation | null>(null);
  const guard = useGuard('program.manage');
  const invite = useAction(inviteToReview, { changes, done: () => showToast('The invitations are on their way.') });
  const cancel = useAction(cancelReviewMeeting, { changes });
  const revoke = useAction(revokeReviewInvitation, { changes });
  if (!data || (isHeld && data.invitations.length === 0)) return null;
  const isSet = data.startsAt !== null && data.canceledAt === null;
  const params = { id: reviewId };
  return (
    <Section
      title="Meeting"
      actions={
        !isHeld && (
          <>
            {isSet && (
              <Button variant="default" color="red" {...guard} onClick={() => setLayer('cancel')}>
                Cancel meeting
              </Button>
            )}
            <Button variant="default" {...guard} onClick={() => setLayer('form')}>
              {isSet ? 'Change time' : 'Set time'}
            </Button>
            {isSet && data.uninvited.length > 0 && (
              <Button
                {...guard}
                disabled={guard.disabled || !data.hasMail}
                loading={invite.isPending}
                onClick={() => invite.mutate({ params })}
              >
                Invite {data.uninvited.length}
              </Button>
            )}
          </>
        )
      }
    >
      <p>{timeText(data)}</p>
      {!data.hasMail && <p>No mail server is set up, so nobody can be invited.</p>}
      {!isHeld && data.uninvited.length > 0 && <p className="muted">Not invited yet: {joined(data.uninvited)}.</p>}
      {!isHeld && data.invitations.length + data.uninvited.length + data.unreachable.length === 0 && (
        <p className="muted">
          The review has no attendees yet. Add them under “Attendees and notes”, then invite them.
        </p>
      )}
      {!isHeld && data.unreachable.length > 0 && (
        <p className="muted">Without an account or an address: {joined(data.unreachable)}.</p>
      )}
      {data.invitations.length > 0 && (
        <Cards label="Invitations">
          {data.invitations.map((invitation) => (
            <Card
              key={invitation.id}
              actions={
                !invitation.revokedAt && (
                  <Button
                    variant="default"
                    {...guard}
                    onClick={() => setLayer(invitation)}
                    aria-label={`Revoke the invitation of ${invitation.name}`}
                  >
                    Revoke
                  </Button>
                )
              }
            >
              <strong>
                {invitation.name}
                {invitation.department && <span className="muted">, {invitation.department}</span>}
              </strong>
              <span className="muted">{stateText(invitation)}</span>
            </Card>
          ))}
        </Cards>
      )}
      {layer === 'form' && <MeetingForm reviewId={reviewId} saved={data} close={() => setLayer(null)} />}
      <ConfirmDanger
        title="Cancel the meeting?"
        confirmLabel="Cancel meeting"
        opened={layer === 'cancel'}
        close={() => setLayer(null)}
        run={() => cancel.mutateAsync({ params })}
      >
        <p>Everybody who is invited gets the cancellation. The review itself stays.</p>
      </ConfirmDanger>
      <ConfirmDanger
        title="Revoke this invitation?"
        confirmLabel="Revoke"
        opened={layer !== null && typeof layer === 'object'}
        close={() => setLayer(null)}
        run={() =>
          revoke.mutateAsync({
            params: { ...params, invitationId: layer !== null && typeof layer === 'object' ? layer.id : 0 },
          })
        }
      >
        <p>Their link no longer shows the review, and their calendar entry is cancelled.</p>
      </ConfirmDanger>
    </Section>
  );
}

function timeText({ startsAt, endsAt, place, canceledAt }: ReviewMeeting): string {
  if (startsAt === null || endsAt === null) return 'No time is set yet.';
  const when = `${planOf(startsAt, endsAt)}${place === null ? '' : `, ${place}`}`;
  return canceledAt === null ? when : `Cancelled: ${when}`;
}

function stateText({ answer, revokedAt, delivery }: ReviewInvitation): string {
  if (revokedAt) return 'Revoked';
  if (answer) return answer === 'yes' ? 'Will be there' : 'Cannot come';
  if (delivery.state === 'failed' || delivery.state === 'void') return `Not sent: ${delivery.outcome ?? 'unknown'}`;
  return delivery.state === 'sent' ? 'Invited, no answer yet' : 'The invitation is on its way';
}

type Values = { startsAt: string; endsAt: string; place: string; known: { startsAt: string; endsAt: string } };

const fields = { startsAt: 'From', endsAt: 'Until', place: 'Where', known: null };

/** Whoever moves a meeting keeps its length. */
function movedEnd(before: Pick<Values, 'startsAt' | 'endsAt'>, startsAt: string, zone: string): string {
  const [from, to, end] = [before.startsAt, startsAt, before.endsAt].map((text) => instantOfField(text, zone));
  if (!from || !to || !end || end <= from) return before.endsAt;
  return fieldTextOf(new Date(Date.parse(end) + Date.parse(to) - Date.parse(from)).toISOString(), zone);
}

function MeetingForm({ reviewId, saved, close }: { reviewId: number; saved: ReviewMeeting; close: () => void }) {
  const zone = displayZone();
  const replace = useAction(replaceReviewMeeting, {
    changes,
    done: ({ invitations }) =>
      showToast(invitations.some(({ revokedAt }) => !revokedAt) ? 'Saved, and sent to all who are invited.' : 'Saved.'),
  });
  /** A full hour in a week. */
  const nextWeek = (hours: number) => {
    const hour = 3_600_000;
    return new Date((Math.ceil(serverNow() / hour) + 7 * 24 + hours) * hour).toISOString();
  };
  const valuesOf = ({ startsAt, endsAt, place }: ReviewMeeting): Values => ({
    startsAt: fieldTextOf(startsAt ?? nextWeek(0), zone),
    endsAt: fieldTextOf(endsAt ?? nextWeek(1), zone),
    place: place ?? '',
    known: { startsAt: startsAt ?? '', endsAt: endsAt ?? '' },
  });
  return (
    <FormDrawer
      title="When the review is held"
      opened
      close={close}
      initialValues={valuesOf(saved)}
      edited={edited(saved, valuesOf, fields, () => api.call(readReviewMeeting, { params: { id: reviewId } }))}
      validate={({ startsAt, endsAt }) => ({
        ...((instantOfField(endsAt, zone) ?? '') <= (instantOfField(startsAt, zone) ?? '') && {
          endsAt: 'The end must be after the start.',
        }),
      })}
      submitLabel="Save"
      submit={({ startsAt, endsAt, place, known }, { ifMatch }) =>
        replace.mutateAsync({
          params: { id: reviewId },
          body: {
            startsAt: instantOfField(startsAt, zone, known.startsAt) ?? '',
            endsAt: instantOfField(endsAt, zone, known.endsAt) ?? '',
            place: place.trim() === '' ? null : place,
          },
          ifMatch: ifMatch!,
        })
      }
    >
      {(form) => (
        <>
          <DateTimeField
            zone={zone}
            label="From"
            description={`In ${zone}.`}
            {...form.getInputProps('startsAt')}
            onChange={(startsAt) => form.setValues({ startsAt, endsAt: movedEnd(form.values, startsAt, zone) })}
          />
          <DateTimeField zone={zone} label="Until" description={`In ${zone}.`} {...form.getInputProps('endsAt')} />
          <TextInput
            label="Where"
            description="A room, or the address of a call"
            maxLength={300}
            {...form.getInputProps('place')}
          />
        </>
      )}
    </FormDrawer>
  );
}
