import { listPracticeChanges } from '../../../contract/program/practice-changes.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { listPractice } from './store.ts';
import { practiceWords } from './words.ts';

export const practiceHandlers: Handler[] = [
  implement(listPracticeChanges, async (ctx, { query }) => {
    const { items, nextCursor } = await listPractice(ctx.db, query);
    return {
      items: items.map(({ id, at, kind, times, subjectId, key, team, by, name }) => ({
        ...{ id, at, kind, times, subjectId, key, team, by },
        words: practiceWords(kind, name),
      })),
      nextCursor,
    };
  }),
];
