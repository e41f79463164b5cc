import type { SetupStep } from '../source.ts';

/** Scripts for monitoring that notifies by running a program: to be saved as a file and made executable. */
export function hostScripts(address: string): SetupStep[] {
  const send = `exec curl -fsS -m 10 --retry 5 -o /dev/null '${address}'`;
  const pair = (name: string, value: string) => `  --data-urlencode "${name}=${value}"`;
  const script = (pairs: string[]) => ['#!/bin/sh', send, ...pairs].join(' \\\n').replace(' \\\n', '\n');
  return [
    {
      title: 'Nagios, Icinga and Naemon',
      text: 'Save it as /usr/local/bin/notify-evenkeel and make it executable. The command of a contact calls it with "$HOSTNAME$" "$SERVICEDESC$" "$SERVICESTATE$" "$NOTIFICATIONTYPE$" "$SERVICEOUTPUT$", for hosts with "$HOSTNAME$" "" "$HOSTSTATE$" "$NOTIFICATIONTYPE$" "$HOSTOUTPUT$"; let it notify of recoveries, too.',
      language: 'shell',
      code: script([
        pair('host_name', '$1'),
        pair('service_description', '$2'),
        pair('state', '$3'),
        pair('notification_type', '$4'),
        pair('output', '$5'),
      ]),
    },
    {
      title: 'Checkmk',
      text: 'Save it in local/share/check_mk/notifications of the site, make it executable, and choose it as the notification method of a rule.',
      language: 'shell',
      code: script([
        pair('what', '$NOTIFY_WHAT'),
        pair('host', '$NOTIFY_HOSTNAME'),
        pair('service', '$NOTIFY_SERVICEDESC'),
        pair('notification_type', '$NOTIFY_NOTIFICATIONTYPE'),
        pair('status', firstOf('NOTIFY_SERVICESTATE', 'NOTIFY_HOSTSTATE')),
        pair('output', firstOf('NOTIFY_SERVICEOUTPUT', 'NOTIFY_HOSTOUTPUT')),
      ]),
    },
  ];
}

/** In the shell: the one variable, or the other where the one is empty. */
const firstOf = (one: string, other: string) => `\${${one}:-$${other}}`;
