// Every sender that tells of problems.

import { builds } from './by-kind/builds.ts';
import { captured } from './by-kind/captured.ts';
import { carriers } from './by-kind/carriers.ts';
import { clouds } from './by-kind/clouds.ts';
import { devices } from './by-kind/devices.ts';
import { jobs } from './by-kind/jobs.ts';
import { labelledAlerts } from './by-kind/labelled-alerts.ts';
import { messages } from './by-kind/messages.ts';
import { monitors } from './by-kind/monitors.ts';
import { networkGear } from './by-kind/network-gear.ts';
import { networks } from './by-kind/networks.ts';
import { onCallTools } from './by-kind/on-call-tools.ts';
import { storage } from './by-kind/storage.ts';
import { suites } from './by-kind/suites.ts';
import { uptime } from './by-kind/uptime.ts';
import { senders01 } from './mixed/senders-01.ts';
import { senders02 } from './mixed/senders-02.ts';
import { senders03 } from './mixed/senders-03.ts';
import { senders04 } from './mixed/senders-04.ts';
import { senders05 } from './mixed/senders-05.ts';
import { senders06 } from './mixed/senders-06.ts';
import { senders07 } from './mixed/senders-07.ts';
import { senders08 } from './mixed/senders-08.ts';
import { senders09 } from './mixed/senders-09.ts';
import { senders10 } from './mixed/senders-10.ts';
import { senders11 } from './mixed/senders-11.ts';
import { senders12 } from './mixed/senders-12.ts';
import { senders13 } from './mixed/senders-13.ts';
import { senders14 } from './mixed/senders-14.ts';
import { senders15 } from './mixed/senders-15.ts';
import { senders16 } from './mixed/senders-16.ts';
import { senders17 } from './mixed/senders-17.ts';
import { senders18 } from './mixed/senders-18.ts';
import { senders19 } from './mixed/senders-19.ts';
import { senders20 } from './mixed/senders-20.ts';
import { senders21 } from './mixed/senders-21.ts';
import { senders22 } from './mixed/senders-22.ts';
import type { Sender } from './sender.ts';

export const allSenders: Sender[] = [
  ...[...monitors, ...labelledAlerts, ...messages, ...jobs, ...senders01, ...senders02, ...senders03, ...senders04],
  ...[...uptime, ...clouds, ...networks, ...builds, ...devices, ...onCallTools],
  ...[...storage, ...suites, ...networkGear, ...senders05, ...senders06],
  ...[...senders07, ...senders08, ...senders09, ...senders10, ...senders11, ...senders12],
  ...[...senders13, ...senders14, ...senders15, ...senders16, ...senders17, ...senders18, ...captured, ...senders19],
  ...[...senders20, ...senders21, ...senders22, ...carriers],
];
