import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  endParallelRun,
  extendParallelRun,
  listParallelRuns,
  type ParallelRun,
} from '../../../../contract/respond/parallel-runs.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useMay } from '../../../data/session.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { EmptyState } from '../../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { Badge } from '../../../ui/screen/badge.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Card, Cards, Section } from '../../../ui/screen/section.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { Time } from '../../../ui/time/time.tsx';
import { Comparison } from './comparison.tsx';
import { KeptPages } from './kept-pages.tsx';
import { StartParallelRun } from './start-parallel-run.tsx';

const week = 7 * 86_400_000;
const nameOf = ({ team }: ParallelRun) => team?.name ?? 'Whole installation';

/** For whom Evenkeel receives everything and pages nobody. */
export function ParallelRuns() {
  const mayManage = useMay('oncall.manage');
  const { data, error, refetch } = useEndpoint(listParallelRuns, { query: {} }, { everySeconds: 30 });
  const [isStarting, setStarting] = useState(false);
  const start = () => setStarting(true);
  return (
    <Section
      title="Parallel run"
      actions={
        mayManage &&
        data &&
        data.items.length > 0 && (
          <Button variant="default" onClick={start}>
            Start a parallel run
          </Button>
        )
      }
    >
      {error && !data ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={2} label="Loading the parallel runs" />
      ) : data.items.length === 0 ? (
        <EmptyState
          kind="first-use"
          title="Evenkeel pages for every team"
          {...(mayManage && { action: { label: 'Start a parallel run', run: start } })}
        >
          Keep your last tool paging while Evenkeel gets a copy of everything. It walks every escalation by the clock
          and lists who would have been paged, and pages nobody until you cut over.
        </EmptyState>
      ) : (
        <Cards label="Parallel runs">
          {data.items.map((run) => (
            <Run key={run.id} run={run} mayManage={mayManage} />
          ))}
        </Cards>
      )}
      {mayManage && <StartParallelRun opened={isStarting} close={() => setStarting(false)} />}
    </Section>
  );
}

function Run({ run, mayManage }: { run: ParallelRun; mayManage: boolean }) {
  const { id, askAt, isOverdue, startedBy, startedAt, endedBy, endedAt, version } = run;
  const [isEnding, setEnding] = useState(false);
  const [isShown, setShown] = useState(false);
  const [isCompared, setCompared] = useState(false);
  const extend = useAction(extendParallelRun, { changes: [listParallelRuns] });
  const later = () => {
    const from = Math.max(Date.parse(askAt), Date.now());
    const body = { askAt: new Date(from + week).toISOString() };
    extend.mutate({ params: { id }, body, ifMatch: version }, { onSuccess: () => showToast('Extended by a week.') });
  };
  return (
    <Card
      actions={
        <>
          <Button variant="default" onClick={() => setShown(!isShown)} aria-expanded={isShown}>
            Who would have been paged
          </Button>
          <Button variant="default" onClick={() => setCompared(!isCompared)} aria-expanded={isCompared}>
            Compare
          </Button>
          {mayManage && endedAt === null && (
            <>
              <Button variant="default" onClick={later}>
                Extend by a week
              </Button>
              <Button onClick={() => setEnding(true)}>Cut over</Button>
            </>
          )}
        </>
      }
      below={
        (isShown || isCompared) && (
          <>
            {isShown && <KeptPages runId={id} />}
            {isCompared && <Comparison run={run} />}
          </>
        )
      }
    >
      <span>
        <strong>{nameOf(run)}</strong>{' '}
        {endedAt ? (
          <Badge tone="resolved" glyph="check">
            Cut over
          </Badge>
        ) : (
          <Badge tone={isOverdue ? 'sev2' : 'acknowledged'} glyph={isOverdue ? 'triangle' : 'slash'}>
            {isOverdue ? 'Overdue' : 'Pages nobody'}
          </Badge>
        )}
      </span>
      <span className="muted">
        Started by {startedBy.name} <Time at={startedAt} />
        {endedAt ? (
          <>
            , cut over by {endedBy?.name} <Time at={endedAt} />
          </>
        ) : (
          <>
            , to be decided by <Time at={askAt} />. It does not end by itself.
          </>
        )}
      </span>
      <CutOver run={run} opened={isEnding} close={() => setEnding(false)} />
    </Card>
  );
}

function CutOver({ run, opened, close }: { run: ParallelRun; opened: boolean; close: () => void }) {
  const end = useAction(endParallelRun, { changes: [listParallelRuns] });
  const { openPageCount: count } = run;
  const cutOver = async () => {
    await end.mutateAsync({ params: { id: run.id } });
    showToast(`Evenkeel pages for ${nameOf(run)} now.`);
  };
  return (
    <ConfirmDanger
      title={`Cut over: ${nameOf(run)}`}
      confirmLabel="Cut over"
      opened={opened}
      close={close}
      run={cutOver}
    >
      <p>From now on its pages go out to people.</p>
      {count > 0 ? (
        <p>
          <strong>
            {count} open {count === 1 ? 'page starts' : 'pages start'} again and {count === 1 ? 'notifies' : 'notify'}{' '}
            at once.
          </strong>{' '}
          Acknowledge or resolve first what is already taken care of.
        </p>
      ) : (
        <p>No page is open now.</p>
      )}
      <p className="muted">To go back, start another parallel run.</p>
    </ConfirmDanger>
  );
}
