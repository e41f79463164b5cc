/** Silences of Alertmanager are maintenance windows for the alerts of one source, made in its name. */
import { z } from 'zod';
import { Problem } from '../../../../contract/errors.ts';
import type { Condition } from '../../../../domain/detect/condition.ts';
import type { Context } from '../../../platform/context.ts';
import type { Database } from '../../../platform/db/database.ts';
import { cancelWindow, createWindow } from '../../maintenance-windows/actions.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import { parseJson, readText } from '../../source-types/reading/read-body.ts';
import { emptyReply, jsonReply } from '../../source-types/reply.ts';
import type { Reply, SourceRequest } from '../../source-types/source.ts';
import { conditionOf, matcherOf, readMatcher } from './matchers.ts';
import { listSilences, type SilenceWindow } from './store.ts';

type MaySilence = { acceptSilences?: boolean | undefined };

const maySilence = ({ settings }: Source) => (settings as MaySilence).acceptSilences === true;
const refused = (message: string) => jsonReply(400, message);
const notAllowed = () =>
  refused('This source does not let its key silence: turn on "Let its key silence" in the settings of the source.');

const instant = z.iso.datetime({ offset: true });
const silence = z.object({
  id: z.string().max(100).nullish(),
  matchers: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        value: z.string().max(2_000),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    )
    .min(1)
    .max(40),
  startsAt: instant,
  endsAt: instant,
  createdBy: z.string().max(200).default(''),
  comment: z.string().max(2_000).default(''),
});

export async function answerSilences(db: Database, source: Source, asked: URLSearchParams): Promise<Reply> {
  const filters = asked.getAll('filter').slice(0, 50).map(readMatcher);
  const shown = (await listSilences(db, source.id, null)).map(shownSilence);
  const has = (one: (typeof shown)[number]) =>
    filters.every((filter) => one.matchers.some(({ name, value }) => name === filter?.name && value === filter.value));
  return jsonReply(200, shown.filter(has));
}

export async function answerSilence(db: Database, source: Source, id: string): Promise<Reply> {
  const [found] = await byId(db, source, id);
  return found ? jsonReply(200, shownSilence(found)) : emptyReply(404);
}

/** Makes a window; a silence that is sent with its id takes the place of that one. */
export async function createSilence(db: Database, source: Source, request: SourceRequest): Promise<Reply> {
  if (!maySilence(source)) return notAllowed();
  const json = parseJson(readText(request));
  const read = silence.safeParse('value' in json ? json.value : null);
  if (!read.success) return refused(`invalid silence: ${read.error.issues[0]?.path.join('.')}`);
  const { id, matchers, startsAt, endsAt, createdBy, comment } = read.data;
  const all: Condition[] = [{ field: 'source', operator: 'equals', value: source.slug }];
  for (const matcher of matchers) {
    const condition = conditionOf(matcher);
    if (!condition) return refused(`the matcher of ${matcher.name} is not understood: use words, .* and |`);
    all.push(condition);
  }
  const title = `${comment || 'Silence'}${createdBy ? ` (${createdBy})` : ''}`
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200)
    .trim();
  return asItsSource(db, source, async (ctx) => {
    const [before] = id ? await byId(db, source, id) : [];
    const window = await createWindow(ctx, { title, startsAt, endsAt, serviceIds: [], condition: { all } });
    if (before && before.state !== 'expired') await cancelWindow(ctx, before.id);
    return jsonReply(200, { silenceID: silenceId(window.id) });
  });
}

/** Ends the window; what it held back and still fires pages now. */
export async function expireSilence(db: Database, source: Source, id: string): Promise<Reply> {
  if (!maySilence(source)) return notAllowed();
  const [found] = await byId(db, source, id);
  if (!found) return emptyReply(404);
  if (found.state === 'expired') return emptyReply(200);
  return asItsSource(db, source, async (ctx) => {
    await cancelWindow(ctx, found.id);
    return emptyReply(200);
  });
}

async function asItsSource(db: Database, { id, name }: Source, run: (ctx: Context) => Promise<Reply>): Promise<Reply> {
  try {
    return await run({ db, actor: { kind: 'source', sourceId: id, name } });
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return refused([error.detail, ...error.errors.map(({ message }) => message)].filter(Boolean).join(' '));
  }
}

async function byId(db: Database, source: Source, id: string): Promise<SilenceWindow[]> {
  const hex = /^00000000-0000-0000-0000-([0-9a-f]{12})$/.exec(id)?.[1];
  return hex ? listSilences(db, source.id, Number.parseInt(hex, 16)) : [];
}

/** The number of the window in the form that clients expect of a silence. */
const silenceId = (id: number) => `00000000-0000-0000-0000-${id.toString(16).padStart(12, '0')}`;

function shownSilence({ id, title, startsAt, endsAt, condition, createdAt, state }: SilenceWindow) {
  const [, comment = title, createdBy = ''] = /^(.*) \((.*)\)$/s.exec(title) ?? [];
  return {
    id: silenceId(id),
    status: { state },
    updatedAt: createdAt.toISOString(),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    matchers: ((condition?.all ?? []) as Condition[]).flatMap((one) => matcherOf(one) ?? []),
    ...{ comment, createdBy },
  };
}
