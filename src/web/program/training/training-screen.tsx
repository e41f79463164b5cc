import { listCertified, listCourses } from '../../../contract/program/training.ts';
import { useEndpoint, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import type { Column } from '../../ui/list/column.ts';
import { DataList } from '../../ui/list/data-list.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import { CertificateBadge } from './certificate-badge.tsx';
import { CertificationSection } from './certification-section.tsx';

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

/** The courses with where I stand, and who is certified. */
export function TrainingScreen() {
  const courses = useEndpoint(listCourses, {}, { follows: ['person'] });
  const certified = usePagedEndpoint(listCertified, { query: {} }, { follows: ['person'] });
  return (
    <>
      <PageHeader word="certificate" title="Training" parents={programParents}>
        Read a course, pass its quiz, and you are certified for a year.
      </PageHeader>
      <Section title="Courses">
        <Loaded answer={courses}>
          {({ items }) => (
            <Cards label="Courses">
              {items.map((course) => (
                <Card
                  key={course.key}
                  actions={course.mine?.certificate && <CertificateBadge state={course.mine.certificate.state} />}
                >
                  <a href={paths.course(course.key)}>{course.title}</a>
                  <span className="muted">
                    {course.readMinutes} min read · {course.questionCount} questions
                    {course.mine && course.mine.missing.length > 0 && ' · requires '}
                    {course.mine?.missing.map((key) => items.find((each) => each.key === key)?.title ?? key).join(', ')}
                  </span>
                </Card>
              ))}
            </Cards>
          )}
        </Loaded>
      </Section>
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
