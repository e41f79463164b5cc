import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { idParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const programPages = [
  plainPage(
    '/program',
    lazyPage(() => import('./home/program-screen.tsx'), 'ProgramScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/assessment',
    validateSearch: ({ id, team }: Record<string, unknown>): { id?: number; team?: number } => ({
      id: idParam(id),
      team: idParam(team),
    }),
    component: lazyPage(() => import('./assessments/assessment-screen.tsx'), 'AssessmentScreen'),
  }),
  plainPage(
    '/program/assessment/$id/slides',
    lazyPage(() => import('./assessments/slides-screen.tsx'), 'SlidesScreen'),
  ),
  plainPage(
    '/program/assessment-questions',
    lazyPage(() => import('./assessments/questions-screen.tsx'), 'QuestionsScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/levels',
    validateSearch: ({ team }: Record<string, unknown>): { team?: number } => ({ team: idParam(team) }),
    component: lazyPage(() => import('./assessments/levels-screen.tsx'), 'LevelsScreen'),
  }),
  plainPage(
    '/program/why',
    lazyPage(() => import('./home/comparisons-screen.tsx'), 'ComparisonsScreen'),
  ),
  plainPage(
    '/program/files/$kind',
    lazyPage(() => import('./documents/documents-screen.tsx'), 'DocumentsScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/files/$kind/new',
    validateSearch: ({ incident }: Record<string, unknown>): { incident?: number } => ({ incident: idParam(incident) }),
    component: lazyPage(() => import('./documents/document-screen.tsx'), 'NewDocumentScreen'),
  }),
  plainPage(
    '/program/files/$kind/$key',
    lazyPage(() => import('./documents/document-screen.tsx'), 'DocumentScreen'),
  ),
  plainPage(
    '/program/goals',
    lazyPage(() => import('./goals/goals-screen.tsx'), 'GoalsScreen'),
  ),
  plainPage(
    '/program/goals/$id',
    lazyPage(() => import('./goals/goal-screen.tsx'), 'GoalScreen'),
  ),
  plainPage(
    '/program/pilots',
    lazyPage(() => import('./pilots/pilots-screen.tsx'), 'PilotsScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/roll-outs/$id',
    validateSearch: ({ view }: Record<string, unknown>): { view?: string } => ({ view: textParam(view) }),
    component: lazyPage(() => import('./pilots/roll-out-screen.tsx'), 'RollOutScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/program/pilots/$id',
    validateSearch: ({ view }: Record<string, unknown>): { view?: string } => ({ view: textParam(view) }),
    component: lazyPage(() => import('./pilots/pilot-screen.tsx'), 'PilotScreen'),
  }),
  plainPage(
    '/program/pilots/$id/letters',
    lazyPage(() => import('./letters/letters-screen.tsx'), 'LettersScreen'),
  ),
  plainPage(
    '/program/drills',
    lazyPage(() => import('./drills/drills-screen.tsx'), 'DrillsScreen'),
  ),
  plainPage(
    '/program/drills/$id',
    lazyPage(() => import('./drills/drill-screen.tsx'), 'DrillScreen'),
  ),
  plainPage(
    '/program/training',
    lazyPage(() => import('./training/training-screen.tsx'), 'TrainingScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/training/skills',
    validateSearch: ({ team }: Record<string, unknown>): { team?: number } => ({ team: idParam(team) }),
    component: lazyPage(() => import('./training/skills-screen.tsx'), 'SkillsScreen'),
  }),
  plainPage(
    '/program/training/$key',
    lazyPage(() => import('./training/course-screen.tsx'), 'CourseScreen'),
  ),
  plainPage(
    '/program/training/$key/certificate',
    lazyPage(() => import('./training/certificate-screen.tsx'), 'CertificateScreen'),
  ),
  plainPage(
    '/program/reviews',
    lazyPage(() => import('./reviews/reviews-screen.tsx'), 'ReviewsScreen'),
  ),
  plainPage(
    '/program/reviews/$id',
    lazyPage(() => import('./reviews/review-screen.tsx'), 'ReviewScreen'),
  ),
  plainPage(
    '/program/reviews/$id/slides',
    lazyPage(() => import('./reviews/review-slides-screen.tsx'), 'ReviewSlidesScreen'),
  ),
  plainPage(
    '/program/reference-values',
    lazyPage(() => import('./settings/reference-values-screen.tsx'), 'ReferenceValuesScreen'),
  ),
  plainPage(
    '/program/playbook',
    lazyPage(() => import('./playbook/playbook-screen.tsx'), 'PlaybookScreen'),
  ),
  plainPage(
    '/program/playbook/versions',
    lazyPage(() => import('./playbook/versions-screen.tsx'), 'PlaybookVersionsScreen'),
  ),
  plainPage(
    '/program/playbook/versions/$id',
    lazyPage(() => import('./playbook/version-screen.tsx'), 'PlaybookVersionScreen'),
  ),
  plainPage(
    '/program/playbook/readers',
    lazyPage(() => import('./playbook/readers-screen.tsx'), 'PlaybookReadersScreen'),
  ),
] as const;
