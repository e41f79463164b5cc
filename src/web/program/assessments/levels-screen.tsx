import { useSearch } from '@tanstack/react-router';
import type { OutputOf } from '../../../contract/endpoint.ts';
import { readMaturityLadder } from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { EvidenceText } from './evidence-text.tsx';
import ladder from './levels.module.css';
import { ScopePicker } from './scope-picker.tsx';

type Ladder = OutputOf<typeof readMaturityLadder>;

const follows = ['assessment', 'assessmentQuestion', 'incident', 'postmortem', 'drill', 'goal', 'review'] as const;

/** The seven levels, where you are, and what the next one needs from you. */
export function LevelsScreen() {
  const { team } = useSearch({ from: '/app/program/levels' });
  const query = team === undefined ? {} : { teamId: team };
  const answer = useEndpoint(readMaturityLadder, { query }, { follows });
  return (
    <>
      <PageHeader
        word="maturity level"
        title="Maturity levels"
        parents={programParents}
        actions={<ScopePicker team={team} to={(chosen) => paths.maturityLevels({ team: chosen })} />}
      >
        Seven levels, each with its sign, and what your own data must show for it.
      </PageHeader>
      <Loaded answer={answer}>
        {(found) => (
          <>
            <Here here={found.here} team={team} />
            <ol className={ladder.ladder} aria-label="The seven levels, highest first">
              {found.levels.toReversed().map((level) => (
                <Rung key={level.level} level={level} isHere={found.here?.level === level.level} />
              ))}
            </ol>
            {found.next && <NextLevel next={found.next} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Here({ here, team }: { here: Ladder['here']; team: number | undefined }) {
  if (here) {
    return (
      <p>
        You are here: <strong>{levelText(here.level)}</strong>, by{' '}
        <a href={paths.assessment({ id: here.assessmentId, team })}>the assessment of {dayOf(here.assessedAt)}</a>.
      </p>
    );
  }
  return (
    <p>
      Not assessed yet. <a href={paths.assessment({ team })}>Assess</a> to see where you are; what the data show is
      below.
    </p>
  );
}

function Rung({ level, isHere }: { level: Ladder['levels'][number]; isHere: boolean }) {
  const shown = level.asks.filter(({ isShown }) => isShown).length;
  return (
    <li className={ladder.rung} data-here={isHere} aria-current={isHere ? 'step' : undefined}>
      <div className={ladder.head}>
        <h2>
          {level.level} {level.name}
        </h2>
        <span className="muted">{level.percent}%</span>
        {isHere && (
          <Badge tone="maintenance" glyph="check">
            You are here
          </Badge>
        )}
      </div>
      <div className={ladder.track} aria-hidden>
        <div style={{ inlineSize: `${level.percent}%` }} />
      </div>
      <p>{level.meaning}</p>
      <p className="muted">{level.sign}</p>
      {level.asks.length > 0 && (
        <details className={styles.details}>
          <summary>
            What your data must show: {shown} of {level.asks.length} shown
          </summary>
          <ul className={ladder.asks}>
            {level.asks.map(({ question, asks, evidence, isShown }) => (
              <li key={question.id}>
                <Badge tone={isShown ? 'resolved' : 'sev4'} glyph={isShown ? 'check' : 'ring'} look="plain">
                  {isShown ? 'Shown' : 'Not shown'}
                </Badge>{' '}
                {question.ask} <strong>Needs {asks}.</strong>{' '}
                <span className="muted">
                  <EvidenceText evidence={evidence} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function NextLevel({ next }: { next: NonNullable<Ladder['next']> }) {
  const areas = next.areasNeeded === 1 ? 'one of these areas reaches' : `${next.areasNeeded} of these areas reach`;
  return (
    <Section title={`What level ${levelText(next.level)} needs from you`}>
      <p className="muted">
        The whole is the median of the areas: it rises once {areas} level {next.level}.
      </p>
      <Cards label={`Areas below level ${next.level}`}>
        {next.areas.map((area) => (
          <Card key={area.key}>
            <h3 className={ladder.area}>
              {area.name} <span className="muted">{levelText(area.level)}</span>
            </h3>
            <ul className={ladder.asks}>
              {area.missing.map(({ question, rated, asks, evidence, isShown }) => (
                <li key={question.id}>
                  {question.ask} {needText({ rated, asks, isShown, hasFigure: evidence !== null })}{' '}
                  {evidence && (
                    <span className="muted">
                      <EvidenceText evidence={evidence} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </Cards>
    </Section>
  );
}

type Need = { rated: number | null; asks: string | null; isShown: boolean; hasFigure: boolean };

function needText({ rated, asks, isShown, hasFigure }: Need) {
  if (!hasFigure) return <strong>No figure answers this: it counts as 2 at most.</strong>;
  if (isShown) {
    const rating = rated === null ? 'nobody has rated it' : `it is rated ${rated}`;
    return <strong>The data show it, but {rating}. Rate it in the next assessment.</strong>;
  }
  return <strong>Needs {asks ?? 'a higher rating'}.</strong>;
}
