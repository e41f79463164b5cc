import { describe, expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createActionItem } from '../../../contract/learn/action-items.ts';
import * as contract from '../../../contract/learn/postmortems.ts';
import {
  changeIncidentSeverity,
  correctIncidentInstant,
  moveIncident,
} from '../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { addIncidentTask } from '../../../contract/respond/incidents/tasks.ts';
import { addIncidentNote } from '../../../contract/respond/incidents/timeline.ts';
import { postIncidentUpdate } from '../../../contract/respond/incidents/updates.ts';
import { row } from '../../platform/db/database.ts';
import { declare, overWithDraft, resolve } from '../story-for-tests.ts';

const shared = sharedServer();

const find = (server: TestServer, id: number) => server.admin.call(contract.getPostmortem, { params: { id } });

/** Fills what the form wants written, so that only the rest is missing. */
const filled = (markdown: string) => markdown.replace(/<!-- [\s\S]*?-->/g, 'We saw two dashboards that disagreed.');

async function learnedFrom(server: TestServer, id: number) {
  await eventually(async () => {
    const waiting = await row<{ count: number }>(
      server.db,
      `select (select count(*) from learn_queue) + (select count(*) from events e, learn_cursor c
         where (e.tx, e.id) > (c.tx, c.event_id) and e.subject_kind = 'incident' and e.subject_id = $1) as count`,
      [id],
    );
    return waiting!.count === 0;
  });
}

