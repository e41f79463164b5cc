import { Button } from '@mantine/core';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { CheckedMistake, readProgram } from '../../../contract/program/program.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { formAt } from '../linked-form.ts';

type Start = NonNullable<CheckedMistake['start']>;

/** The form that the fix begins with: what it is called, and where it opens. */
function formOf({ form, id }: Start): { label: string; href: string } {
  if (form === 'plan') return { label: 'Plan a pilot', href: formAt(paths.pilots(), 'new') };
  if (form === 'sponsor' && id !== null) return { label: 'Name a sponsor', href: formAt(paths.pilot(id), 'sponsor') };
  if (form === 'baseline' && id !== null) return { label: 'Freeze a baseline', href: formAt(paths.goal(id), 'freeze') };
  if (form === 'review') return { label: 'Plan a review', href: formAt(paths.reviews(), 'new') };
  if (form === 'severities') return { label: 'Adapt severities', href: paths.severities() };
  return { label: 'Set a goal', href: formAt(paths.goals(), 'new') };
}

/** The four common mistakes: what the data say about each, and where its fix starts. */
export function MistakesSection({
  mistakes,
  mistakesAvoided,
}: Pick<OutputOf<typeof readProgram>, 'mistakes' | 'mistakesAvoided'>) {
  const begin = mistakesAvoided.find(({ start }) => start?.form === 'plan')?.start;
  return (
    <Section title="Common mistakes" actions={begin && <StartButton start={begin} />}>
      {begin && <p className="muted">No plan has begun, so there is nothing to tell yet.</p>}
      <Cards label="Mistakes">
        {mistakes.map((mistake) => (
          <Card key={mistake.key} actions={mistake.start && <StartButton start={mistake.start} />}>
            <div>
              {mistake.name}{' '}
              <Badge tone="sev2" glyph="triangle" look="plain">
                Seen
              </Badge>
            </div>
            <div>{mistake.because}</div>
            <div className="muted">{mistake.consequence}</div>
            <div>
              <strong>Fix:</strong> {mistake.fix}
            </div>
          </Card>
        ))}
        {mistakesAvoided.map(({ key, name, because, consequence, isTooEarly, start }) => (
          <Card key={key} actions={isTooEarly && !begin && start && <StartButton start={start} />}>
            <div>
              {name}{' '}
              {isTooEarly ? (
                <Badge tone="sev5" glyph="clock" look="plain">
                  Too early to tell
                </Badge>
              ) : (
                <Badge tone="resolved" glyph="check" look="plain">
                  Not seen
                </Badge>
              )}
            </div>
            {because && !begin && <div>{because}</div>}
            <div className="muted">{consequence}</div>
          </Card>
        ))}
      </Cards>
    </Section>
  );
}

function StartButton({ start }: { start: Start }) {
  const { label, href } = formOf(start);
  return (
    <Button variant="default" component="a" href={href}>
      {label}
    </Button>
  );
}
