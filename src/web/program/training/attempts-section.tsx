import { Button } from '@mantine/core';
import { type Course, listMyAttempts } from '../../../contract/program/training.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';

/** My quizzes, the newest first; nothing before the first. */
export function AttemptsSection({ courses }: { courses: readonly Course[] }) {
  const list = usePagedEndpoint(listMyAttempts, { query: { limit: 5 } }, { follows: ['person'] });
  if (list.rows.length === 0) return null;
  const titleOf = (key: string) => courses.find((course) => course.key === key)?.title ?? key;
  return (
    <Section title="Your attempts">
      <Cards label="Your attempts">
        {list.rows.map(({ id, courseKey, right, asked, passed, at }) => (
          <Card
            key={id}
            actions={
              <Badge tone={passed ? 'resolved' : 'sev5'} glyph={passed ? 'check' : 'ring'}>
                {passed ? 'Passed' : 'Not passed'}
              </Badge>
            }
          >
            <a href={paths.course(courseKey)}>{titleOf(courseKey)}</a>
            <span className="muted">
              {right} of {asked} correct, {dayOf(at)}
            </span>
          </Card>
        ))}
      </Cards>
      {list.loadMore && (
        <div>
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            Earlier attempts
          </Button>
        </div>
      )}
    </Section>
  );
}
