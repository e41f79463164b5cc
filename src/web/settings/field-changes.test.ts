import { expect, it } from 'vitest';
import { fieldChanges } from './field-changes.ts';

it('shows what differs, and all of what was made or is gone', () => {
  const before = { name: 'Ada', role: 'viewer', teams: [1, 2], version: 3 };
  expect(fieldChanges(before, { name: 'Ada', role: 'admin', teams: [1] })).toEqual([
    { field: 'role', before: 'viewer', after: 'admin' },
    { field: 'teams', before: [1, 2], after: [1] },
  ]);
  expect(fieldChanges(null, { name: 'Ada' })).toEqual([{ field: 'name', before: undefined, after: 'Ada' }]);
  expect(fieldChanges({ name: 'Ada' }, undefined)).toEqual([{ field: 'name', before: 'Ada', after: undefined }]);
  expect(fieldChanges(null, null)).toEqual([]);
});
