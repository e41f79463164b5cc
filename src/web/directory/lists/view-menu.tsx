import { Button, Menu } from '@mantine/core';
import { Bookmark, Check, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import {
  chooseDefaultView,
  deleteView,
  type ListName,
  listViews,
  restoreView,
  updateView,
  type View,
} from '../../../contract/directory/views.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import styles from './lists.module.css';
import type { useViews } from './use-views.ts';
import { ViewForm } from './view-form.tsx';

export type ViewMenuProps = { list: ListName; search: string; views: ReturnType<typeof useViews> };

/** Opens a saved view, and saves what the list shows as one. */
export function ViewMenu({ list, search, views: { views, current, open } }: ViewMenuProps) {
  const [form, setForm] = useState<'new' | View | null>(null);
  const changes = { changes: [listViews] };
  const update = useAction(updateView, changes);
  const remove = useAction(deleteView, changes);
  const restore = useAction(restoreView, changes);
  const choose = useAction(chooseDefaultView, changes);
  const isChanged = current !== undefined && current.search !== search;
  const own = views.filter(({ sharedWith, team }) => sharedWith !== 'everyone' && team === null);
  const shared = views.filter((view) => !own.includes(view));
  const item = (view: View) => (
    <Menu.Item
      key={view.id}
      leftSection={<Check size={14} style={{ visibility: view.id === current?.id ? 'visible' : 'hidden' }} />}
      rightSection={view.isDefault ? <span className="muted">default</span> : null}
      onClick={() => open(view.search, view.id)}
    >
      {view.name}
    </Menu.Item>
  );
  const setDefault = (viewId: number | null) =>
    choose.mutate(
      { params: { list }, body: { viewId } },
      {
        onSuccess: () =>
          showToast(viewId === null ? 'This list opens without a view.' : 'This list opens with this view.'),
      },
    );
  const deleteIt = (view: View) =>
    remove.mutate(
      { params: { id: view.id } },
      {
        onSuccess: () => {
          open(search, undefined);
          showUndo(`Deleted the view “${view.name}”.`, () =>
            restore.mutate({ params: { id: view.id } }, { onSuccess: () => open(view.search, view.id) }),
          );
        },
      },
    );
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            aria-label={current && `View: ${current.name}${isChanged ? ' (changed)' : ''}`}
            leftSection={<Bookmark size={14} aria-hidden="true" />}
            rightSection={<ChevronDown size={14} aria-hidden="true" />}
          >
            <span className={styles.viewName}>
              {current?.name ?? 'Views'}
              {isChanged && <span className="muted"> (changed)</span>}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.viewMenu}>
          {own.length > 0 && <Menu.Label>Your views</Menu.Label>}
          {own.map(item)}
          {shared.length > 0 && <Menu.Label>Shared views</Menu.Label>}
          {shared.map(item)}
          {views.length > 0 && <Menu.Divider />}
          {isChanged && current.mayChange && (
            <Menu.Item
              onClick={() =>
                update.mutate(
                  { params: { id: current.id }, body: { search }, ifMatch: current.version },
                  { onSuccess: () => showToast(`Saved the view “${current.name}”.`) },
                )
              }
            >
              Save changes to “{current.name}”
            </Menu.Item>
          )}
          {isChanged && <Menu.Item onClick={() => open(current.search, current.id)}>Discard changes</Menu.Item>}
          <Menu.Item onClick={() => setForm('new')}>Save as a new view…</Menu.Item>
          {current && (
            <>
              <Menu.Divider />
              {current.isDefault ? (
                <Menu.Item onClick={() => setDefault(null)}>Don’t open this list with it</Menu.Item>
              ) : (
                <Menu.Item onClick={() => setDefault(current.id)}>Make it your default</Menu.Item>
              )}
              {current.mayChange && (
                <>
                  <Menu.Item onClick={() => setForm(current)}>Rename or share…</Menu.Item>
                  <Menu.Item color="red" onClick={() => deleteIt(current)}>
                    Delete view
                  </Menu.Item>
                </>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <ViewForm
        key={form === null || form === 'new' ? 'new' : form.id}
        list={list}
        search={search}
        view={form === null || form === 'new' ? undefined : (views.find(({ id }) => id === form.id) ?? form)}
        opened={form !== null}
        close={() => setForm(null)}
        saved={(view) => open(view.search, view.id)}
      />
    </>
  );
}
