import { Button } from '@mantine/core';
import {
  acceptCover,
  type CoverRequest,
  declineCover,
  listCoverRequests,
  withdrawCover,
} from '../../../contract/respond/schedules/covers.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { spanText } from '../schedules/local-time.ts';
import { onCallReads } from '../schedules/overrides/use-overrides.ts';

const changes = [listCoverRequests, ...onCallReads];

/** What this person is asked to cover, and what they asked others. */
export function CoverRequests({ shownId }: { shownId: number | undefined }) {
  const me = usePerson();
  const query = { personId: me?.id ?? 0, limit: 50 };
  const list = useEndpoint(listCoverRequests, { query }, { enabled: me !== undefined, everySeconds: 60 });
  const requests = (list.data?.items ?? []).filter(({ state, id }) => state === 'open' || id === shownId);
  if (list.error && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  const isGone = shownId !== undefined && list.data && !requests.some(({ id }) => id === shownId);
  if (requests.length === 0 && !isGone) return null;
  return (
    <Section title="Cover requests">
      {isGone && <p>The request you followed is over, or it is not for you.</p>}
      <Cards label="Cover requests">
        {requests.map((request) => (
          <Request key={request.id} request={request} myId={me?.id} />
        ))}
      </Cards>
    </Section>
  );
}

function Request({ request, myId }: { request: CoverRequest; myId: number | undefined }) {
  const { id, state, personId, personName, scheduleId, scheduleName, startsAt, endsAt, reason, asked } = request;
  const guard = useGuard('oncall.override');
  const accept = useAction(acceptCover, { changes, done: () => showToast('You have the shift.') });
  const decline = useAction(declineCover, { changes });
  const withdraw = useAction(withdrawCover, { changes });
  const isMine = personId === myId;
  const hasDeclined = asked.some((one) => one.personId === myId && one.declined);
  const waiting = asked.filter(({ declined }) => !declined);
  const params = { id };
  return (
    <Card
      actions={
        state !== 'open' ? null : isMine ? (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
            Withdraw
          </Button>
        ) : (
          <>
            <Button {...guard} loading={accept.isPending} onClick={() => accept.mutate({ params })}>
              Accept<span className="visually-hidden"> the shift of {personName}</span>
            </Button>
            {!hasDeclined && (
              <Button
                variant="default"
                {...guard}
                loading={decline.isPending}
                onClick={() => decline.mutate({ params })}
              >
                Decline<span className="visually-hidden"> the shift of {personName}</span>
              </Button>
            )}
          </>
        )
      }
    >
      <strong>{isMine ? 'You asked for cover' : `${personName} asks for cover`}</strong>
      <span className="muted">
        <a href={paths.schedule(scheduleId)}>{scheduleName}</a>,{' '}
        {spanText(Date.parse(startsAt), Date.parse(endsAt), displayZone())}
      </span>
      {reason && <span>{reason}</span>}
      <span className="muted">{stateWords(request, waiting, isMine, hasDeclined)}</span>
    </Card>
  );
}

function stateWords(
  { state, acceptedByName, asked }: CoverRequest,
  waiting: { name: string }[],
  isMine: boolean,
  hasDeclined: boolean,
): string {
  if (state === 'accepted') return `${acceptedByName} covers it.`;
  if (state === 'withdrawn') return 'Withdrawn.';
  if (state === 'expired') return 'Nobody accepted in time.';
  if (!isMine) return hasDeclined ? 'You declined. You can still accept.' : 'The first to accept takes the shift.';
  if (waiting.length === 0) return 'Everybody declined. You are still on call.';
  const names = waiting.slice(0, 3).map(({ name }) => name);
  const more = waiting.length > names.length ? ` and ${waiting.length - names.length} more` : '';
  const declined = asked.length - waiting.length;
  return `Waiting for ${names.join(', ')}${more}.${declined > 0 ? ` ${declined} declined.` : ''}`;
}
