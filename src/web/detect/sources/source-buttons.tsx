import { ActionIcon, Button, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import {
  deleteSource,
  getSource,
  listSourceSignals,
  listSources,
  pauseSource,
  readSourceSetup,
  replaceSourceKey,
  resumeSource,
  type Source,
  sendTestSignal,
} from '../../../contract/detect/sources.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';

const changes = [getSource, listSources];

/** What can be done with a source. Its built-in sibling, through which Evenkeel reports on itself, takes none of it. */
export function SourceButtons({ source }: { source: Source }) {
  const params = { id: source.id };
  const go = useGo();
  const mayManage = useMay('sources.manage');
  const guard = useGuard('sources.manage');
  const [asked, setAsked] = useState<'key' | 'delete' | null>(null);
  const pause = useAction(pauseSource, { changes });
  const resume = useAction(resumeSource, { changes });
  const test = useAction(sendTestSignal, { changes: [...changes, listSourceSignals] });
  const replaceKey = useAction(replaceSourceKey, { changes: [readSourceSetup] });
  const remove = useAction(deleteSource, { changes: [listSources] });
  if (source.isBuiltIn) return null;

  const pauseNow = async () => {
    await pause.mutateAsync({ params });
    showUndo(`Paused “${source.name}”: its alerts page nobody.`, () => resume.mutate({ params }));
  };
  const sendTest = async (action: 'trigger' | 'resolve') => {
    await test.mutateAsync({ params, body: { action } });
    showToast(action === 'trigger' ? 'Test signal sent.' : 'Test resolved.', {
      action:
        action === 'trigger' ? { label: 'Resolve', run: () => void sendTest('resolve').catch(sayRefusal) } : undefined,
      forSeconds: 10,
    });
  };
  return (
    <>
      <Button component="a" variant="default" href={paths.simulation({ source: source.id })}>
        Simulate
      </Button>
      <Button
        variant="default"
        onClick={() => void sendTest('trigger').catch(sayRefusal)}
        loading={test.isPending}
        {...guard}
      >
        Send a test signal
      </Button>
      {source.pausedAt ? (
        <Button onClick={() => resume.mutate({ params })} loading={resume.isPending} {...guard}>
          Resume
        </Button>
      ) : (
        <Button
          variant="default"
          onClick={() => void pauseNow().catch(sayRefusal)}
          loading={pause.isPending}
          {...guard}
        >
          Pause
        </Button>
      )}
      {mayManage && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" aria-label="More" size={30}>
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setAsked('key')}>Replace key…</Menu.Item>
            <Menu.Item color="red" onClick={() => setAsked('delete')}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ConfirmDanger
        title="Replace key?"
        confirmLabel="Replace key"
        opened={asked === 'key'}
        close={() => setAsked(null)}
        run={async () => {
          await replaceKey.mutateAsync({ params });
          showToast('The setup shows the new key.');
        }}
      >
        The current key stops working immediately. Senders are rejected until they use the new one.
      </ConfirmDanger>
      <ConfirmDanger
        title={`Delete “${source.name}”?`}
        confirmLabel="Delete source"
        opened={asked === 'delete'}
        close={() => setAsked(null)}
        run={async () => {
          await remove.mutateAsync({ params });
          go(paths.sources());
        }}
      >
        Its key stops working immediately. A source that has raised an alert cannot be deleted, because the alert’s
        history would lose its origin: pause it instead.
      </ConfirmDanger>
    </>
  );
}
