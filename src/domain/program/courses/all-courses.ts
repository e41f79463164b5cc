import type { Course } from '../training.ts';
import { blamelessPostmortems } from './blameless-postmortems.ts';
import { communications } from './communications.ts';
import { incidentCommander } from './incident-commander.ts';
import { incidentManagementBasics } from './incident-management-basics.ts';
import { onCallResponder } from './on-call-responder.ts';

/** Courses that come with the product, in the order people usually take them. */
export const courses: readonly Course[] = [
  incidentManagementBasics,
  onCallResponder,
  communications,
  blamelessPostmortems,
  incidentCommander,
];
