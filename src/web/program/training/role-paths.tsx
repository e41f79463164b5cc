import { learnerRoles } from '../../../contract/program/documents.ts';
import type { Course } from '../../../contract/program/training.ts';
import { leftOf, stepState } from '../../../domain/program/role-path.ts';
import { pathOf } from '../../../domain/program/training.ts';
import { paths } from '../../paths.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import styles from '../program.module.css';
import { CourseState } from './course-state.tsx';

export const roleNames: Record<(typeof learnerRoles)[number], string> = {
  responder: 'Responder',
  commander: 'Incident commander',
  communications: 'Communications',
  scribe: 'Scribe',
  executive: 'Executive',
};

/** For each role its courses in order, what I have of them and what comes next. */
export function RolePaths({ courses }: { courses: readonly Course[] }) {
  return (
    <div className={styles.grid}>
      {learnerRoles
        .map((role) => ({ role, path: pathOf(role, courses) }))
        .filter(({ path }) => path.length > 0)
        .map(({ role, path }) => (
          <Panel key={role} title={roleNames[role]}>
            <PathLead path={path} />
            <ol className={styles.path}>
              {path.map((course) => (
                <li key={course.key} data-step={stepState(course)}>
                  <a href={paths.course(course.key)}>{course.title}</a> <CourseState course={course} />
                </li>
              ))}
            </ol>
          </Panel>
        ))}
    </div>
  );
}

function PathLead({ path }: { path: readonly Course[] }) {
  const { done, minutes, next } = leftOf(path);
  if (path[0]?.mine === null) return <p className="muted">{minutes} min</p>;
  if (next === null) return <p>All {path.length} courses passed.</p>;
  return (
    <p className="muted">
      {done} of {path.length} certified
      {minutes > 0 ? ` · ${minutes} min left` : ''} · next:{' '}
      <a href={paths.course(next.key)}>{minutes > 0 ? next.title : `practical part of ${next.title}`}</a>
    </p>
  );
}
