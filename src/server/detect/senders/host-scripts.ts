import type { SetupStep } from '../source-types/source.ts';

/** Scripts for monitoring that notifies by running a program: to be saved as a file and made executable. */
export function hostScripts(address: string): { states: Script; checkmk: Script } {
  const send = `exec curl -fsS -m 10 --retry 5 -o /dev/null '${address}'`;
  const pair = (name: string, value: string) => `  --data-urlencode "${name}=${value}"`;
  const script = (pairs: string[]): Script => ({
    language: 'shell',
    code: ['#!/bin/sh', send, ...pairs].join(' \\\n').replace(' \\\n', '\n'),
  });
  return {
    /** Called with host, service or nothing, state, type of notification and output: Nagios, Icinga, Naemon. */
    states: script([
      pair('host_name', '$1'),
      pair('service_description', '$2'),
      pair('state', '$3'),
      pair('notification_type', '$4'),
      pair('output', '$5'),
    ]),
    checkmk: script([
      pair('what', '$NOTIFY_WHAT'),
      pair('host', '$NOTIFY_HOSTNAME'),
      pair('service', '$NOTIFY_SERVICEDESC'),
      pair('notification_type', '$NOTIFY_NOTIFICATIONTYPE'),
      pair('status', firstOf('NOTIFY_SERVICESTATE', 'NOTIFY_HOSTSTATE')),
      pair('output', firstOf('NOTIFY_SERVICEOUTPUT', 'NOTIFY_HOSTOUTPUT')),
    ]),
  };
}

type Script = Required<Pick<SetupStep, 'code' | 'language'>>;

/** In the shell: the one variable, or the other where the one is empty. */
const firstOf = (one: string, other: string) => `\${${one}:-$${other}}`;
