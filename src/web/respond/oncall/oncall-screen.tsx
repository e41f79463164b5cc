import { Button, Checkbox } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { listOnCall, type OnCallStatus, readMyOnCall } from '../../../contract/respond/schedules/oncall.ts';
import { joined } from '../../../domain/text.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { Calendars } from '../../directory/calendars/calendars.tsx';
import { IdFilter } from '../../directory/id-filter.tsx';
import { useGuard } from '../../directory/may.ts';
import { PersonMark } from '../../directory/person-mark.tsx';
import { type OnCallSearch, paths } from '../../paths.ts';
import { askToPage } from '../../shell/paging-request.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { momentText, weekStart } from '../schedules/local-time.ts';
import { useOverrides } from '../schedules/overrides/use-overrides.ts';
import { gapWords } from '../schedules/timeline/timeline-rows.ts';
import { Absences } from './absences.tsx';
import { CoverRequests } from './cover-requests.tsx';
import styles from './oncall.module.css';
import { Overview } from './overview.tsx';

const follows = ['schedule', 'person'] as const;
/** As many as are read at a glance; the overview below has all schedules. */
const CARDS = 12;
/** Who is on call changes by the clock alone, which no event tells. */
const everySeconds = 60;

/** Who do I call: per schedule the person of this moment, until when, and who follows. */
export function OnCallScreen() {
  const search = useSearch({ from: '/app/oncall' });
  const me = usePerson();
  const go = useGo();
  const personId = search.mine ? me?.id : search.personId;
  const isNarrowed = search.teamId !== undefined || personId !== undefined;
  const query = { teamId: search.teamId, personId, limit: CARDS };
  const list = usePagedEndpoint(listOnCall, { query }, { follows, everySeconds });
  const show = (part: OnCallSearch) => go(paths.onCall({ ...search, ...part }));
  return (
    <>
      <PageHeader
        word="shift"
        title="On-call"
        actions={
          <>
            <Button variant="default" component="a" href={paths.escalationPolicies()}>
              Escalation policies
            </Button>
            <Button variant="default" component="a" href={paths.schedules()}>
              Schedules
            </Button>
          </>
        }
      />
      <CoverRequests shownId={search.cover} />
      <MyShifts />
      <Filters clear={isNarrowed ? () => show({ teamId: undefined, personId: undefined, mine: undefined }) : undefined}>
        <IdFilter label="Team" of="teams" value={search.teamId} change={(teamId) => show({ teamId })} />
        <IdFilter
          label="Person"
          of="people"
          value={search.personId}
          change={(person) => show({ personId: person, mine: undefined })}
        />
        {me && (
          <Checkbox
            className={styles.only}
            label="Mine"
            checked={search.mine ?? false}
            onChange={(event) => show({ mine: event.currentTarget.checked || undefined, personId: undefined })}
          />
        )}
      </Filters>
      <Section title="Now">
        {list.error && <ErrorState error={list.error} retry={list.retry} />}
        {list.isPending && <LoadingRows rows={4} label="Loading who is on call" />}
        {!list.isPending && !list.error && list.rows.length === 0 && !isNarrowed && (
          <EmptyState
            kind="first-use"
            title="Nobody is on call yet"
            action={{ label: 'New schedule', href: paths.newSchedule() }}
          >
            A schedule says who is on call at any moment. Create the first one: choose the people and how often they
            hand off.
          </EmptyState>
        )}
        {list.rows.length > 0 && (
          <ul className={styles.cards} aria-label="On call now">
            {list.rows.map((status) => (
              <OnCallCard key={status.scheduleId} status={status} />
            ))}
          </ul>
        )}
        {list.loadMore && (
          <div>
            <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
              Load more
            </Button>
          </div>
        )}
      </Section>
      {(isNarrowed || list.rows.length > 0) && <Overview search={search} personId={personId} />}
      <Absences />
      {me && <Calendars owner={{ personId: me.id }} />}
    </>
  );
}

/** A shift that ends later than this, or never, is not taken over whole by one press. */
const FAR_MS = 13 * 86_400_000;
const HOURS_WITHOUT_END = 12;

