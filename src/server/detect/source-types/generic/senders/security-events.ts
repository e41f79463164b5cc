// What watches systems for intruders tells each event once: the rule and the host are the condition.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** The output of Falco holds the time and the process, so that no two are the same. */
export function falco(body: JsonObject): UsualForm | null {
  const rule = textAt(body, 'rule');
  if (rule === '' || textAt(body, 'output') === '' || asObject(field(body, 'output_fields')) === null) return null;
  const host = textAt(body, 'hostname');
  return {
    title: joined(' on ', rule, host),
    description: textAt(body, 'output'),
    severity: textAt(body, 'priority'),
    dedup_key: joined('/', rule, host),
    occurred_at: field(body, 'time'),
    labels: { rule, host, source: textAt(body, 'source') },
  };
}

/** Wazuh's levels run from 0 to 15: from 15 on critical, from 12 high, from 7 medium (Wazuh, "Rules classification"). */
function severityOfWazuh(level: number): string {
  if (level >= 15) return 'critical';
  if (level >= 12) return 'high';
  return level >= 7 ? 'medium' : 'low';
}

export function wazuh(body: JsonObject): UsualForm | null {
  const [rule, agent] = [asObject(field(body, 'rule')), asObject(field(body, 'agent'))];
  if (rule === null || agent === null || textAt(rule, 'level') === '') return null;
  const host = textAt(agent, 'name|id');
  return {
    title: joined(' on ', textAt(rule, 'description'), host),
    description: textAt(body, 'full_log'),
    severity: severityOfWazuh(Number(textAt(rule, 'level'))),
    dedup_key: joined('/', textAt(rule, 'id'), textAt(agent, 'id|name')),
    occurred_at: field(body, 'timestamp'),
    labels: { host, rule: textAt(rule, 'id'), level: textAt(rule, 'level') },
  };
}
