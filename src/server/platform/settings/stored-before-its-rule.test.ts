import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createRoute, listRoutes } from '../../../contract/detect/routes.ts';
import { createEscalationPolicy, getEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { getSeverities, updateSeverities } from '../../../contract/respond/severities.ts';
import { readPolicy } from '../../respond/pages/opening/policy-copy.ts';
import { addResponder } from '../../respond/schedules/responder-for-tests.ts';

/** Reorders what follows it; names may not contain it any more. */
const odd = 'Odd\u202e';

test('severities, routes and policies with names that are refused by now stay in force and can be read', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const { rules } = await admin.call(getSeverities, {});
  const edited = rules.map((rule) => (rule.severity === 4 ? { ...rule, urgency: 'high' as const } : rule));
  await admin.call(updateSeverities, { body: { rules: edited } });
  await db.query(
    `update settings set value = jsonb_set(value, '{rules,0,name}', to_jsonb($1::text)) where name = 'severity_matrix'`,
    [odd],
  );
  const found = await admin.call(getSeverities, {});
  expect(found.rules[0]!.name).toBe(odd);
  expect(found.rules.find(({ severity }) => severity === 4)!.urgency).toBe('high');
  const { id } = await admin.call(declareIncident, { body: { title: 'Down', severity: 1 } });
  expect((await admin.call(getIncident, { params: { id } })).rule.name).toBe(odd);

  await admin.call(createRoute, { body: { slug: 'odd', name: 'Odd', condition: { all: [] } } });
  await db.query(`update routes set outcome = outcome || jsonb_build_object('suppressReason', $1::text)`, [odd]);
  expect((await admin.call(listRoutes, {})).items[0]!.outcome.suppressReason).toBe(odd);

  const step = {
    delaySeconds: 60,
    targets: [{ kind: 'person' as const, id: (await addResponder(server, 'Ada')).personId }],
  };
  const definition = { steps: [step], branches: [{ name: 'Nights', severities: [1 as const], steps: [step] }] };
  const policy = await admin.call(createEscalationPolicy, { body: { slug: 'odd', name: 'Odd', definition } });
  await db.query(
    `update escalation_policies
     set full_definition = jsonb_set(coalesce(full_definition, definition), '{branches,0,name}', to_jsonb($1::text))`,
    [odd],
  );
  const stored = await admin.call(getEscalationPolicy, { params: { id: policy.id } });
  expect(stored.definition.branches![0]!.name).toBe(odd);
  expect(readPolicy(stored.definition)?.branches?.[0]?.name).toBe(odd);
});
