/** Alert policies and the actions of integrations, as mapping rules of the sources that they are about. */
import type { MappingRuleInput } from '../../../contract/detect/mapping.ts';
import type { OpsgenieIntegration, OpsgeniePolicy } from '../../../contract/move-in/opsgenie.ts';
import type { MovedDocument } from '../document.ts';
import { lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { testsText, translateFilter } from './filters.ts';

type MovedSource = MovedDocument['sources'][number];

const mostRules = 50;

/** Gives `sources` the rules of the integrations and of the alert policies; what cannot be one is told. */
export function convertPolicies(conversion: Conversion, sources: MovedSource[]): void {
  const { content, slugs } = conversion;
  for (const integration of content.integrations) {
    const slug = slugs('source', integration.id, integration.name);
    const own = sources.find((source) => source.slug === slug && source.type === 'opsgenie-api');
    if (own) moveActions(conversion, integration, own);
  }
  const stopped = new Map<string, string>();
  for (const policy of content.policies.toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0)))
    movePolicy(conversion, policy, sources, stopped);
}

/** Those that ignore are dropped here; the others are told when they do more than Opsgenie's usual ones. */
function moveActions({ findings }: Conversion, integration: OpsgenieIntegration, own: MovedSource): void {
  const source = sourceOf('integration', integration);
  for (const [kind, actions] of Object.entries(integration.actions ?? {}))
    for (const { name, filter } of Array.isArray(actions) ? actions : []) {
      const title = `Its action “${lineOf(name, 80, kind)}”`;
      const { when, reason } = translateFilter(filter);
      if (kind === 'ignore' && when !== null && when.length > 0) {
        if (addRules(own, [{ do: 'drop', when: { all: when } }])) {
          if (testsText(when))
            findings.changed(source, `${title} drops signals by a mapping, where letter case counts.`);
        } else findings.changed(source, `${title} is not moved: a source takes ${mostRules} rules.`);
      } else if (kind === 'ignore')
        findings.changed(source, `${title} is not moved: ${reason ?? 'it ignores everything'}.`);
      else if (when === null || when.length > 0)
        findings.changed(source, `${title} is not moved: it ${verbs[kind] ?? kind} only what matches its conditions.`);
    }
}

const verbs: Record<string, string> = { create: 'creates', close: 'closes', acknowledge: 'acknowledges' };

/** @param stopped by team, the policy after which no other one applies to what it matched */
function movePolicy(
  conversion: Conversion,
  policy: OpsgeniePolicy,
  sources: MovedSource[],
  stopped: Map<string, string>,
): void {
  const { findings } = conversion;
  const name = lineOf(policy.name ?? policy.policyDescription, 120, 'Policy');
  const source = sourceOf('policy', { id: policy.id ?? name, name });
  if (policy.enabled === false) {
    findings.changed(source, 'Disabled in Opsgenie: left out.');
    return;
  }
  findings.seen(source);
  const scope = policy.teamId ?? '';
  const before = stopped.get(scope);
  if (policy.type !== 'notification' && policy.continue !== true) stopped.set(scope, before ?? name);
  const { rules, reason } =
    policy.type === 'notification'
      ? no(notificationReason(policy))
      : before === undefined
        ? rulesOf(policy)
        : no(`it is only for what “${before}” does not match, and rules have no such end`);
  const meant = sourcesOf(conversion, policy, sources);
  if (rules === null) findings.impossible(source, `Left out: ${reason}.`);
  else if (meant.length === 0) findings.impossible(source, 'Left out: no source here is one that it is for.');
  else {
    for (const each of meant)
      if (!addRules(each, rules))
        findings.impossible(source, `Left out for ${each.name}: a source takes ${mostRules} rules.`);
    if (rules.some(({ when }) => testsText(when?.all ?? [])))
      findings.changed(source, 'It is rules in the mapping of each source it is for; letter case counts there.');
    if (policy.teamId)
      findings.changed(source, 'It holds for the sources of the team, whoever else is a responder of an alert.');
  }
}

/** Those of the team of the policy, or all. */
function sourcesOf({ content, slugs }: Conversion, { teamId }: OpsgeniePolicy, sources: MovedSource[]) {
  const own = sources.filter(({ type }) => type === 'opsgenie-api');
  if (!teamId) return own;
  const team = content.teams.find(({ id }) => id === teamId);
  const service = team && slugs('service', team.id, team.name);
  return own.filter((each) => each.service !== null && each.service === service);
}

