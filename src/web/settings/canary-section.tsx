import { type CanaryRun, readCanary } from '../../contract/respond/canary.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { Badge } from '../ui/screen/badge.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Card, Cards } from '../ui/screen/section.tsx';
import { Time } from '../ui/time/time.tsx';

/** Whether made-up alerts get through, and how long each stage takes. */
export function CanarySection() {
  const { data, error, refetch } = useEndpoint(readCanary, {}, { everySeconds: 30 });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={1} label="Reading the canary" />;
  return (
    <>
      <p>
        {data.isOn
          ? 'Every minute, a made-up alert takes the way of a real one and ends before it reaches anybody. An alarm is raised when none gets through for three minutes.'
          : 'The canary is off. Set EVENKEEL_CANARY to on, and a made-up alert tries the way of a real one every minute.'}
      </p>
      {data.items.length > 0 && (
        <Cards label="Canary">
          {data.items.map((run) => (
            <Card key={run.node.id} actions={<RunBadge run={run} />}>
              <strong>{run.node.name}</strong>
              <span>{stageNames.map(([stage, name]) => `${name} ${msText(run.stages[stage])}`).join(', ')}</span>
              {run.problem !== null && <span>{run.problem}</span>}
              <span className="muted">
                <Time at={run.startedAt} />, {run.failed} of {run.runs} failed within a day
              </span>
            </Card>
          ))}
        </Cards>
      )}
      {data.isOn && data.items.length === 0 && <p className="muted">It has not run yet.</p>}
    </>
  );
}

const stageNames = [
  ['accept', 'Accept'],
  ['absorb', 'absorb'],
  ['page', 'page'],
  ['deliver', 'deliver'],
] as const;

const msText = (ms: number | undefined) => (ms === undefined ? '–' : `${Math.max(1, Math.round(ms))} ms`);

function RunBadge({ run: { failedStage } }: { run: CanaryRun }) {
  return failedStage === null ? (
    <Badge tone="resolved" glyph="check">
      Got through
    </Badge>
  ) : (
    <Badge tone="sev1" glyph="octagon">
      Failed at {failedStage}
    </Badge>
  );
}