describe('the draft', () => {
  test('comes by itself when a SEV2 is resolved, with the facts, its owner and its deadline', async () => {
    const server = await shared();
    const { admin } = server;
    const commander = await signInAs(server, 'responder', 'Ada Lovelace');
    const { id } = await declare(admin, { impactStartedAt: new Date(Date.now() - 3_600_000).toISOString() });
    await admin.call(takeIncidentRole, { params: { id }, body: { role: 'commander', personId: commander.id } });
    await admin.call(addIncidentTask, { params: { id }, body: { title: 'Drain the queue' } });
    await admin.call(addIncidentNote, { params: { id }, body: { text: 'Restarted the worker', isKey: true } });
    await admin.call(addIncidentNote, { params: { id }, body: { text: 'Coffee', isKey: false } });
    await admin.call(postIncidentUpdate, { params: { id }, body: { status: 'identified', text: 'It is the queue.' } });
    await resolve(admin, id);

    const draft = await eventually(() => find(server, id));
    expect(draft).toMatchObject({
      id,
      form: 'full',
      state: 'draft',
      isRequired: true,
      isOverdue: false,
      owner: { id: commander.id, name: 'Ada Lovelace' },
      isUntouched: true,
      findingCount: 0,
      version: 1,
    });
    expect(draft.markdown).toContain(`# Postmortem INC-${id}: Checkout is slow`);
    expect(draft.markdown).toContain('(impact started → resolved): 1 h');
    expect(draft.markdown).toContain('Restarted the worker');
    expect(draft.markdown).not.toContain('Coffee');
    expect(draft.markdown).toContain('It is the queue.');
    expect(draft.markdown).toContain('Left open in the incident: Drain the queue');
    expect(draft.markdown).toContain('Incident commander: Ada Lovelace');
    const resolvedAt = Date.parse(draft.incident.resolvedAt!);
    expect(Date.parse(draft.dueAt!) - resolvedAt).toBeGreaterThan(4 * 86_400_000);
    expect(Date.parse(draft.dueAt!) - resolvedAt).toBeLessThan(9 * 86_400_000);
  });

  test('is written exactly once when two nodes look at many incidents at the same time', async () => {
    const one = await startTestServer();
    const two = await startTestServer({ database: one });
    const ids = await Promise.all(
      Array.from({ length: 12 }, async (_, place) => {
        const node = place % 2 === 0 ? one : two;
        const { id } = await declare(node.admin, { title: `Incident ${place}` });
        await resolve(node.admin, id);
        return id;
      }),
    );
    for (const id of ids) await eventually(() => find(one, id));
    for (const id of ids) await learnedFrom(one, id);
    const drafted = await one.db.query(
      `select subject_id, count(*)::int as count from events where kind = 'postmortem.drafted' group by 1`,
    );
    expect(drafted.rows.map(({ count }) => count)).toEqual(ids.map(() => 1));
    const told = await one.db.query(`select count(*)::int as count from timeline_events where kind = 'postmortem'`);
    expect(told.rows[0].count).toBe(ids.length);
  });

  test('is not written for a SEV5, a test or a false alarm; a drill gets its report', async () => {
    const server = await shared();
    const { admin } = server;
    const minor = await declare(admin, { severity: 5 });
    const trial = await declare(admin, { severity: 1, kind: 'test' });
    const nothing = await declare(admin, { severity: 1 });
    await admin.call(moveIncident, { params: { id: nothing.id }, body: { to: 'closed', reason: 'A broken sensor' } });
    for (const { id } of [minor, trial]) await resolve(admin, id);
    const drill = await overWithDraft(server, { kind: 'drill', severity: 1 });
    expect(drill).toMatchObject({ form: 'drill', isRequired: false, dueAt: null });
    for (const { id } of [minor, trial, nothing]) {
      await learnedFrom(server, id);
      await expect(find(server, id)).rejects.toMatchObject({ status: 404 });
    }
    const asked = await admin.call(contract.requestPostmortem, { params: { id: minor.id }, body: {} });
    expect(asked).toMatchObject({ form: 'full', isRequired: true, reasons: ['Somebody requested a postmortem.'] });
  });

  test('follows the incident until somebody writes in it, and never afterwards', async () => {
    const server = await shared();
    const { admin } = server;
    const draft = await overWithDraft(server, { severity: 3 });
    const { id } = draft;
    expect(draft.form).toBe('light');
    const at = new Date(Date.parse(draft.incident.resolvedAt!) - 5 * 3_600_000).toISOString();
    const correction = { name: 'impactStartedAt', at, reason: 'the graphs' } as const;
    await admin.call(correctIncidentInstant, { params: { id }, body: correction });
    const followed = await eventually(async () => {
      const now = await find(server, id);
      return now.form === 'full' ? now : null;
    });
    expect(followed.markdown).toContain('(impact started → resolved): 5 h');
    expect(followed.reasons).toEqual(['It took longer than 240 minutes.']);
    expect((await admin.call(contract.listPostmortemVersions, { params: { id } })).items).toHaveLength(1);

    const body = { markdown: `${followed.markdown}\nMine.` };
    await admin.call(contract.writePostmortem, { params: { id }, body }, { ifMatch: followed.version });
    await admin.call(changeIncidentSeverity, { params: { id }, body: { severity: 1 } });
    const kept = await eventually(async () => {
      const now = await find(server, id);
      return now.reasons[0] === 'Every SEV1 requires a postmortem.' ? now : null;
    });
    expect(kept.markdown).toBe(body.markdown);
    const fresh = await admin.call(contract.redraftPostmortem, { params: { id } });
    expect(fresh.markdown).toContain('SEV3 → SEV1');
  });

  test('lets hostile text of the incident act nowhere', async () => {
    const server = await shared();
    const title = '<script>alert(1)</script> ## Summary [x](javascript:alert(1)) {{ secrets }}';
    const { id } = await declare(server.admin, { title });
    const note = '# Heading\n<img src=x onerror=alert(1)>\n| a | b |\n\u202eevil';
    await server.admin.call(addIncidentNote, { params: { id }, body: { text: note, isKey: true } });
    await resolve(server.admin, id);
    const { markdown } = await eventually(() => find(server, id));
    expect(markdown).not.toMatch(/<script|<img|\]\(javascript|\{\{ secrets|\u202e/);
    expect(markdown.match(/^#+ /gm)).toHaveLength(11);
  });
});

describe('writing', () => {
  test('keeps every version, and refuses an edit made from an older one with both texts', async () => {
    const server = await shared();
    const { admin } = server;
    const { id, version, markdown } = await overWithDraft(server);
    const write = (text: string, ifMatch?: number) =>
      admin.call(contract.writePostmortem, { params: { id }, body: { markdown: text } }, ifMatch ? { ifMatch } : {});
    const first = await write('Ours', version);
    expect(first).toMatchObject({ version: version + 1, markdown: 'Ours', isUntouched: false });
    await expect(write('Theirs', version)).rejects.toMatchObject({
      status: 412,
      code: 'version_mismatch',
      extension: {
        current: { version: version + 1, markdown: 'Ours' },
        yours: 'Theirs',
        base: { version, markdown },
      },
    });
    await expect(write('Blind')).rejects.toMatchObject({ status: 400 });
    expect((await write('Ours', version)).version).toBe(version + 1);
    const versions = await admin.call(contract.listPostmortemVersions, { params: { id } });
    expect(versions.items.map((one) => [one.version, one.length])).toEqual([
      [version + 1, 4],
      [version, markdown.length],
    ]);
    const old = await admin.call(contract.getPostmortemVersion, { params: { id, version } });
    expect(old).toMatchObject({ markdown, author: { kind: 'system' } });
  });

  test('counts what the blameless check finds, and the check names each place', async () => {
    const server = await shared();
    await signInAs(server, 'responder', 'Grace Hopper');
    const { id, version } = await overWithDraft(server);
    const markdown = 'Grace Hopper forgot to look. It was obviously human error.';
    const { findings } = await server.admin.call(contract.checkWording, { body: { markdown } });
    expect(findings.map(({ text, rule }) => [text, rule])).toEqual([
      ['Grace Hopper forgot', 'person-and-fault'],
      ['obviously', 'minimiser'],
      ['human error', 'human-error'],
    ]);
    for (const { start, end, text } of findings) expect(markdown.slice(start, end)).toBe(text);
    const options = { ifMatch: version };
    const written = await server.admin.call(contract.writePostmortem, { params: { id }, body: { markdown } }, options);
    expect(written.findingCount).toBe(3);
  });
});

describe('completing', () => {
  test('needs the text, a factor, a decision on actions and the approval of the reviewers', async () => {
    const server = await shared();
    const { admin } = server;
    const reviewer = await signInAs(server, 'responder', 'Barbara Liskov');
    const { id, version, markdown } = await overWithDraft(server);
    const params = { id };
    const move = (to: 'draft' | 'in_review' | 'completed', reason?: string) =>
      admin.call(contract.movePostmortem, { params, body: { to, reason } });
    await expect(move('completed')).rejects.toMatchObject({ status: 409 });
    await move('in_review');
    const details = { ownerId: reviewer.id, factorKeys: ['capacity'], reviewerIds: [reviewer.id] };
    await admin.call(contract.updatePostmortem, { params, body: details });
    const body = { markdown: filled(markdown) };
    const written = await admin.call(contract.writePostmortem, { params, body }, { ifMatch: version });
    expect(written.missing).toEqual([
      'Add an action item, or explain why none is needed.',
      'Barbara Liskov has not approved yet.',
    ]);
    await expect(move('completed')).rejects.toMatchObject({
      errors: written.missing.map((message) => expect.objectContaining({ message })),
    });
    await admin.call(createActionItem, { body: { incidentId: id, title: 'Alert on the queue' } });
    const approve = (read: number) =>
      reviewer.browser.call(contract.approvePostmortem, { params, body: { version: read } });
    await expect(approve(version)).rejects.toMatchObject({ status: 412 });
    expect((await approve(written.version)).missing).toEqual([]);
    const completed = await move('completed');
    expect(completed).toMatchObject({ state: 'completed', completedAt: expect.any(String), isOverdue: false });

    const edit = { params, body: { markdown: 'Changed' } };
    await expect(admin.call(contract.writePostmortem, edit, { ifMatch: completed.version })).rejects.toMatchObject({
      code: 'state_conflict',
    });
    await expect(move('in_review')).rejects.toMatchObject({ status: 409 });
    const reopened = await move('in_review', 'A new fact');
    expect(reopened).toMatchObject({ state: 'in_review', completedAt: null });
    expect(reopened.reviewers[0]!.approvedAt).toBeNull();
  });

  test('is overdue after the deadline until it is completed, and lists can ask for that', async () => {
    const server = await startTestServer();
    const { id } = await overWithDraft(server);
    const overdue = () => server.admin.call(contract.listPostmortems, { query: { show: 'overdue' } });
    expect((await overdue()).items).toEqual([]);
    await server.clock.advance('12 days');
    expect((await overdue()).items).toMatchObject([{ id, isOverdue: true }]);
  });

  test('only reviewers approve, and automation never does', async () => {
    const server = await shared();
    const { browser } = await signInAs(server, 'responder');
    const { id, version } = await overWithDraft(server);
    await server.admin.call(contract.movePostmortem, { params: { id }, body: { to: 'in_review' } });
    for (const client of [browser, server.admin]) {
      const approval = client.call(contract.approvePostmortem, { params: { id }, body: { version } });
      await expect(approval).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe('contributing factors', () => {
  test('can be renamed, added and retired, but not taken away from a postmortem', async () => {
    const server = await startTestServer();
    const { admin } = server;
    const { id } = await overWithDraft(server);
    const { factors, version } = await admin.call(contract.getContributingFactors, {});
    expect(version).toBe(0);
    const choose = (...factorKeys: string[]) =>
      admin.call(contract.updatePostmortem, { params: { id }, body: { factorKeys } });
    await expect(choose('moon-phase')).rejects.toMatchObject({ status: 400 });
    await choose('capacity');
    const moon = { key: 'moon-phase', group: 'outside', name: 'Phase of the moon' } as const;
    const without = factors.filter(({ key }) => key !== 'capacity');
    const save = (list: typeof factors, ifMatch: number) =>
      admin.call(contract.updateContributingFactors, { body: { factors: list } }, { ifMatch });
    await expect(save(without, 0)).rejects.toMatchObject({ code: 'conflict' });
    const retired = factors.map((factor) => ({ ...factor, isRetired: factor.key === 'capacity' }));
    await admin.call(contract.updateContributingFactors, { body: { factors: [...retired, moon] } }, { ifMatch: 0 });
    await expect(save(factors, 0)).rejects.toMatchObject({ status: 412 });
    expect((await choose('capacity', 'moon-phase')).factorKeys).toEqual(['capacity', 'moon-phase']);
    await choose('moon-phase');
    await expect(choose('capacity')).rejects.toMatchObject({ status: 400 });
  });
});
