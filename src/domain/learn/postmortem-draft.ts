import { Temporal } from 'temporal-polyfill';
import { type IncidentInstants, instantKeys, instantNames } from '../respond/incidents/instants.ts';
import { type RoleKey, roles } from '../respond/incidents/roles.ts';
import { type Severity, severityLabel } from '../severity.ts';
import { durationText } from '../time/duration-text.ts';
import { plainMarkdown } from './markdown-text.ts';
import { type PostmortemForm, postmortemForms, type SectionKey } from './postmortem-forms.ts';

/** Everything a first draft is made of; all text may be hostile. Instants are epoch milliseconds. */
export type DraftFacts = {
  key: string;
  title: string;
  severity: Severity;
  severityHistory: readonly { at: number; from: Severity; to: Severity; reason: string | null }[];
  instants: IncidentInstants;
  serviceNames: readonly string[];
  detectedBy: 'machine' | 'staff' | 'customer' | null;
  roleHoldings: readonly { role: RoleKey; personName: string }[];
  /** Key events only, oldest first or not. */
  timeline: readonly { at: number; text: string; personName: string | null }[];
  updates: readonly { at: number; audience: 'public' | 'internal'; text: string }[];
  impactText: string | null;
  customersAffected: number | null;
  numbers: { alerts: number; pages: number; responders: number; tasks: number; publicUpdates: number };
  runbooks: readonly { title: string; doneCount: number; stepCount: number }[];
  /** Tasks still open at the end become candidates for action items. */
  openTasks: readonly { title: string; ownerName: string | null }[];
  similar: readonly { key: string; title: string; reason: string; openActionItems: readonly string[] }[];
};

const timelineLimit = 300;

