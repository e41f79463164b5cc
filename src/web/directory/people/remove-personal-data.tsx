import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Person } from '../../../contract/directory/people.ts';
import {
  previewPersonalDataRemoval,
  removePersonalData,
  type TextPlace,
  usualWaitDays,
} from '../../../contract/directory/personal-data.ts';
import type { Endpoint, OutputOf } from '../../../contract/endpoint.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { showToast } from '../../ui/screen/toasts.ts';

type Props = { person: Person; opened: boolean; close: () => void; changes: Endpoint[] };

/** Shows what goes, what stays and which texts name the person, and asks for their address before it schedules the removal. */
export function RemovePersonalData({ person, opened, close, changes }: Props) {
  const [wait, setWait] = useState(String(usualWaitDays));
  const [texts, setTexts] = useState<'keep' | 'replace'>('keep');
  const remove = useAction(removePersonalData, {
    changes,
    done: () => showToast(wait === '0' ? 'The removal begins now.' : 'The removal is scheduled.'),
  });
  return (
    <ConfirmDanger
      title={`Remove the personal data of ${person.name}?`}
      confirmLabel="Remove personal data"
      typedName={person.email}
      opened={opened}
      close={close}
      run={() =>
        remove.mutateAsync({ params: { id: person.id }, body: { email: person.email, waitDays: Number(wait), texts } })
      }
    >
      <Preview person={person} />
      <Radio.Group label="When" value={wait} onChange={setWait}>
        <Stack gap="xs" mt="xs">
          <Radio value={String(usualWaitDays)} label={`In ${usualWaitDays} days; until then it can be canceled`} />
          <Radio value="0" label="Immediately; it cannot be canceled" />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Texts that people typed"
        value={texts}
        onChange={(value) => setTexts(value === 'replace' ? 'replace' : 'keep')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label="Keep them as they are" />
          <Radio value="replace" label="Put the pseudonym in place of the name, addresses and numbers" />
        </Stack>
      </Radio.Group>
    </ConfirmDanger>
  );
}

function Preview({ person }: { person: Person }) {
  const { data, error, refetch } = useEndpoint(previewPersonalDataRemoval, { params: { id: person.id } });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <p className="muted">Counting what is kept…</p>;
  return (
    <>
      <Needed data={data} />
      <p>
        This cannot be undone. {person.name} is deactivated immediately. Then these go: their name, e-mail address and
        account{listed(goesWords, data.goes, ', ')}.
      </p>
      <p>
        What they did stays, done by “{data.pseudonym}”{listed(staysWords, data.stays, ': ')}. Measures and lists stay
        as they are.
      </p>
      <Texts texts={data.texts} />
      <p>
        Backups made before the removal still hold the data, and so does what other systems were sent. Signals, alerts
        and what checks and services answered are not searched.
        {data.isProvisioned &&
          ' Your identity provider keeps this person by SCIM: remove them there too, or they come back as a new person.'}
      </p>
    </>
  );
}

type PreviewData = OutputOf<typeof previewPersonalDataRemoval>;

function Needed({ data: { schedules, policies } }: { data: PreviewData }) {
  const links = [
    ...schedules.map(({ id, name }) => ({ href: paths.editSchedule(id), name })),
    ...policies.map(({ id, name }) => ({ href: paths.editEscalationPolicy(id), name })),
  ];
  if (links.length === 0) return null;
  return (
    <>
      <p>
        <strong>Pages still count on them.</strong> Have others take their place first:
      </p>
      <ul>
        {links.map(({ href, name }) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Texts({ texts }: { texts: TextPlace[] }) {
  if (texts.length === 0) return <p>No text that people typed holds their name, address or numbers.</p>;
  return (
    <>
      <p>These texts hold their name, address or numbers. Read them before you choose below:</p>
      <ul>
        {texts.map((text) => (
          <li key={text.table}>
            {text.table.replaceAll('_', ' ')}: {text.isComplete ? text.count : `more than ${text.count}`}
            {text.about !== null &&
              text.ids.map((id) => (
                <span key={id}>
                  {' '}
                  <a href={placeOf[text.about!](id)}>{text.about === 'incident' ? `INC-${id}` : `no. ${id}`}</a>
                </span>
              ))}
          </li>
        ))}
      </ul>
      <p>
        Names of things, such as teams and runbooks, and settings are never changed: rename them yourself. The audit log
        keeps copies of texts; they are not counted here.
      </p>
    </>
  );
}

const placeOf: Record<NonNullable<TextPlace['about']>, (id: number) => string> = {
  incident: paths.incident,
  runbook: paths.runbook,
  schedule: (id) => paths.schedule(id),
  escalationPolicy: paths.editEscalationPolicy,
  team: paths.team,
  service: paths.service,
  plan: paths.pilot,
  drill: paths.drill,
};

type Words<Counts> = { [Each in keyof Counts]: readonly [one: string, many: string] };

const goesWords: Words<PreviewData['goes']> = {
  contactMethods: ['contact method', 'contact methods'],
  sessions: ['session', 'sessions'],
  tokens: ['API token', 'API tokens'],
  absences: ['absence', 'absences'],
  calendars: ['calendar', 'calendars'],
  notices: ['notice', 'notices'],
  digests: ['digest', 'digests'],
  privateViews: ['private view', 'private views'],
  securityEvents: ['security event', 'security events'],
};

const staysWords: Words<PreviewData['stays']> = {
  events: ['line of the audit log', 'lines of the audit log'],
  messages: ['message of a page', 'messages of pages'],
  acknowledged: ['acknowledgement', 'acknowledgements'],
  roles: ['role in an incident', 'roles in incidents'],
  certificates: ['certificate', 'certificates'],
};

/** Counts stop at 10,000. */
const most = 10_000;

/** What there is, after `lead`; nothing where there is none. */
function listed<Counts extends Record<string, number>>(words: Words<Counts>, counts: Counts, lead: string): string {
  const parts = Object.entries(counts).flatMap(([kind, count]) => {
    const [one, many] = words[kind as keyof Counts];
    return count === 0
      ? []
      : [`${count >= most ? 'at least ' : ''}${count.toLocaleString('en')} ${count === 1 ? one : many}`];
  });
  return parts.length > 0 ? lead + parts.join(', ') : '';
}
