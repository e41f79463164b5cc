// Every sender that tells of problems.
import { callers } from './callers.ts';
import { carried } from './carried.ts';
import { clouds } from './clouds.ts';
import { couriers } from './couriers.ts';
import { crews } from './crews.ts';
import { delivery } from './delivery.ts';
import { desks } from './desks.ts';
import { dispatches } from './dispatches.ts';
import { gear } from './gear.ts';
import { groups } from './groups.ts';
import { incomers } from './incomers.ts';
import { latecomers } from './latecomers.ts';
import { makers } from './makers.ts';
import { messages } from './messages.ts';
import { monitors } from './monitors.ts';
import { networks } from './networks.ts';
import { newcomers } from './newcomers.ts';
import { others } from './others.ts';
import { outskirts } from './outskirts.ts';
import { racks } from './racks.ts';
import { roamers } from './roamers.ts';
import type { Teller } from './scene.ts';
import { secondWatch } from './second-watch.ts';
import { secondWork } from './second-work.ts';
import { stragglers } from './stragglers.ts';
import { strangers } from './strangers.ts';
import { suites } from './suites.ts';
import { things } from './things.ts';
import { thirdLook } from './third-look.ts';
import { travellers } from './travellers.ts';
import { unheard } from './unheard.ts';
import { unmet } from './unmet.ts';
import { untold } from './untold.ts';
import { vigils } from './vigils.ts';
import { visitors } from './visitors.ts';
import { voices } from './voices.ts';
import { watchers } from './watchers.ts';
import { work } from './work.ts';

export const tellers: Teller[] = [
  ...[...monitors, ...groups, ...messages, ...work, ...others, ...secondWatch, ...secondWork, ...thirdLook],
  ...[...watchers, ...clouds, ...networks, ...delivery, ...things, ...desks],
  ...[...racks, ...suites, ...gear, ...crews, ...strangers],
  ...[...vigils, ...makers, ...voices, ...roamers, ...couriers, ...outskirts],
  ...[...newcomers, ...incomers, ...visitors, ...dispatches, ...latecomers, ...stragglers, ...callers, ...travellers],
  ...[...unmet, ...untold, ...unheard, ...carried],
];
