import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { listCourses } from '../../../contract/program/training.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { Quiz } from './quiz.tsx';

const parents = [...programParents, { label: 'Training', href: paths.training() }];

/** The text of a course, then its quiz. */
export function CourseScreen() {
  const { key } = useParams({ from: '/app/program/training/$key' });
  const courses = useEndpoint(listCourses, {}, { follows: ['person'] });
  const [isAsked, setAsked] = useState(false);
  const course = courses.data?.items.find((each) => each.key === key);
  return (
    <>
      <PageHeader
        word="course"
        title={course?.title ?? 'Course'}
        parents={parents}
        actions={
          course?.mine?.certificate && (
            <Button component="a" variant="default" href={paths.certificate(course.key)}>
              My certificate
            </Button>
          )
        }
      >
        {course &&
          `${course.readMinutes} min read, then ${course.questionCount} questions; ${Math.round(course.passShare * 100)}% correct to pass.`}
      </PageHeader>
      <Loaded answer={courses}>
        {() =>
          course ? (
            <div className={styles.reading}>
              {isAsked ? (
                <Quiz course={course} />
              ) : (
                <>
                  <Markdown text={course.text} isWrapped />
                  <Button
                    mt={24}
                    disabled={!course.mine || course.mine.attemptsLeft === 0 || course.mine.missing.length > 0}
                    onClick={() => setAsked(true)}
                  >
                    Take the quiz
                  </Button>
                  <p className="muted">
                    {course.mine &&
                      course.mine.missing.length > 0 &&
                      'Pass the required courses first; see the course list. '}
                    {course.mine?.attemptsLeft === 0
                      ? 'You have used all attempts of the last 24 hours. Try again later.'
                      : `Attempts left today: ${course.mine?.attemptsLeft ?? 0}.`}
                  </p>
                </>
              )}
            </div>
          ) : (
            <EmptyState kind="cleared">Course not found.</EmptyState>
          )
        }
      </Loaded>
    </>
  );
}