function OnCallCard({ status }: { status: OnCallStatus }) {
  const { scheduleId, scheduleName, now, alsoNow, until, next, alsoNext, shadows } = status;
  const me = usePerson();
  const overrides = useOverrides(scheduleId);
  const overrideGuard = useGuard('oncall.override');
  const pageGuard = useGuard('pages.create');
  const isFar = until === null || Date.parse(until) - serverNow() > FAR_MS;
  const isMine = me !== undefined && [now, ...alsoNow].some(({ personId }) => personId === me?.id);
  const coming = [next, ...alsoNext].flatMap((onCall) => onCall?.personName ?? []);
  return (
    <li className={styles.card} data-gap={now.gap ?? undefined}>
      <h3>
        <a href={paths.schedule(scheduleId)} className={styles.quiet}>
          {scheduleName}
        </a>
      </h3>
      {now.personId === null ? (
        <p className={styles.person}>
          <strong className={styles.nobody}>Nobody on call</strong>
        </p>
      ) : (
        [now, ...alsoNow].map(({ personId, personName }) => (
          <p key={personId} className={styles.person}>
            <PersonMark name={personName ?? ''} />
            <strong>
              <a href={paths.person(personId!)} className={styles.quiet}>
                {personName}
              </a>
              {personId === me?.id && ' (you)'}
            </strong>
          </p>
        ))
      )}
      <p className="muted">
        {now.gap ? `${gapWords[now.gap].sentence}. ` : now.layer === 'override' ? 'Override. ' : ''}
        {until ? (
          <>
            Until {momentText(Date.parse(until), displayZone())}.{' '}
            {coming.length > 0 ? `Then ${joined(coming)}.` : 'Then nobody.'}
          </>
        ) : (
          'No change scheduled.'
        )}
      </p>
      {shadows.length > 0 && <p className="muted">Shadowing: {joined(shadows.map(({ personName }) => personName))}.</p>}
      <div className={styles.buttons}>
        <Button
          variant="default"
          {...(isMine ? { disabled: true, 'data-tip': 'You are on call here.' } : overrideGuard)}
          loading={overrides.isRunning}
          onClick={() =>
            overrides.takeOver(isFar ? new Date(serverNow() + HOURS_WITHOUT_END * 3_600_000).toISOString() : undefined)
          }
        >
          {isFar ? `Take over for ${HOURS_WITHOUT_END} h` : 'Take over now'}
          <span className="visually-hidden"> on {scheduleName}</span>
        </Button>
        {pageGuard.disabled || now.personId === null ? (
          <Button
            variant="default"
            disabled
            data-tip={now.personId === null ? 'Nobody is on call here.' : pageGuard['data-tip']}
          >
            Page
          </Button>
        ) : (
          <Button variant="default" onClick={() => askToPage({ kind: 'schedule', id: scheduleId })}>
            Page<span className="visually-hidden"> whoever is on call on {scheduleName}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

function MyShifts() {
  const mine = useEndpoint(readMyOnCall, {}, { follows, everySeconds }).data;
  if (!mine || mine.current.length + mine.next.length === 0) return null;
  const zone = displayZone();
  return (
    <Section title="You">
      <ul className={styles.mine}>
        {mine.current.map(({ scheduleId, scheduleName, endsAt }) => (
          <li key={scheduleId}>
            <strong>You are on call</strong>: <a href={paths.schedule(scheduleId)}>{scheduleName}</a>
            {endsAt && `, until ${momentText(Date.parse(endsAt), zone)}`}.
          </li>
        ))}
        {mine.next.map(({ scheduleId, scheduleName, startsAt }) => (
          <li key={`next ${scheduleId}`}>
            Next shift: <a href={paths.schedule(scheduleId)}>{scheduleName}</a>,{' '}
            {momentText(Date.parse(startsAt), zone)}.{' '}
            <a href={paths.schedule(scheduleId, { from: weekStart(Date.parse(startsAt), zone) })}>
              Cover or swap<span className="visually-hidden"> the next shift on {scheduleName}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
