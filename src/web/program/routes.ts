import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { idParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const programPages = [
  plainPage(
    '/program',
    lazyPage(() => import('./home/program-page.tsx'), 'ProgramPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/assessment',
    validateSearch: ({ id }: Record<string, unknown>): { id?: number } => ({ id: idParam(id) }),
    component: lazyPage(() => import('./assessments/assessment-page.tsx'), 'AssessmentPage'),
  }),
  plainPage(
    '/program/goals',
    lazyPage(() => import('./goals/goals-page.tsx'), 'GoalsPage'),
  ),
  plainPage(
    '/program/pilots',
    lazyPage(() => import('./pilots/pilots-page.tsx'), 'PilotsPage'),
  ),
  plainPage(
    '/program/pilots/$id',
    lazyPage(() => import('./pilots/pilot-page.tsx'), 'PilotPage'),
  ),
  plainPage(
    '/program/drills',
    lazyPage(() => import('./drills/drills-page.tsx'), 'DrillsPage'),
  ),
  plainPage(
    '/program/drills/$id',
    lazyPage(() => import('./drills/drill-page.tsx'), 'DrillPage'),
  ),
  plainPage(
    '/program/training',
    lazyPage(() => import('./training/training-page.tsx'), 'TrainingPage'),
  ),
  plainPage(
    '/program/training/$key',
    lazyPage(() => import('./training/course-page.tsx'), 'CoursePage'),
  ),
  plainPage(
    '/program/training/$key/certificate',
    lazyPage(() => import('./training/certificate-page.tsx'), 'CertificatePage'),
  ),
  plainPage(
    '/program/reviews',
    lazyPage(() => import('./reviews/reviews-page.tsx'), 'ReviewsPage'),
  ),
  plainPage(
    '/program/reviews/$id',
    lazyPage(() => import('./reviews/review-page.tsx'), 'ReviewPage'),
  ),
  plainPage(
    '/program/reference-values',
    lazyPage(() => import('./settings/reference-values-page.tsx'), 'ReferenceValuesPage'),
  ),
  plainPage(
    '/program/playbook',
    lazyPage(() => import('./playbook/playbook-page.tsx'), 'PlaybookPage'),
  ),
] as const;
