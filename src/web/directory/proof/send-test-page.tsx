import { Button } from '@mantine/core';
import type { EscalationTarget } from '../../../contract/respond/escalation-definition.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import {
  listTestPages,
  type SentTestPages,
  sendMyTestPage,
  sendTestPages,
} from '../../../contract/respond/pages/test-pages.ts';
import { listPeopleReadiness } from '../../../contract/respond/readiness.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { useGuard } from '../may.ts';

const changes = [listTestPages, listPeopleReadiness, listPages];

type SendTestPageProps = {
  kind: EscalationTarget['kind'] | 'policy';
  id: number;
  /** Told to those who cannot see beside what the button stands. */
  name?: string;
};

/** Sends a test page to each person behind a target, in one press. */
export function SendTestPage({ kind, id, name }: SendTestPageProps) {
  const go = useGo();
  const guard = useGuard('pages.create');
  const send = useAction(sendTestPages, { changes, done: (sent) => sayWhat(sent, go) });
  return (
    <Button
      variant="default"
      {...guard}
      loading={send.isPending}
      onClick={() => send.mutate({ body: { target: { kind, id } } }, { onError })}
    >
      Send test page{name && <span className="visually-hidden">: {name}</span>}
    </Button>
  );
}

/** Sends the signed-in person a test page. */
export function SendMyTestPage() {
  const go = useGo();
  const send = useAction(sendMyTestPage, { changes, done: (sent) => sayWhat(sent, go) });
  return (
    <Button variant="default" loading={send.isPending} onClick={() => send.mutate({}, { onError })}>
      Send me a test page
    </Button>
  );
}

const onError = (error: Error) => showToast(error.message, { tone: 'failed' });

function sayWhat({ items, notPaged }: SentTestPages, go: (path: string) => void): void {
  const left = notPaged.map(({ person, because }) => `${person.name} ${because}.`);
  const names = items.map(({ person }) => person.name);
  const sent =
    names.length === 0
      ? []
      : [`Test page sent to ${names.length > 3 ? `${names.length} people` : list.format(names)}.`];
  const [first] = items;
  showToast([...sent, ...left.slice(0, 3)].join(' '), {
    forSeconds: 12,
    ...(names.length === 0 ? { tone: 'failed' as const } : {}),
    ...(first && items.length === 1 ? { action: { label: 'View page', run: () => go(paths.page(first.id)) } } : {}),
  });
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
