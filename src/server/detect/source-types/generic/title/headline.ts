// What messages begin with, whatever they are about.

import { bareWords } from '../action/states.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { withoutMarks } from './marks.ts';

/** "Alert", "Uptime Kuma Alert", "Monitoring notification": what many messages begin with, whatever they are about. */
export function isHeadline(text: string): boolean {
  if (hostHeadline.test(text) || ofSite.test(text)) return true;
  if (
    productHeadline.test(text) &&
    !bareWords(text).some((word) => actionOfWord.get(word) === 'trigger' && !/^(?:alert|alarm)$/.test(word))
  )
    return true;
  return headline.test(
    withoutMarks(text).replace(/:\s+[\p{L}]{2,12}$/u, (state) =>
      actionOfWord.has(state.slice(1).trim().toLowerCase()) ? '' : state,
    ),
  );
}

/** The device that a headline is from: `web-1` of `System Alert from web-1: Critical`. */
export const senderOfHeadline = (text: string): string =>
  isHeadline(text)
    ? (hostHeadline.exec(text)?.[1] ?? /\bfrom ((?=[\w.-]*[\d.-])[\w.-]{2,40}\w)/.exec(text)?.[1] ?? '')
    : '';

/** `web-1.example.org - Notification`. */
const hostHeadline =
  /^((?=[\w.-]{0,60}[\d.])[\w-]{2,40}(?:\.[\w-]{1,40}){0,5}) ?[-:–|] (?:notification|alert|message|event)s?$/i;

/** `Example.io Alert`: which service says something. */
const ofSite =
  /^\p{Lu}[\p{L}\d-]{1,30}\.(?:io|com|net|org|cloud|dev|app|ai|co) (?:alert|notification|alarm|message)s?$/iu;

/** `AWS CloudFormation Notification`: which product says something. */
const productHeadline = /^(?:\p{Lu}[\p{L}\d-]{1,30} ){1,3}Notifications?[.:!]?$/u;

const headline =
  /^(?:new |a |your |the )?(?:(?:uptime kuma|nvr|dvr|ipc|camera|device|ups|router|switch|firewall|grafana|zabbix|nagios|prometheus|datadog|system|monitoring|server|service|health|incident|security|production|infrastructure|status|uptime|monitor|ops|email|webhook|automated|performance|rmm)[\s-]){0,3}(?:alert|alarm|notification|incident|event|warning|message|monitoring|status|report|update|problem|recovery|error)s?(?: (?:notification|alert|update|status|message|report|triggered|details|summary|received|from [\w .-]{1,40}))?[!.:]?$/i;
