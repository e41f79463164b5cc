import { plainMarkdown } from '../learn/markdown-text.ts';
import { type DiffLine, diffLines, hunksOf } from '../line-diff.ts';
import type { Protocol } from '../respond/incidents/protocol.ts';
import { protocolPhases } from '../respond/incidents/protocol.ts';
import { type Role, roles } from '../respond/incidents/roles.ts';
import type { Paged, SeverityRule } from '../respond/incidents/severities.ts';
import { severityLabel } from '../severity.ts';

export type PlaybookPolicy = {
  name: string;
  description: string;
  steps: readonly { afterSeconds: number; asks: readonly string[] }[];
  repeat: number;
};

export type PlaybookService = {
  name: string;
  tier: number;
  teamName: string | null;
  policyName: string | null;
};

export type PlaybookRunbook = {
  title: string;
  teamName: string | null;
  serviceNames: readonly string[];
  steps: readonly string[];
};

/** The live configuration that a playbook is made from. Everything a person typed may be hostile. */
export type PlaybookFacts = {
  severities: readonly SeverityRule[];
  protocols: readonly Omit<Protocol, 'id'>[];
  services: readonly PlaybookService[];
  policies: readonly PlaybookPolicy[];
  templates: readonly { situation: string; audience: string; title: string; body: string }[];
  runbooks: readonly PlaybookRunbook[];
};

const pagedNames: Record<Paged, string> = {
  'owning-team': 'the owning team',
  'affected-teams': 'the affected teams',
  commander: 'a commander',
  communications: 'communications',
  executives: 'executives',
};

const plain = (text: string, limit = 500) => plainMarkdown(text, limit);
const orDash = (text: string | null) => (text === null || text.trim() === '' ? '–' : plain(text));
const minutesText = (minutes: number | null) => (minutes === null ? '–' : `${minutes} min`);

function roleName(key: string): string {
  return roles.find((role) => role.key === key)?.name ?? key;
}

function severityLines(rules: readonly SeverityRule[]): string[] {
  const sorted = [...rules].sort((left, right) => left.severity - right.severity);
  const lines = [
    '| Severity | Meaning | First public post | Public update every | Internal update every | Postmortem |',
    '|---|---|---|---|---|---|',
    ...sorted.map((rule) => {
      const { due, demand } = rule.postmortem;
      const when = due === null ? '' : `, ${due.days} ${due.kind} days`;
      return `| ${severityLabel(rule.severity)} ${plain(rule.name)} | ${plain(rule.meaning)} | ${minutesText(rule.firstPublicPostMinutes)} | ${minutesText(rule.publicUpdateMinutes)} | ${minutesText(rule.internalUpdateMinutes)} | ${demand}${when} |`;
    }),
  ];
  for (const rule of sorted) {
    lines.push('', `### ${severityLabel(rule.severity)} ${plain(rule.name)}`, '', 'Any one of these is enough:', '');
    lines.push(...rule.tests.map((test) => `- ${plain(test)}`));
    const needed = rule.rolesNeeded.map(roleName).join(', ');
    lines.push(
      '',
      `Pages: ${rule.pages.map((key) => pagedNames[key]).join(', ') || 'nobody'}. Roles: ${needed || 'none'}.`,
    );
  }
  return lines;
}

function roleLines(all: readonly Role[]): string[] {
  return all.flatMap((role) => [
    `### ${role.name}`,
    '',
    role.purpose,
    '',
    ...role.does.map((duty) => `- ${duty}`),
    ...role.leaves.map((other) => `- Leaves to others: ${other}`),
    '',
  ]);
}

function protocolLines(protocols: PlaybookFacts['protocols']): string[] {
  return protocols.flatMap((protocol) => [
    `### ${plain(protocol.name)}`,
    '',
    ...protocolPhases.flatMap((phase) =>
      protocol.items
        .filter((item) => item.phase === phase)
        .map((item) => {
          const due = item.dueMinutes === null ? '' : `, within ${item.dueMinutes} min`;
          return `- [ ] ${plain(item.text)} (${roleName(item.by)}${due})`;
        }),
    ),
    '',
  ]);
}

