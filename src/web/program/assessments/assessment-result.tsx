import type { Assessment } from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { ChartFigure, DataTable } from '../../measure/charts/chart-figure.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import styles from '../program.module.css';
import { EvidenceText } from './evidence-text.tsx';
import { Radar } from './radar.tsx';

/** The result of an assessment: the level, the areas as a radar and as a table, every answer. */
export function AssessmentResult({ assessment }: { assessment: Assessment }) {
  const { areas, before, overall, weakest } = assessment;
  const shown = areas.map((area) => ({
    ...area,
    before: before?.areas.find(({ key }) => key === area.key)?.level ?? null,
  }));
  const names = weakest.map((key) => areas.find((area) => area.key === key)?.name ?? key);
  return (
    <div className={styles.stackOfPanels}>
      <div className={styles.grid}>
        <Panel title="Maturity by area">
          <div className={styles.row}>
            <span className={styles.big}>{levelText(overall)}</span>
            <span className="muted">
              median of the areas, {assessment.answered} of {assessment.asked} questions answered
            </span>
          </div>
          {names.length > 0 && <p>Weakest: {names.join(', ')}.</p>}
          <ChartFigure
            label="Maturity by area"
            chart={(width) => (
              <>
                <Radar areas={shown} size={Math.min(width, 340)} />
                <ol className={styles.plainList}>
                  {shown.map((area) => (
                    <li key={area.key}>
                      {area.name}: {levelText(area.level)}
                    </li>
                  ))}
                </ol>
              </>
            )}
            table={
              <DataTable
                caption="Maturity by area"
                head={['Area', 'Level', 'Previous', 'Change']}
                rows={shown.map((area) => ({
                  key: area.key,
                  cells: [
                    area.name,
                    levelText(area.level),
                    levelText(area.before),
                    area.level === null || area.before === null ? '–' : signed(area.level - area.before),
                  ],
                }))}
              />
            }
          />
          <p className="muted">
            The seven levels go from Initial to Transformative. {before ? 'Dashed: the previous assessment.' : ''}
          </p>
        </Panel>
        <Differences areas={areas} />
      </div>
      {assessment.notes && (
        <Panel title="Notes">
          <Markdown text={assessment.notes} />
        </Panel>
      )}
      <Panel title="Answers and evidence">
        <DataTable
          caption="Answers and evidence"
          isText
          head={['Question', 'Rating', 'Counts as', 'Evidence']}
          rows={areas.flatMap((area) =>
            area.questions.map((question) => ({
              key: question.id,
              cells: [
                question.ask,
                question.rated ?? '–',
                question.capReason ? `${question.level}: ${question.capReason}` : (question.level ?? '–'),
                question.evidence ? <EvidenceText key="evidence" evidence={question.evidence} /> : 'No figure',
              ],
            })),
          )}
        />
      </Panel>
    </div>
  );
}

type Areas = Assessment['areas'];

/** Where those who voted see it most differently: what a conversation is worth. */
function Differences({ areas }: { areas: Areas }) {
  const questions = areas.flatMap((area) => area.questions);
  const spread = questions
    .flatMap(({ id, ask, votes, rated, isAgreed }) => {
      const levels = (votes ?? []).map(({ level }) => level);
      const [low, high] = [Math.min(...levels), Math.max(...levels)];
      return levels.length > 1 && high > low ? [{ id, ask, low, high, n: levels.length, rated, isAgreed }] : [];
    })
    .sort((left, right) => right.high - right.low - (left.high - left.low));
  if (spread.length === 0) return null;
  return (
    <Panel title="Where assessors differ">
      <DataTable
        caption="Where assessors differ"
        isText
        head={['Question', 'Lowest', 'Highest', 'Votes', 'Rating']}
        rows={spread.slice(0, 10).map(({ id, ask, low, high, n, rated, isAgreed }) => ({
          key: id,
          cells: [ask, low, high, n, isAgreed ? `${rated}, agreed` : `${rated}, median`],
        }))}
      />
    </Panel>
  );
}

const signed = (change: number) => (change > 0 ? `+${change}` : String(change));