function clockOf(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

function spanText(from: number | null, to: number | null): string {
  return from === null || to === null ? 'unknown' : durationText((to - from) / 1000);
}

function factsBlock(facts: DraftFacts, zone: string): string {
  const { instants } = facts;
  const known = instantKeys.filter((key) => instants[key] !== null);
  const rows = known.map((key) => `| ${instantNames[key]} | ${clockOf(instants[key] ?? 0, zone)} |`);
  const services = facts.serviceNames.map((name) => plainMarkdown(name)).join(', ') || 'none';
  return [
    `- **Incident:** ${plainMarkdown(facts.key)}, ${plainMarkdown(facts.title)}`,
    `- **Severity:** ${severityLabel(facts.severity)}${severityStory(facts, zone)}`,
    `- **Services:** ${services}`,
    `- **Time to restore** (impact started → resolved): ${spanText(instants.impactStartedAt, instants.resolvedAt)}`,
    `- **Time to mitigate** (impact started → mitigated): ${spanText(instants.impactStartedAt, instants.mitigatedAt)}`,
    `- **Time to detect** (impact started → detected): ${spanText(instants.impactStartedAt, instants.detectedAt)}`,
    `- **Time to acknowledge** (alerted → acknowledged): ${spanText(instants.alertedAt, instants.acknowledgedAt)}`,
    `- **Numbers:** ${numbersLine(facts)}`,
    '',
    `| Instant | ${plainMarkdown(zone)} |`,
    '|---|---|',
    ...rows,
  ].join('\n');
}

function severityStory(facts: DraftFacts, zone: string): string {
  if (facts.severityHistory.length === 0) return '';
  const changes = [...facts.severityHistory]
    .sort((left, right) => left.at - right.at)
    .map((change) => {
      const reason = change.reason ? `: ${plainMarkdown(change.reason)}` : '';
      return `${severityLabel(change.from)} → ${severityLabel(change.to)} at ${clockOf(change.at, zone)}${reason}`;
    });
  return ` (${changes.join('; ')})`;
}

function numbersLine(facts: DraftFacts): string {
  const { alerts, pages, responders, tasks, publicUpdates } = facts.numbers;
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [
    counted(alerts, 'alert'),
    counted(pages, 'page'),
    counted(responders, 'responder'),
    counted(tasks, 'task'),
    counted(publicUpdates, 'public update'),
  ].join(', ');
}

function rolesBlock(facts: DraftFacts): string {
  const lines = roles.flatMap((role) => {
    const names = facts.roleHoldings
      .filter((holding) => holding.role === role.key)
      .map((holding) => plainMarkdown(holding.personName));
    return names.length > 0 ? [`- ${role.name}: ${[...new Set(names)].join(', ')}`] : [];
  });
  return lines.join('\n') || '- No roles were assigned.';
}

function impactBlock(facts: DraftFacts): string {
  const { instants } = facts;
  const lines = [
    `Customers were affected for ${spanText(instants.impactStartedAt, instants.mitigatedAt ?? instants.resolvedAt)}.`,
  ];
  if (facts.customersAffected !== null) lines.push(`About ${facts.customersAffected} customers were affected.`);
  if (facts.impactText) lines.push(plainMarkdown(facts.impactText, 2000));
  return lines.join('\n\n');
}

function timelineBlock(facts: DraftFacts, zone: string): string {
  const updates = facts.updates.map((update) => ({
    at: update.at,
    text: `(${update.audience} update) ${update.text}`,
    personName: null,
  }));
  const entries = [...facts.timeline, ...updates].sort((left, right) => left.at - right.at);
  if (entries.length === 0) return '';
  const rows = entries.slice(0, timelineLimit).map((entry) => {
    const who = entry.personName ? plainMarkdown(entry.personName) : '';
    return `| ${clockOf(entry.at, zone)} | ${plainMarkdown(entry.text)} | ${who} |`;
  });
  const rest =
    entries.length > timelineLimit ? [`\n${entries.length - timelineLimit} more entries are in the incident.`] : [];
  return [`| ${plainMarkdown(zone)} | Event | Who |`, '|---|---|---|', ...rows, ...rest].join('\n');
}

const detectedByText = {
  machine: 'Our monitoring found it.',
  staff: 'A colleague found it.',
  customer: 'Customers reported it first.',
};

function responseBlock(facts: DraftFacts): string {
  const runbooks = facts.runbooks.map(
    (run) => `- Runbook ${plainMarkdown(run.title)}: ${run.doneCount} of ${run.stepCount} steps done`,
  );
  return [rolesBlock(facts), ...runbooks].join('\n');
}

function similarBlock(facts: DraftFacts): string {
  return facts.similar
    .flatMap((other) => [
      `- ${plainMarkdown(other.key)}, ${plainMarkdown(other.title)}: ${plainMarkdown(other.reason)}`,
      ...other.openActionItems.map((item) => `  - still open: ${plainMarkdown(item)}`),
    ])
    .join('\n');
}

function actionsBlock(facts: DraftFacts): string {
  return facts.openTasks
    .map(
      (task) =>
        `- Left open in the incident: ${plainMarkdown(task.title)} (${task.ownerName ? plainMarkdown(task.ownerName) : 'no owner yet'})`,
    )
    .join('\n');
}

function factsOf(section: SectionKey, facts: DraftFacts, zone: string): string {
  if (section === 'impact') return impactBlock(facts);
  if (section === 'timeline') return timelineBlock(facts, zone);
  if (section === 'detection') return facts.detectedBy ? detectedByText[facts.detectedBy] : '';
  if (section === 'response') return responseBlock(facts);
  if (section === 'similar') return similarBlock(facts);
  if (section === 'actions') return actionsBlock(facts);
  return '';
}

/**
 * The first draft of a postmortem as Markdown: the facts of the incident in place, a prompt (as a comment) where people must
 * write. Times are shown in the given IANA zone. Text from outside is escaped, so it reads as text.
 */
export function draftPostmortem(form: PostmortemForm, facts: DraftFacts, zone = 'UTC'): string {
  const sections = postmortemForms[form].map((section) => {
    const body = factsOf(section.key, facts, zone);
    return [`## ${section.heading}`, `<!-- ${section.prompt} -->`, ...(body === '' ? [] : [body])].join('\n\n');
  });
  const head = `# Postmortem ${plainMarkdown(facts.key)}: ${plainMarkdown(facts.title)}`;
  return `${[head, factsBlock(facts, zone), ...sections].join('\n\n')}\n`;
}
