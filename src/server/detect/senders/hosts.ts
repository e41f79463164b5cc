import { hostScripts } from './host-scripts.ts';
import type { Sender } from './sender.ts';
import { zabbix } from './zabbix.ts';

const program = '/usr/local/bin/notify-evenkeel';
const save = `Save it as ${program} on the monitoring server and make it executable. It needs curl.`;

const nagios: Sender = {
  name: 'nagios',
  title: 'Nagios',
  group: 'hosts',
  type: 'generic',
  words: ['naemon', 'nagios core', 'nagios xi', 'shinken', 'op5', 'centreon'],
  description: 'A script as the notification command of a contact.',
  steps: ({ address }) => [
    { ...hostScripts(address).states, title: 'Save the script', text: save },
    {
      title: 'Commands and a contact',
      text: 'In a configuration file of Nagios. Hosts come without a service description.',
      language: 'nagios',
      code: `define command {
  command_name  notify-service-by-evenkeel
  command_line  ${program} "$HOSTNAME$" "$SERVICEDESC$" "$SERVICESTATE$" "$NOTIFICATIONTYPE$" "$SERVICEOUTPUT$"
}
define command {
  command_name  notify-host-by-evenkeel
  command_line  ${program} "$HOSTNAME$" "" "$HOSTSTATE$" "$NOTIFICATIONTYPE$" "$HOSTOUTPUT$"
}
define contact {
  contact_name                   evenkeel
  service_notification_period    24x7
  host_notification_period       24x7
  service_notification_options   w,u,c,r
  host_notification_options      d,u,r
  service_notification_commands  notify-service-by-evenkeel
  host_notification_commands     notify-host-by-evenkeel
}`,
    },
    {
      title: 'Use the contact',
      text: 'Add evenkeel to contacts, or to a contact group, of your hosts and services, and reload Nagios.',
    },
  ],
};

const icinga: Sender = {
  name: 'icinga',
  title: 'Icinga 2',
  group: 'hosts',
  type: 'generic',
  words: ['icinga', 'icingaweb', 'icinga director'],
  description: 'A script as a NotificationCommand.',
  steps: ({ address }) => [
    { ...hostScripts(address).states, title: 'Save the script', text: save },
    {
      title: 'Notifications',
      text: 'As a file in conf.d; then check it with icinga2 daemon -C and reload.',
      language: 'icinga2',
      code: `object NotificationCommand "evenkeel-service" {
  command = [ "${program}", "$host.name$", "$service.name$", "$service.state$", "$notification.type$", "$service.output$" ]
}
object NotificationCommand "evenkeel-host" {
  command = [ "${program}", "$host.name$", "", "$host.state$", "$notification.type$", "$host.output$" ]
}
object User "evenkeel" { }
apply Notification "evenkeel" to Service {
  command = "evenkeel-service"
  users = [ "evenkeel" ]
  types = [ Problem, Acknowledgement, Recovery ]
  interval = 0
  assign where true
}
apply Notification "evenkeel" to Host {
  command = "evenkeel-host"
  users = [ "evenkeel" ]
  types = [ Problem, Acknowledgement, Recovery ]
  interval = 0
  assign where true
}`,
    },
  ],
};

const checkmk: Sender = {
  name: 'checkmk',
  title: 'Checkmk',
  group: 'hosts',
  type: 'generic',
  words: ['check_mk', 'check mk'],
  description: 'A script as a notification method.',
  steps: ({ address }) => [
    {
      ...hostScripts(address).checkmk,
      title: 'Save the script',
      text: 'In the site, as local/share/check_mk/notifications/evenkeel, and make it executable. It needs curl.',
    },
    {
      title: 'A notification rule',
      text: 'Setup → Notifications → Add rule: the method evenkeel. Let it notify of recoveries as well.',
    },
  ],
};

const uptimeKuma: Sender = {
  name: 'uptime-kuma',
  title: 'Uptime Kuma',
  group: 'hosts',
  type: 'generic',
  words: ['uptimekuma', 'kuma'],
  description: 'A notification of type webhook.',
  steps: ({ address }) => [
    {
      title: 'Set up a notification',
      text: 'Settings → Notifications → Setup Notification: the type Webhook, this Post URL, and the request body Preset - application/json.',
      code: address,
    },
    {
      title: 'Use it',
      text: 'Switch it on in each monitor, or apply it to all existing ones. Its Test button sends a signal that shows up here.',
    },
  ],
};

export const hosts: readonly Sender[] = [nagios, icinga, zabbix, checkmk, uptimeKuma];
