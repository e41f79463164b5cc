/** Whatever the API offers, a person can get to from a screen, a command or a link; the few others say why they exist. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endpoints } from '../src/contract/endpoints.ts';

const textOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.startsWith('dev/'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');

const used = textOf('src/web') + textOf('src/cli');

/** What a message or a subscription leads to: the link is made by the server and opens without the web app. */
const behindLinks = ['/a/', '/c/', '/status/', '/sponsor/', '/review/', '/certificates/', '/feeds/'];

const otherwise: Record<string, string> = {
  acknowledgeAlert: 'programs act on one alert; people on what they have selected, through acknowledgeAlerts',
  unacknowledgeAlert: 'as acknowledgeAlert',
  resolveAlert: 'as acknowledgeAlert',
  snoozeAlert: 'as acknowledgeAlert',
  unsnoozeAlert: 'as acknowledgeAlert',
  addContactMethodOf: 'programs provision people; a person adds their own, because only they can verify it',
  removeContactMethodOf: 'as addContactMethodOf',
  replaceNotificationRulesOf: 'as addContactMethodOf',
  showPicture: 'the text of a course names its pictures',
  checkHealth: 'load balancers and supervisors ask it',
  finishOidc: 'the identity provider sends the browser here',
  receiveSaml: 'as finishOidc',
  finishSaml: 'receiveSaml sends the browser on to it',
  readSamlMetadata: 'the identity provider reads it; the screen shows the address',
  verifyCertificate: 'programs verify a certificate; people open its public page',
  getCalendar: 'one of listCalendars, for programs that keep it in step',
  getCoverRequest: 'one of listCoverRequests, for programs that follow it',
};

/** Links to files are written as addresses, not as calls: `/api/v1/sprint-calendars/${id}/sprints.csv`. */
function isAddressed(path: string): boolean {
  const pattern = path.replaceAll(/[.]/g, '\\.').replaceAll(/:\w+/g, '\\$\\{[^}]+\\}');
  return new RegExp(`${pattern}(?![\\w/.-])`).test(used);
}

const unreachable = endpoints.filter(
  ({ name, path }) =>
    !new RegExp(`\\b${name}\\b`).test(used) &&
    !isAddressed(path) &&
    !behindLinks.some((prefix) => path.startsWith(prefix)),
);

test('every endpoint has a screen, a command or a link that leads to it, or says who else asks it', () => {
  expect(unreachable.map(({ name }) => name).sort()).toEqual(Object.keys(otherwise).sort());
});
