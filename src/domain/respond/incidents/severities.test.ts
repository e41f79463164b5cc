import { describe, expect, it } from 'vitest';
import { severities } from '../../severity.ts';
import { defaultProtocols } from './protocol-defaults.ts';
import { matrixFaults, proposeSeverity, ruleOf } from './severities.ts';
import { defaultSeverities } from './severity-defaults.ts';

describe('the severity matrix', () => {
  it('comes complete and without faults', () => {
    expect(matrixFaults(defaultSeverities)).toEqual([]);
    expect(defaultSeverities.map((rule) => rule.severity)).toEqual(severities);
  });

  it('names only protocols that exist', () => {
    const ids = defaultProtocols.map((protocol) => protocol.id);
    for (const rule of defaultSeverities) expect(ids).toContain(rule.protocolId);
  });

  it('never asks a less severe incident for more haste than a more severe one', () => {
    const slowness = (values: (number | null)[]) => values.map((value) => value ?? Number.POSITIVE_INFINITY);
    for (const pick of [
      'ackTargetMinutes',
      'firstPublicPostMinutes',
      'publicUpdateMinutes',
      'actionItemDueDays',
    ] as const) {
      const values = slowness(defaultSeverities.map((rule) => rule[pick]));
      expect(values).toEqual([...values].sort((left, right) => left - right));
    }
  });

  it('requires a postmortem of SEV1 in three calendar days and of SEV2 in five business days', () => {
    expect(ruleOf(defaultSeverities, 1).postmortem).toEqual({
      demand: 'required',
      form: 'full',
      due: { days: 3, kind: 'calendar' },
    });
    expect(ruleOf(defaultSeverities, 2).postmortem).toEqual({
      demand: 'required',
      form: 'full',
      due: { days: 5, kind: 'business' },
    });
  });

  it('proposes a severity from impact and urgency', () => {
    const grid = (['high', 'medium', 'low'] as const).map((impact) =>
      (['high', 'medium', 'low'] as const).map((urgency) => proposeSeverity(impact, urgency)),
    );
    expect(grid).toEqual([
      [1, 1, 2],
      [2, 2, 3],
      [3, 3, 4],
    ]);
  });

  it('names what is wrong with an edited matrix', () => {
    const broken = defaultSeverities
      .slice(1)
      .map((rule) => (rule.severity === 2 ? { ...rule, rolesNeeded: [] } : rule));
    expect(matrixFaults(broken)).toEqual([
      'SEV1 must appear in the matrix exactly once; it appears 0 times.',
      'SEV2 opens a war room but requires no incident commander.',
    ]);
  });
});
