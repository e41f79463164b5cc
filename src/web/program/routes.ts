import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { idParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const programPages = [
  plainPage(
    '/program',
    lazyRouteComponent(() => import('./home/program-page.tsx'), 'ProgramPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/assessment',
    validateSearch: ({ id }: Record<string, unknown>): { id?: number } => ({ id: idParam(id) }),
    component: lazyRouteComponent(() => import('./assessments/assessment-page.tsx'), 'AssessmentPage'),
  }),
  plainPage(
    '/program/goals',
    lazyRouteComponent(() => import('./goals/goals-page.tsx'), 'GoalsPage'),
  ),
  plainPage(
    '/program/pilots',
    lazyRouteComponent(() => import('./pilots/pilots-page.tsx'), 'PilotsPage'),
  ),
  plainPage(
    '/program/pilots/$id',
    lazyRouteComponent(() => import('./pilots/pilot-page.tsx'), 'PilotPage'),
  ),
  plainPage(
    '/program/drills',
    lazyRouteComponent(() => import('./drills/drills-page.tsx'), 'DrillsPage'),
  ),
  plainPage(
    '/program/drills/$id',
    lazyRouteComponent(() => import('./drills/drill-page.tsx'), 'DrillPage'),
  ),
  plainPage(
    '/program/training',
    lazyRouteComponent(() => import('./training/training-page.tsx'), 'TrainingPage'),
  ),
  plainPage(
    '/program/training/$key',
    lazyRouteComponent(() => import('./training/course-page.tsx'), 'CoursePage'),
  ),
  plainPage(
    '/program/training/$key/certificate',
    lazyRouteComponent(() => import('./training/certificate-page.tsx'), 'CertificatePage'),
  ),
  plainPage(
    '/program/reviews',
    lazyRouteComponent(() => import('./reviews/reviews-page.tsx'), 'ReviewsPage'),
  ),
  plainPage(
    '/program/reviews/$id',
    lazyRouteComponent(() => import('./reviews/review-page.tsx'), 'ReviewPage'),
  ),
  plainPage(
    '/program/reference-values',
    lazyRouteComponent(() => import('./settings/reference-values-page.tsx'), 'ReferenceValuesPage'),
  ),
  plainPage(
    '/program/playbook',
    lazyRouteComponent(() => import('./playbook/playbook-page.tsx'), 'PlaybookPage'),
  ),
] as const;