function addRules(source: MovedSource, rules: MappingRuleInput[]): boolean {
  const all = [...(source.mapping ?? []), ...rules];
  if (all.length > mostRules) return false;
  source.mapping = all;
  return true;
}

type Rules = { rules: MappingRuleInput[]; reason: null } | { rules: null; reason: string };

const no = (reason: string): Rules => ({ rules: null, reason });

function rulesOf(policy: OpsgeniePolicy): Rules {
  if (policy.timeRestriction || policy.timeRestrictions) return no('it is for certain hours');
  const { when, reason } = translateFilter(policy.filter);
  if (when === null) return no(reason);
  if ((policy.responders ?? []).length > 0 || policy.ignoreOriginalResponders === true)
    return no('it decides who is asked; make a route for it');
  if (policy.ignoreOriginalDetails === true || policy.ignoreOriginalTags === true)
    return no('it takes away details or tags');
  if ((policy.tags ?? []).length > 0) return no('it adds tags; make a rule for the label tags');
  const sets: { field: 'title' | 'description' | 'severity' | 'label'; name?: string; given: string }[] = [];
  const isOwn = (text: string | null | undefined, own: string) =>
    text == null || text === '' || text.replace(/\s/g, '') === `{{${own}}}`;
  if (!isOwn(policy.alias, 'alias')) return no('it changes the alias, by which its sender closes the alert');
  if (!isOwn(policy.message, 'message')) sets.push({ field: 'title', given: policy.message! });
  const description = policy.alertDescription ?? (policy.type === 'alert' ? policy.description : null);
  if (!isOwn(description, 'description')) sets.push({ field: 'description', given: description! });
  for (const name of ['entity', 'source'] as const)
    if (!isOwn(policy[name], name)) sets.push({ field: 'label', name, given: policy[name]! });
  for (const [key, value] of Object.entries(policy.details ?? {}))
    sets.push({ field: 'label', name: key.slice(0, 200), given: String(value) });
  const priority = /^P([1-5])$/i.exec(policy.priority ?? policy.priorityValue ?? '')?.[1];
  if (policy.updatePriority !== false && priority !== undefined)
    sets.push({ field: 'severity', given: `SEV${priority}` });
  if (sets.length === 0) return no('it changes nothing that an alert has here');
  const rules: MappingRuleInput[] = [];
  for (const { given, ...field } of sets) {
    const template = templateOf(given);
    if (template === null) return no(`its text “${given.slice(0, 80)}” names what a template here has not`);
    rules.push({ do: 'set', ...field, template, when: { all: when } });
  }
  return { rules, reason: null };
}

const names = new Map([
  ['message', 'title'],
  ['description', 'description'],
  ['alias', 'dedup_key'],
  ['priority', 'severity'],
  ['entity', 'labels.entity'],
  ['source', 'labels.source'],
  ['tags', 'labels.tags'],
]);

/** Null when it names a field that is not here. */
function templateOf(text: string): string | null {
  let isKnown = true;
  const template = text.replace(/\{\{\s*([^}]*?)\s*\}\}/g, (_, name: string) => {
    const here = names.get(name);
    isKnown &&= here !== undefined;
    return `{{ ${here} }}`;
  });
  const left = template.replace(/\{\{ [\w.]+ \}\}/g, '');
  return isKnown && !/\{[{%]/.test(left) && template.length <= 2_000 ? template : null;
}

function notificationReason(policy: OpsgeniePolicy): string {
  const reasons = [
    policy.suppress === true && 'it suppresses notifications: make a route that does not page, or a maintenance window',
    policy.delayAction != null &&
      'it delays notifications: a policy here can delay the first page by severity, a route while an alert flaps',
    policy.autoCloseAction != null && 'it closes alerts after a time: here their sender, or somebody, resolves them',
    policy.autoRestartAction != null &&
      'it starts the notifications anew: escalation policies repeat, and an acknowledgement can time out',
    policy.deduplicationAction != null &&
      'it waits for a number of repeats: here an alert pages when it opens, and repeats are counted',
  ].filter((reason) => reason !== false);
  return reasons.length > 0 ? reasons.join('; ') : 'what it does is not in the export';
}
