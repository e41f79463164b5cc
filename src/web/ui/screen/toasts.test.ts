import { describe, expect, it } from 'vitest';
import { announce, dismissToast, showToast, showUndo, toastStore, undoLast } from './toasts.ts';

const messages = () => toastStore.read().toasts.map((toast) => toast.message);

describe('toasts', () => {
  it('keep the three latest and go away one by one', () => {
    const ids = ['one', 'two', 'three', 'four'].map((message) => showToast(message));
    expect(messages()).toEqual(['two', 'three', 'four']);
    for (const id of ids) dismissToast(id);
    expect(messages()).toEqual([]);
  });

  it('undo once, by button or by key, and not after the toast is gone', () => {
    let undone = 0;
    showUndo('Acknowledged', () => undone++);
    undoLast();
    undoLast();
    expect(undone).toBe(1);
    expect(messages()).toEqual([]);

    showUndo('Resolved', () => undone++);
    dismissToast(toastStore.read().toasts[0]!.id);
    undoLast();
    expect(undone).toBe(1);
  });

  it('say the same words twice as two different announcements', () => {
    announce('Copied');
    const first = toastStore.read().announcement;
    announce('Copied');
    expect(toastStore.read().announcement).not.toBe(first);
  });
});
