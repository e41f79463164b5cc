import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  listIncidentRunbooks,
  openRunbook,
  type RunbookRun,
  tickRunbookStep,
} from '../../../../contract/resolve/runbooks.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { Picker } from '../../../directory/picker.tsx';
import { paths } from '../../../paths.ts';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { InlineMarkdown } from '../../../ui/text/markdown.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';
import { StaleMarks } from './stale-marks.tsx';
import { TickRow } from './tick-row.tsx';

const changes = [listIncidentRunbooks, listIncidentTimeline];

/** Runbooks that are followed here, with their ticks, and those that fit. */
export function RunbooksPanel({ incidentId }: { incidentId: number }) {
  const guard = useGuard('incidents.respond');
  const params = { id: incidentId };
  const { data, error, refetch } = useEndpoint(listIncidentRunbooks, { params }, { follows: ['runbook', 'alert'] });
  const open = useAction(openRunbook, { changes });
  const start = (runbookId: number) => open.mutate({ params, body: { runbookId } });
  const [isChoosing, setChoosing] = useState(false);
  return (
    <Panel
      title="Runbooks"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setChoosing(!isChoosing)} {...guard}>
          Open another
        </Button>
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {isChoosing && (
        <ChooseRunbook
          choose={(id) => {
            start(id);
            setChoosing(false);
          }}
        />
      )}
      {data?.runs.map((run) => (
        <Run key={run.id} run={run} />
      ))}
      {data && data.fitting.length > 0 && (
        <ul className={styles.rows}>
          {data.fitting.map((runbook) => (
            <li key={runbook.id}>
              <span className={styles.roleWords}>
                <a href={paths.runbook(runbook.id)}>{runbook.title}</a>
                <span className={styles.marks}>
                  <span className="muted">{runbook.stepCount} steps</span>
                  <StaleMarks reasons={runbook.staleReasons} />
                </span>
              </span>
              <Button variant="default" size="compact-xs" onClick={() => start(runbook.id)} {...guard}>
                Open
              </Button>
            </li>
          ))}
        </ul>
      )}
      {data && data.runs.length + data.fitting.length === 0 && !isChoosing && (
        <p className="muted">No runbook matches this incident’s services and alerts.</p>
      )}
    </Panel>
  );
}

function Run({ run }: { run: RunbookRun }) {
  const guard = useGuard('incidents.respond');
  const tick = useAction(tickRunbookStep, { changes });
  return (
    <details className={styles.phase} open={run.doneCount < run.steps.length}>
      <summary>
        {run.title}{' '}
        <span className="muted">
          {run.doneCount} of {run.steps.length}, opened by {run.openedBy.name}
          {run.isOutdated && ' (edited since)'}
        </span>
      </summary>
      <ul className={styles.rows}>
        {run.steps.map((step, index) => (
          <TickRow
            key={step.id}
            text={
              <>
                {step.section !== null && step.section !== run.steps[index - 1]?.section && (
                  <span className="muted">{step.section}: </span>
                )}
                <InlineMarkdown line={step.text} />
              </>
            }
            indent={step.depth}
            isDone={step.tickedAt !== null}
            disabled={guard.disabled}
            toggle={() =>
              tick.mutateAsync({ params: { id: run.id, stepId: step.id }, body: { done: step.tickedAt === null } })
            }
          >
            {step.tickedAt && step.tickedBy && (
              <>
                {step.tickedBy.name}, <Time at={step.tickedAt} />
              </>
            )}
          </TickRow>
        ))}
      </ul>
      <a href={paths.runbook(run.runbookId)}>Show full runbook</a>
    </details>
  );
}

function ChooseRunbook({ choose }: { choose: (id: number) => void }) {
  return (
    <Picker
      aria-label="Runbook"
      placeholder="Choose a runbook"
      autoFocus
      of="runbooks"
      value={null}
      onChange={(id) => id && choose(Number(id))}
    />
  );
}
