import { listTeamReadiness, type TeamReadiness } from '../../../contract/respond/readiness.ts';
import { shareText } from '../../../domain/measure/figure-words.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';

export const teamReadinessFollows = ['drill', 'service', 'team'] as const;

/** When a team last practised, what and how well, and when it does next. */
export function TeamPracticeSection({ teamId }: { teamId: number }) {
  const { data, error, refetch } = useEndpoint(
    listTeamReadiness,
    { query: { teamId } },
    { follows: teamReadinessFollows },
  );
  const [readiness] = data?.items ?? [];
  return (
    <Section title="Practice" actions={<a href={paths.drills()}>Drills</a>}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={1} />}
      {readiness?.team.id === teamId && <TeamPractice readiness={readiness} />}
    </Section>
  );
}

export function TeamPractice({ readiness: { practised, nextDrill } }: { readiness: TeamReadiness }) {
  const mayPlan = useMay('program.manage');
  const { sentence, drill } = practised;
  return (
    <>
      <p>
        {sentence}{' '}
        {drill && (
          <>
            <a href={paths.drill(drill.id)}>{drill.title}</a> ({drill.formatName.toLowerCase()}),{' '}
            {drill.share === null ? 'not scored' : `scored ${shareText(drill.share)}`}.
          </>
        )}
      </p>
      <p className="muted">
        {nextDrill ? (
          <>
            Next: <a href={paths.drill(nextDrill.id)}>{nextDrill.title}</a>, <Time at={nextDrill.plannedFor} />
          </>
        ) : (
          <>No drill has a date yet. {mayPlan && <a href={paths.drills()}>Plan one</a>}</>
        )}
      </p>
    </>
  );
}
