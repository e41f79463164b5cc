import { Button } from '@mantine/core';
import { readProgram } from '../../../contract/program/program.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { Loaded } from '../loaded.tsx';
import { kindWords } from '../pilots/pilot-words.ts';
import styles from '../program.module.css';
import { MistakesSection } from './mistakes-section.tsx';
import { PracticesSection } from './practices-section.tsx';
import { StepCard } from './step-card.tsx';

const follows = ['assessment', 'goal', 'pilot', 'rollOut', 'drill', 'review', 'person'] as const;

const places = [
  { label: 'Assessment', href: paths.assessment() },
  { label: 'Maturity levels', href: paths.maturityLevels() },
  { label: 'Goals', href: paths.goals() },
  { label: 'Plans', href: paths.pilots() },
  { label: 'Drills', href: paths.drills() },
  { label: 'Training', href: paths.training() },
  { label: 'Reviews', href: paths.reviews() },
  { label: 'Playbook', href: paths.playbook() },
  { label: 'Reference values', href: paths.referenceValues() },
  { label: 'Why a program', href: paths.comparisons() },
];

/** How far the organisation has come, and what to do next. */
export function ProgramScreen() {
  const program = useEndpoint(readProgram, {}, { follows });
  return (
    <>
      <PageHeader
        word="program"
        title="Program"
        actions={
          <Button component="a" href={paths.assessment()}>
            Assess
          </Button>
        }
      >
        Assess, set goals, plan, execute, iterate: how an organisation gets better at incidents.
      </PageHeader>
      <nav aria-label="Program" className={styles.row} style={{ marginBottom: 16 }}>
        {places.map(({ label, href }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </nav>
      <Loaded answer={program}>
        {({ steps, level, pilots, nextReview, bestPractices, ...found }) => (
          <>
            <ol className={styles.steps}>
              {steps.map((step, index) => (
                <StepCard key={step.key} step={step} number={index + 1} />
              ))}
            </ol>
            <MistakesSection {...found} />
            <PracticesSection practices={bestPractices} />
            <div className={styles.grid}>
              <Panel title="Maturity">
                {level ? (
                  <>
                    <div className={styles.big}>
                      {level.level} {level.name}
                    </div>
                    <a href={paths.assessment({ id: level.assessmentId })}>Assessment of {dayOf(level.assessedAt)}</a>
                  </>
                ) : (
                  <p className="muted">Not assessed yet.</p>
                )}
              </Panel>
              <Panel title="Plans">
                {pilots.length === 0 && <p className="muted">No plan is open. Start with a pilot of one team.</p>}
                {pilots.map((pilot) => (
                  <div key={pilot.id}>
                    <a href={paths.pilot(pilot.id)}>{pilot.teamName}</a> {kindWords[pilot.kind]}
                    <div className="muted">
                      {pilot.day < 0
                        ? `starts in ${-pilot.day} days`
                        : pilot.day < pilot.days
                          ? `day ${pilot.day + 1} of ${pilot.days}`
                          : `${pilot.days} days completed`}{' '}
                      · {pilot.done} of {pilot.total} milestones{pilot.overdue > 0 && ` · ${pilot.overdue} overdue`}
                    </div>
                  </div>
                ))}
                <a href={paths.pilots()}>All plans</a>
              </Panel>
              <Panel title="Next quarterly review">
                <div className={styles.big}>{calendarDateText(nextReview.on)}</div>
                {nextReview.isOverdue && (
                  <div>
                    <Badge tone="sev2" glyph="clock">
                      Overdue
                    </Badge>
                  </div>
                )}
                {nextReview.reviewId ? (
                  <a href={paths.review(nextReview.reviewId)}>Open review</a>
                ) : (
                  <a href={paths.reviews()}>Create review</a>
                )}
              </Panel>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}
