import { Button } from '@mantine/core';
import { type AlertPaging, readAlertPaging } from '../../../contract/respond/coverage.ts';
import { notPagedReasons } from '../../../domain/detect/paging.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import styles from '../../directory/coverage/coverage.module.css';
import { Notice, type NoticeTone } from '../../directory/coverage/notice.tsx';
import { Mend } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { askToPage } from '../../shell/paging-request.ts';
import { Time } from '../../ui/time/time.tsx';

type PagedAlert = {
  id: number;
  title: string;
  severity: number;
  state: 'triggered' | 'acknowledged' | 'resolved';
  suppressedUntil: string | null;
};

/** Who was paged for an alert, or why nobody was, with the way to mend it. */
export function AlertPagingPanel({ alert }: { alert: PagedAlert }) {
  const { data } = useEndpoint(
    readAlertPaging,
    { params: { id: alert.id } },
    { follows: ['page', 'alert'], everySeconds: 30 },
  );
  const guard = useGuard('pages.create');
  if (!data) return null;
  const isNobody = data.outcome === 'nobody' || data.outcome === 'over';
  const mayStillPage = data.outcome === 'nobody' && alert.state !== 'resolved';
  const [page] = data.pages;
  return (
    <Notice tone={toneOf(data, alert)} title={isNobody ? 'Why nobody was paged' : 'Who was paged'}>
      <p>
        <strong>{withoutHeading(data.sentence)}</strong> {page && <a href={paths.page(page.id)}>Page {page.id}</a>}
      </p>
      {alert.suppressedUntil && (
        <p>
          {data.because === 'snoozed' ? 'Snoozed' : 'Held back'} until <Time at={alert.suppressedUntil} />; if it is
          still firing then, it{' '}
          {data.because === 'snoozed' ? 'comes back, and pages unless something else holds it back' : 'pages'}.
        </p>
      )}
      {mayStillPage && (
        <div className={styles.actions}>
          <Button
            size="compact-sm"
            onClick={() => askToPage(null, { id: alert.id, title: alert.title, severity: Math.min(alert.severity, 4) })}
            {...guard}
          >
            Page someone
          </Button>
          {data.mend && <Mend mend={data.mend} />}
        </div>
      )}
      {isNobody && <Gates />}
    </Notice>
  );
}

/** What people chose is no alarm: a severity that pages nobody, maintenance, and the like. */
function toneOf({ outcome, because }: AlertPaging, { state }: PagedAlert): NoticeTone {
  const isChosen = notPagedReasons.some((reason) => reason === because);
  if (outcome === 'nobody') return state === 'triggered' && !isChosen ? 'bad' : 'quiet';
  return outcome === 'over' ? 'quiet' : outcome === 'people' ? 'good' : 'later';
}

/** The heading says already that nobody was. */
const withoutHeading = (sentence: string) =>
  sentence.replace(/^Nobody was paged: (.)/u, (_, letter: string) => letter.toUpperCase());

/** In the order in which they are asked; docs/guide/why-not-paged.md says the same at length. */
const gates = [
  'its route suppresses it',
  'its source is paused',
  'a maintenance window covers it',
  'its route shows alerts without paging',
  'its severity pages nobody',
  'its source is set to page nobody, and no route gives it a service',
  'it is flapping: it opens and ends again and again, and has paged already',
  'somebody snoozed it',
  'it is acknowledged or resolved before its page starts',
  'its group has an open page, which it joins',
  'there is neither an escalation policy for its service nor a default one',
  'the policy has nobody who is on call and can be reached',
];

function Gates() {
  return (
    <details className={styles.gates}>
      <summary>What keeps an alert from paging</summary>
      <p>The first of these that applies decides:</p>
      <ol>
        {gates.map((gate) => (
          <li key={gate}>{gate}</li>
        ))}
      </ol>
    </details>
  );
}
