import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type Course, getCourse, listCourses } from '../../../contract/program/training.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { CourseState } from './course-state.tsx';
import { PracticalPart } from './practical-part.tsx';
import { Quiz } from './quiz.tsx';

const parents = [...programParents, { label: 'Training', href: paths.training() }];

/** The text of a course with its sources and its practical part, then its quiz. */
export function CourseScreen() {
  const { key } = useParams({ from: '/app/program/training/$key' });
  const answer = useEndpoint(getCourse, { params: { key } }, { follows: ['person'] });
  const [isAsked, setAsked] = useState(false);
  const mayEdit = useMay('program.manage');
  const course = answer.data;
  const toQuiz = course && !isAsked && mayTake(course) && <Button onClick={() => setAsked(true)}>Take the quiz</Button>;
  return (
    <>
      <PageHeader
        word="course"
        title={course?.title ?? 'Course'}
        parents={parents}
        actions={
          course && (
            <>
              <CourseState course={course} />
              {mayEdit && (
                <Button component="a" variant="default" href={paths.document('course', course.key)}>
                  Edit
                </Button>
              )}
              {course.mine?.certificate && (
                <Button component="a" variant="default" href={paths.certificate(course.key)}>
                  My certificate
                </Button>
              )}
              {isAsked ? (
                <Button variant="default" onClick={() => setAsked(false)}>
                  Back to the text
                </Button>
              ) : (
                toQuiz
              )}
            </>
          )
        }
      >
        {course &&
          `${course.minutes} min, then ${course.questionCount} questions; ${Math.round(course.passShare * 100)}% correct to pass.`}
      </PageHeader>
      <Loaded answer={answer}>
        {(loaded) =>
          isAsked ? (
            <Quiz course={loaded} />
          ) : (
            <div className={styles.reading}>
              <Markdown text={loaded.text} isWrapped />
              {loaded.sources.length > 0 && (
                <Section title="Sources">
                  <ul className={styles.plainList}>
                    {loaded.sources.map(({ title, url }) => (
                      <li key={title}>{url ? <OutsideLink href={url} text={title} /> : title}</li>
                    ))}
                  </ul>
                </Section>
              )}
              {loaded.mine && loaded.practice.length > 0 && (
                <Section title="Practical part">
                  {loaded.mine.quizPassedAt && (
                    <p>
                      You passed the quiz on {dayOf(loaded.mine.quizPassedAt)}. The certificate is issued automatically
                      once the practical part is done, within a year.
                    </p>
                  )}
                  <PracticalPart practice={loaded.mine.practice} />
                </Section>
              )}
              <Section title="Quiz">
                {toQuiz}
                <QuizNote course={loaded} />
              </Section>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

const mayTake = ({ mine }: Course) => mine !== null && mine.attemptsLeft > 0 && mine.missing.length === 0;

/** Why the quiz cannot be taken, or how often it still can. */
function QuizNote({ course: { mine } }: { course: Course }) {
  const courses = useEndpoint(listCourses, {}, { follows: ['person'] });
  if (!mine) return null;
  if (mine.missing.length > 0)
    return (
      <p>
        First pass{' '}
        {mine.missing.map((key, place) => (
          <span key={key}>
            {place > 0 && ', '}
            <a href={paths.course(key)}>{courses.data?.items.find((course) => course.key === key)?.title ?? key}</a>
          </span>
        ))}
        .
      </p>
    );
  return (
    <p className="muted">
      {mine.attemptsLeft === 0
        ? 'You have used all attempts of the last 24 hours. Try again later.'
        : `Attempts left today: ${mine.attemptsLeft}. The questions are drawn anew for each attempt.`}
    </p>
  );
}
