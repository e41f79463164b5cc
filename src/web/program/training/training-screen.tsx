import { Button } from '@mantine/core';
import { type Course, listCertified, listCourses } from '../../../contract/program/training.ts';
import { counted } from '../../../domain/program/counted.ts';
import { practiceWords } from '../../../domain/program/practice.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import { AttemptsSection } from './attempts-section.tsx';
import { CertificateBadge } from './certificate-badge.tsx';
import { CertificationSection } from './certification-section.tsx';
import { CourseState } from './course-state.tsx';
import { RefresherSection } from './refresher-section.tsx';
import { RolePaths } from './role-paths.tsx';

type Certified = {
  personName: string;
  courseTitle: string;
  issuedAt: string;
  expiresAt: string;
  state: 'valid' | 'expires-soon' | 'expired';
  personId: number;
  courseKey: string;
};

const columns: Column<Certified>[] = [
  { header: 'Person', isTitle: true, cell: ({ personName }) => personName },
  { header: 'Course', cell: ({ courseTitle }) => courseTitle },
  { header: 'State', width: '150px', cell: ({ state }) => <CertificateBadge state={state} /> },
  { header: 'Expires', width: '110px', cell: ({ expiresAt }) => dayOf(expiresAt) },
];

function aboutCourse({ minutes, questionCount, sourceCount, practice, mine }: Course, all: readonly Course[]): string {
  const titleOf = (key: string) => all.find((course) => course.key === key)?.title ?? key;
  return [
    `${minutes} min`,
    `${questionCount} questions`,
    sourceCount > 0 && counted(sourceCount, 'source'),
    practice.length > 0 && `practical part: ${practice.map(practiceWords).join(', ')}`,
    mine && mine.missing.length > 0 && `requires ${mine.missing.map(titleOf).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The path of each role, the courses with where I stand, and who is certified. */
export function TrainingScreen() {
  const courses = useEndpoint(listCourses, {}, { follows: ['person'] });
  const mayEdit = useMay('program.manage');
  const certified = usePagedEndpoint(listCertified, { query: {} }, { follows: ['person'] });
  return (
    <>
      <PageHeader
        word="certificate"
        title="Training"
        parents={programParents}
        actions={
          <>
            {mayEdit && (
              <Button component="a" variant="default" href={paths.documents('course')}>
                Courses as files
              </Button>
            )}
            <Button component="a" variant="default" href={paths.skills()}>
              Skills by team
            </Button>
          </>
        }
      >
        Read a course, pass its quiz, practise what it asks for, and you are certified for a year.
      </PageHeader>
      <RefresherSection />
      <Loaded answer={courses}>
        {({ items }) => (
          <>
            <Section title="Paths">
              <RolePaths courses={items} />
            </Section>
            <Section title="Courses">
              <Cards label="Courses">
                {items.map((course) => (
                  <Card key={course.key} actions={<CourseState course={course} />}>
                    <a href={paths.course(course.key)}>{course.title}</a>
                    <span>{course.summary}</span>
                    <span className="muted">{aboutCourse(course, items)}</span>
                  </Card>
                ))}
              </Cards>
            </Section>
          </>
        )}
      </Loaded>
      <AttemptsSection courses={courses.data?.items ?? []} />
      <CertificationSection courses={courses.data?.items ?? []} />
      <Section title="Certified people">
        <DataList
          label="Certificates"
          columns={columns}
          list={certified}
          rowKey={({ personId, courseKey }) => `${personId} ${courseKey}`}
          empty={<EmptyState kind="cleared">Nobody has passed a quiz yet.</EmptyState>}
        />
      </Section>
    </>
  );
}
