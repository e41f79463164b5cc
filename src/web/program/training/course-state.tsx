import type { Course } from '../../../contract/program/training.ts';
import { stepState } from '../../../domain/program/role-path.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { CertificateBadge } from './certificate-badge.tsx';

/** Where I stand with a course; nothing where I have not begun. */
export function CourseState({ course }: { course: Course }) {
  const certificate = course.mine?.certificate;
  if (stepState(course) === 'practise')
    return (
      <Badge tone="acknowledged" glyph="clock" look="plain">
        Quiz passed
      </Badge>
    );
  return certificate ? <CertificateBadge state={certificate.state} /> : null;
}
