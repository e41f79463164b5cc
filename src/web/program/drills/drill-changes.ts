import { getDrill, listDrills } from '../../../contract/program/drills.ts';
import { readProgram } from '../../../contract/program/program.ts';

/** What any change of a drill makes stale. */
export const drillChanges = [getDrill, listDrills, readProgram];
