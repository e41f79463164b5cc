/** Does to a page what its message offers, for a person whose account is linked. */
import { Problem } from '../../../contract/errors.ts';
import type { Role } from '../../../contract/permissions.ts';
import { singleLine } from '../../../domain/text.ts';
import { type Actor, may } from '../../platform/auth/actor.ts';
import { type GrantedColumn, granted } from '../../platform/auth/roles/granted.ts';
import type { Transaction } from '../../platform/db/database.ts';
import type { Handled, PageAction } from '../channels/provider.ts';
import { acknowledgeTogether, declinePage, escalatePage, resolvePage } from '../pages/actions.ts';
import { loadLinkedPage } from '../pages/links/link-store.ts';
import { alreadyWords, doneWords, partlyDoneWords } from './words.ts';

export type Presser = { personId: number; name: string; role: Role } & GrantedColumn;

/** @param channel through which they act */
export async function act(
  { wake }: { wake: () => void },
  tx: Transaction,
  action: PageAction,
  notificationId: number,
  presser: Presser,
  channel: string,
): Promise<Handled> {
  const page = await loadLinkedPage(tx, notificationId);
  if (!page || page.expired) return refused('This page is older than a day. Sign in to see it.');
  const title = singleLine(page.title, 120);
  const { personId, name, role } = presser;
  const person: Actor = { kind: 'person', personId, name, role, via: channel, [granted]: presser.granted };
  const isRecipient = page.personId === personId;
  if (!isRecipient && !may(person, 'alerts.respond')) return refused('You may not respond to alerts.');
  // Whoever was asked may take it, whatever they may do otherwise.
  const actor: Actor = isRecipient ? { kind: 'link', personId, name, notificationId, via: channel } : person;
  const already = alreadyWords(action, { state: page.state, byName: page.acknowledgedByName, title });
  // What the message lists besides may still be open: a press takes that.
  if (already !== null && !page.others.some(({ isOpen }) => isOpen))
    return { isDone: false, text: already, isRepeat: false, title };
  const ctx = { db: tx, actor };
  try {
    const ids = [page.pageId, ...page.others.map(({ pageId }) => pageId)];
    if (action === 'acknowledge') await acknowledgeTogether(ctx, ids);
    else if (action === 'resolve') for (const id of ids) await resolvePage(ctx, id);
    else {
      const passOn = action === 'decline' ? declinePage : escalatePage;
      for (const id of ids) await passOn(ctx, id).catch(unlessTaken(ids.length === 1));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { isDone: false, text: error.detail ?? error.title, isRepeat: false, title };
  }
  wake();
  const after = action === 'acknowledge' ? await loadLinkedPage(tx, notificationId, personId) : null;
  const text = after?.waitsForNames
    ? partlyDoneWords(title, after.waitsForNames)
    : doneWords(action, title, page.others.length);
  return { isDone: true, text, isRepeat: false, title };
}

/** Another page of the message may have been taken by somebody else. */
const unlessTaken = (isOnly: boolean) => (error: unknown) => {
  if (isOnly || !(error instanceof Problem && error.code === 'state_conflict')) throw error;
};

export const refused = (text: string): Handled => ({ isDone: false, text, isRepeat: false });
