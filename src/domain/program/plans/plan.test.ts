import { describe, expect, it } from 'vitest';
import { cycleThrough } from './milestones.ts';
import { baselinePeriod, planFrom, planProgress } from './plan.ts';
import { planKinds, planTemplate } from './template.ts';

const day = 86_400_000;

describe.each(planKinds)('the template of a plan: %s', (kind) => {
  const { lengthDays, baseline, phases, milestones } = planTemplate(kind);

  it('has phases without gaps from the first day to the last', () => {
    expect(phases[0]!.firstDay).toBe(0);
    expect(phases.at(-1)!.lastDay).toBe(lengthDays);
    phases.slice(1).forEach((phase, index) => {
      expect(phase.firstDay).toBe(phases[index]!.lastDay + 1);
    });
  });

  it('has milestones inside their phase, in order', () => {
    for (const milestone of milestones) {
      const phase = phases.find((one) => one.key === milestone.phase)!;
      expect(milestone.dueDay, milestone.key).toBeGreaterThanOrEqual(phase.firstDay);
      expect(milestone.dueDay, milestone.key).toBeLessThanOrEqual(phase.lastDay);
    }
    const days = milestones.map((milestone) => milestone.dueDay);
    expect(days).toEqual([...days].sort((left, right) => left - right));
  });

  it('waits for nothing that is due later, and never in a circle', () => {
    const graph = new Map(milestones.map(({ key, waitsFor }) => [key, waitsFor]));
    for (const { key, waitsFor, dueDay } of milestones) {
      expect(cycleThrough(graph, key, waitsFor), key).toBeNull();
      for (const earlier of waitsFor) {
        const found = milestones.find((milestone) => milestone.key === earlier);
        expect(found?.dueDay, `${key} waits for ${earlier}`).toBeLessThanOrEqual(dueDay);
      }
    }
  });

  it('changes nothing before its baseline is measured', () => {
    const execute = phases.find(({ key }) => key === 'execute')!;
    expect(baseline.toDay).toBeLessThanOrEqual(execute.firstDay);
  });
});

describe('a plan', () => {
  it('becomes dates', () => {
    const plan = planFrom('pilot', '2026-01-05');
    expect([plan.endDate, plan.baseline]).toEqual(['2026-04-05', { firstDate: '2026-01-05', lastDate: '2026-01-18' }]);
    expect(plan.milestones[0]).toMatchObject({ key: 'sponsor', dueDate: '2026-01-07' });
  });

  it('measures its baseline for fourteen local days, also across a change of clocks', () => {
    const { from, to } = baselinePeriod('pilot', '2026-03-20', 'Europe/Berlin');
    expect(to - from).toBe(14 * day - 3_600_000);
  });

  it('of a recovery is compared with the ninety days before it', () => {
    expect(planFrom('recovery', '2026-04-01').baseline).toEqual({ firstDate: '2026-01-01', lastDate: '2026-03-31' });
  });

  it('knows where it stands', () => {
    const milestones = [
      { key: 'sponsor', dueDate: '2026-01-07', doneDate: '2026-01-06' },
      { key: 'baseline', dueDate: '2026-01-18', doneDate: null },
      { key: 'goals', dueDate: '2026-01-25', doneDate: null },
    ];
    expect(planProgress('pilot', '2026-01-05', milestones, '2026-01-19')).toEqual({
      day: 14,
      phase: 'define-goals',
      done: 1,
      total: 3,
      overdueKeys: ['baseline'],
      nextKey: 'goals',
    });
    expect(planProgress('pilot', '2026-01-05', milestones, '2026-01-01').phase).toBeNull();
  });
});
