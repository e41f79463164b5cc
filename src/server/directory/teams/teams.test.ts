import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createPerson } from '../../../contract/directory/people.ts';
import { createTeam, deleteTeam, getTeam, listTeams, updateTeam } from '../../../contract/directory/teams.ts';

test('a team that was created is listed, can be changed by its version, and can be deleted', async () => {
  const { admin } = await startTestServer();
  const made = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments & <Billing>' } });
  expect(made).toMatchObject({ slug: 'payments', name: 'Payments & <Billing>', version: 1, members: [] });
  expect((await admin.call(listTeams, {})).items).toEqual([made]);

  const body = { slug: 'payments', name: 'Payments' };
  const changed = await admin.call(updateTeam, { params: { id: made.id }, body }, { ifMatch: made.version });
  expect(changed).toMatchObject({ name: 'Payments', version: 2 });
  await expect(admin.call(updateTeam, { params: { id: made.id }, body }, { ifMatch: 1 })).rejects.toMatchObject({
    status: 412,
    code: 'version_mismatch',
  });

  await admin.call(deleteTeam, { params: { id: made.id } });
  await expect(admin.call(getTeam, { params: { id: made.id } })).rejects.toMatchObject({
    status: 404,
    code: 'not_found',
  });
});

test('every change of a team leaves an event row with its actor', async () => {
  const { admin, db } = await startTestServer();
  const { id } = await admin.call(createTeam, { body: { slug: 'search', name: 'Search' } });
  await admin.call(deleteTeam, { params: { id } });
  const events = await db.query(
    "select kind, actor->>'kind' as actor from events where subject_kind = 'team' order by id",
  );
  expect(events.rows).toEqual([
    { kind: 'team.created', actor: 'bootstrap' },
    { kind: 'team.deleted', actor: 'bootstrap' },
  ]);
});

test('a list is read page by page without repeats', async () => {
  const { admin } = await startTestServer();
  for (const slug of ['c', 'a', 'b']) await admin.call(createTeam, { body: { slug, name: `Team ${slug}` } });
  const first = await admin.call(listTeams, { query: { limit: 2 } });
  const second = await admin.call(listTeams, { query: { limit: 2, cursor: first.nextCursor! } });
  expect([...first.items, ...second.items].map((team) => team.slug)).toEqual(['a', 'b', 'c']);
  expect(second.nextCursor).toBeNull();
});

test('the same POST with the same Idempotency-Key makes one team', async () => {
  const { admin } = await startTestServer();
  const body = { slug: 'once', name: 'Once' };
  const first = await admin.call(createTeam, { body }, { idempotencyKey: 'k1' });
  expect(await admin.call(createTeam, { body }, { idempotencyKey: 'k1' })).toEqual(first);
  await expect(
    admin.call(createTeam, { body: { ...body, name: 'Other' } }, { idempotencyKey: 'k1' }),
  ).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  });
});

test('unknown fields, bad cursors and foreign shapes are refused with the place of the fault', async () => {
  const { admin, as } = await startTestServer();
  await expect(
    admin.call(createTeam, { body: { slug: 'NO', name: 'x', role: 'admin' } as never }),
  ).rejects.toMatchObject({
    status: 400,
    code: 'invalid_input',
    errors: expect.arrayContaining([expect.objectContaining({ path: 'body.slug' })]),
  });
  await expect(admin.call(listTeams, { query: { cursor: 'bm9wZQ' } })).rejects.toMatchObject({ status: 400 });
  await expect(as().call(listTeams, {})).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('a lead is a member, stays one while others edit the team without naming leads, and stops with the membership', async () => {
  const { admin } = await startTestServer();
  const [ada, bo] = await Promise.all(
    ['ada', 'bo'].map((name) =>
      admin.call(createPerson, { body: { email: `${name}@example.org`, name, role: 'responder' } }),
    ),
  );
  const body = { slug: 'led', name: 'Led', memberIds: [ada!.id, bo!.id] };
  await expect(
    admin.call(createTeam, { body: { ...body, memberIds: [bo!.id], leadIds: [ada!.id] } }),
  ).rejects.toMatchObject({ code: 'invalid_input', errors: [expect.objectContaining({ path: 'body.leadIds' })] });
  const { id } = await admin.call(createTeam, { body: { ...body, leadIds: [ada!.id] } });
  const leads = async () =>
    (await admin.call(getTeam, { params: { id } })).members.filter(({ isLead }) => isLead).map(({ name }) => name);
  expect(await leads()).toEqual(['ada']);
  await admin.call(updateTeam, { params: { id }, body });
  expect(await leads()).toEqual(['ada']);
  await admin.call(updateTeam, { params: { id }, body: { ...body, leadIds: [bo!.id] } });
  expect(await leads()).toEqual(['bo']);
  await admin.call(updateTeam, { params: { id }, body: { ...body, memberIds: [ada!.id] } });
  await admin.call(updateTeam, { params: { id }, body });
  expect(await leads()).toEqual([]);
});
