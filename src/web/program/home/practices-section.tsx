import { Button } from '@mantine/core';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { readProgram } from '../../../contract/program/program.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { formAt } from '../linked-form.ts';

type Practice = OutputOf<typeof readProgram>['bestPractices'][number];

const places: Record<Practice['key'], string> = {
  pilot: paths.pilots(),
  money: paths.referenceValues(),
  playbook: paths.playbook(),
  'quarterly-review': paths.reviews(),
  training: paths.training(),
};

const acts: Record<NonNullable<Practice['next']>, { label: string; href: string }> = {
  pilot: { label: 'Plan a pilot', href: formAt(paths.pilots(), 'new') },
  costs: { label: 'Enter your costs', href: formAt(paths.referenceValues(), 'costs') },
  goal: { label: 'Set a goal', href: formAt(paths.goals(), 'new') },
  review: { label: 'Plan a review', href: formAt(paths.reviews(), 'new') },
  publish: { label: 'Publish the playbook', href: formAt(paths.playbook(), 'publish') },
  readers: { label: 'See who has read it', href: paths.playbookReaders() },
  skills: { label: 'See who lacks what', href: paths.skills() },
  schedules: { label: 'Create a schedule', href: paths.newSchedule() },
};

/** The five best practices: whether the data show each, by what, and what is next. */
export function PracticesSection({ practices }: { practices: readonly Practice[] }) {
  return (
    <Section title="Best practices">
      <Cards label="Best practices">
        {practices.map(({ key, practice, gain, isFollowed, because, next }) => (
          <Card
            key={key}
            actions={
              next && (
                <Button variant="default" component="a" href={acts[next].href}>
                  {acts[next].label}
                </Button>
              )
            }
          >
            <div>
              <a href={places[key]}>{practice}</a>{' '}
              <Badge tone={isFollowed ? 'resolved' : 'sev4'} glyph={isFollowed ? 'check' : 'ring'} look="plain">
                {isFollowed ? 'Followed' : 'Not yet'}
              </Badge>
            </div>
            <div>{because}</div>
            <div className="muted">{gain}</div>
          </Card>
        ))}
      </Cards>
    </Section>
  );
}