function escalationLines(services: readonly PlaybookService[], policies: readonly PlaybookPolicy[]): string[] {
  const lines = ['| Service | Tier | Team | Escalation policy |', '|---|---|---|---|'];
  for (const service of services) {
    const policy = service.policyName === null ? '**none: nobody would be paged**' : plain(service.policyName);
    lines.push(`| ${plain(service.name)} | ${service.tier} | ${orDash(service.teamName)} | ${policy} |`);
  }
  for (const policy of policies) {
    lines.push('', `### ${plain(policy.name)}`, '');
    if (policy.description.trim() !== '') lines.push(plain(policy.description), '');
    let after = 0;
    for (const [index, step] of policy.steps.entries()) {
      const when = after === 0 ? 'immediately' : `after ${Math.round((after / 60) * 10) / 10} min`;
      lines.push(`${index + 1}. ${when}: ${step.asks.map((name) => plain(name)).join(', ')}`);
      after += step.afterSeconds;
    }
    if (policy.repeat > 0)
      lines.push('', `Then the whole escalation repeats ${policy.repeat === 1 ? 'once' : `${policy.repeat} times`}.`);
  }
  return lines;
}

/** Text in a code block that it cannot break out of. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return [fence, text.replace(/\r\n?/g, '\n').trimEnd(), fence];
}

function templateLines(templates: PlaybookFacts['templates']): string[] {
  return templates.flatMap(({ situation, audience, title, body }) => [
    `### ${plain(situation)}, for ${plain(audience)}`,
    '',
    ...fenced(`${title}\n\n${body}`),
    '',
  ]);
}

function runbookLines(runbooks: readonly PlaybookRunbook[]): string[] {
  if (runbooks.length === 0) return ['There are no runbooks yet.'];
  return runbooks.flatMap(({ title, teamName, serviceNames, steps }) => [
    `### ${plain(title)}`,
    '',
    `Team: ${orDash(teamName)}. Services: ${serviceNames.length === 0 ? '–' : serviceNames.map((name) => plain(name)).join(', ')}.`,
    '',
    ...steps.map((step) => `- [ ] ${plain(step)}`),
    '',
  ]);
}

export type PlaybookSection = { key: string; title: string; markdown: string };

/** How we work, section by section, as Markdown of what is configured. Nothing a person typed becomes markup. */
export function playbookSections(facts: PlaybookFacts): PlaybookSection[] {
  const section = (key: string, title: string, lines: readonly string[]) => ({
    key,
    title,
    markdown: lines.join('\n').trim(),
  });
  return [
    section('severities', 'Severities', severityLines(facts.severities)),
    section('roles', 'Roles', roleLines(roles)),
    section('protocols', 'War-room protocols', protocolLines(facts.protocols)),
    section('escalation', 'Who is paged', escalationLines(facts.services, facts.policies)),
    section('templates', 'Message templates', templateLines(facts.templates)),
    section('runbooks', 'Runbooks', runbookLines(facts.runbooks)),
  ];
}

/** The whole playbook as one document. `from` says in a sentence what it was made from, and when. */
export function playbookText(sections: readonly PlaybookSection[], from: string): string {
  const parts = sections.map(({ title, markdown }) => `## ${plain(title)}\n\n${markdown}`);
  return `${['# Incident playbook', from, ...parts].join('\n\n')}\n`;
}

export type SectionChange = {
  key: string;
  title: string;
  change: 'changed' | 'added' | 'removed';
  hunks: DiffLine[][];
};

/** The sections that differ, with the lines that were added and removed. */
export function playbookChanges(
  before: readonly PlaybookSection[],
  after: readonly PlaybookSection[],
): SectionChange[] {
  const keys = [...after, ...before.filter(({ key }) => !after.some((one) => one.key === key))].map(({ key }) => key);
  return keys.flatMap((key) => {
    const [was, is] = [before, after].map((sections) => sections.find((one) => one.key === key));
    if (was?.markdown === is?.markdown) return [];
    const linesOf = (section?: PlaybookSection) => (section?.markdown ? section.markdown.split('\n') : []);
    return [
      {
        key,
        title: (is ?? was)!.title,
        change: was ? (is ? ('changed' as const) : ('removed' as const)) : ('added' as const),
        hunks: hunksOf(diffLines(linesOf(was), linesOf(is))),
      },
    ];
  });
}
