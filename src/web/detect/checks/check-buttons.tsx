import { ActionIcon, Button, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import {
  type Check,
  deleteCheck,
  getCheck,
  listCheckResults,
  listChecks,
  pauseCheck,
  restoreCheck,
  resumeCheck,
  runCheck,
} from '../../../contract/detect/checks.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';

const changes = [getCheck, listChecks];

const pauses = [
  { label: 'For 1 hour', hours: 1 },
  { label: 'For 8 hours', hours: 8 },
  { label: 'For 3 days', hours: 72 },
  { label: 'Until resumed', hours: null },
];

/** What can be done with a check; each has a way back. */
export function CheckButtons({ check, edit }: { check: Check; edit: () => void }) {
  const params = { id: check.id };
  const go = useGo();
  const mayManage = useMay('sources.manage');
  const guard = useGuard('sources.manage');
  const run = useAction(runCheck, {
    changes: [...changes, listCheckResults],
    done: () => showToast('A node runs it now.'),
  });
  const pause = useAction(pauseCheck, { changes });
  const resume = useAction(resumeCheck, { changes });
  const remove = useAction(deleteCheck, { changes: [listChecks] });
  const restore = useAction(restoreCheck, { changes });
  const runNow = () => run.mutate({ params });
  useCommands(
    mayManage
      ? [
          { label: 'Edit check', keys: ',', run: edit },
          ...(check.pausedAt ? [] : [{ label: 'Run check now', keys: 'r', run: runNow }]),
        ]
      : [],
  );
  const pauseFor = async (hours: number | null) => {
    const until = hours === null ? null : new Date(serverNow() + hours * 3_600_000).toISOString();
    await pause.mutateAsync({ params, body: { until } });
    showUndo(`Paused “${check.name}”.`, () => resume.mutate({ params }));
  };
  const deleteNow = async () => {
    await remove.mutateAsync({ params });
    go(paths.checks());
    showUndo(`Deleted “${check.name}”.`, () => void restore.mutateAsync({ params }).catch(sayRefusal));
  };
  return (
    <>
      {check.pausedAt ? (
        <Button onClick={() => resume.mutate({ params })} loading={resume.isPending} {...guard}>
          Resume
        </Button>
      ) : (
        <>
          <Button onClick={runNow} loading={run.isPending} {...guard}>
            Run now
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" loading={pause.isPending} {...guard}>
                Pause
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {pauses.map(({ label, hours }) => (
                <Menu.Item key={label} onClick={() => void pauseFor(hours).catch(sayRefusal)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <Button variant="default" onClick={edit} {...guard}>
        Edit
      </Button>
      {mayManage && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" aria-label="More" size={30}>
              <Ellipsis size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={paths.simulation({ source: check.id })}>
              Simulate
            </Menu.Item>
            <Menu.Item color="red" onClick={() => void deleteNow().catch(sayRefusal)}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
