import { Select, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { listMyContactMethods } from '../../../contract/directory/contact-methods.ts';
import {
  type NoticeKind,
  type NoticeSettings,
  type NoticeSettingsInput,
  readMyNoticeSettings,
  replaceMyNoticeSettings,
} from '../../../contract/outgoing/notices.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { ClockField } from '../../ui/time/time-fields.tsx';
import { useChannels } from '../channels/use-channels.ts';
import styles from './me.module.css';
import { MeTabs } from './me-tabs.tsx';

type Words = { kind: NoticeKind; label: string; description: string; forAdmins?: true };

const groups: { title: string; notices: Words[] }[] = [
  {
    title: 'Pages and incidents',
    notices: [
      {
        kind: 'pageEnded',
        label: 'A page you were notified of is over',
        description:
          'Somebody acknowledged, resolved, reassigned or unacknowledged it. Chats that can change the message show it there instead.',
      },
      {
        kind: 'shadowedPage',
        label: 'Somebody you shadow is paged',
        description: 'Within two minutes, also in your quiet hours',
      },
      { kind: 'roleGiven', label: 'You are given or offered a role', description: 'Such as commander of an incident' },
      { kind: 'taskGiven', label: 'You are given a task', description: 'In an incident' },
    ],
  },
  {
    title: 'On-call',
    notices: [
      { kind: 'shiftTomorrow', label: 'Your shift begins in 24 hours', description: 'One message before each shift' },
      {
        kind: 'shiftSoon',
        label: 'Your shift begins in an hour',
        description: 'Before the quiet hours, if it falls into them',
      },
      { kind: 'shiftStarted', label: 'Your shift begins', description: 'At its start' },
      {
        kind: 'handoffNote',
        label: 'You are handed over a shift with a note',
        description: 'At the start of your shift, or as the note is written',
      },
      { kind: 'shiftEnded', label: 'Your shift is over', description: 'At its end' },
      {
        kind: 'shiftChanged',
        label: 'Your shifts were changed',
        description: 'By an override, a swap or a new rotation',
      },
      {
        kind: 'scheduleGap',
        label: 'A gap is ahead',
        description: 'Within a week, nobody is on call on a schedule of yours, or nothing can reach who is',
      },
    ],
  },
  {
    title: 'Follow-up',
    notices: [
      { kind: 'actionItemGiven', label: 'You own a new action item', description: 'From a postmortem' },
      {
        kind: 'reviewRequested',
        label: 'You are asked to review a postmortem',
        description: 'When it comes into review',
      },
      { kind: 'decisionGiven', label: 'You own a new decision', description: 'From a quarterly review' },
      {
        kind: 'decisionDue',
        label: 'A decision of yours is due',
        description: 'Three days before, and once a week while it is overdue',
      },
      {
        kind: 'retirementDue',
        label: 'An alert that you are to retire is due',
        description: 'On the day, and once a week while it is overdue',
      },
      {
        kind: 'reviewMinutes',
        label: 'Minutes of a quarterly review you attended',
        description: 'When they are sent',
      },
      {
        kind: 'milestoneDue',
        label: 'A milestone of yours is due',
        description: 'Three days before, and once a week while it is overdue',
      },
      {
        kind: 'certificateExpiring',
        label: 'A certificate of yours expires',
        description: '30 days and 7 days before, unless you have renewed it',
      },
      {
        kind: 'playbookToConfirm',
        label: 'The playbook waits to be read',
        description: 'When a version is published that you should confirm, and once a week until you have',
      },
      {
        kind: 'sponsorDecided',
        label: 'A sponsor has decided what you asked',
        description: 'Behind the link of a monthly letter',
      },
      {
        kind: 'questionsWaiting',
        label: 'This week’s questions',
        description: 'Up to three a week from courses you have passed, at the beginning of the week',
      },
      {
        kind: 'drillAhead',
        label: 'A drill you take part in is tomorrow',
        description: 'As its leader, a player or an observer; unannounced ones stay so',
      },
    ],
  },
  {
    title: 'Administration',
    notices: [
      {
        kind: 'emergencySignIn',
        label: 'Somebody signed in without single sign-on',
        description: 'While it is required, or by a link made on the server',
        forAdmins: true,
      },
      {
        kind: 'webhookDisabled',
        label: 'An outgoing webhook was disabled',
        description: 'Because its receiver kept failing',
        forAdmins: true,
      },
      {
        kind: 'certificateWaived',
        label: 'Somebody went on without a required certificate',
        description: 'Took command or was put on call, with the reason',
        forAdmins: true,
      },
    ],
  },
];

const labels = Object.fromEntries(groups.flatMap(({ notices }) => notices.map(({ kind, label }) => [kind, label])));

/** What the signed-in person is told of without being paged, and how. */
export function NoticesScreen() {
  const { data, error, refetch } = useEndpoint(readMyNoticeSettings, {}, { follows: ['person'] });
  return (
    <>
      <PageHeader word="notice" title="Notices">
        Messages that ask for nothing. They never wake you unless you choose a contact method that does. Your shifts and
        the figures of your team come as a <a href={paths.digests()}>digest</a>.
      </PageHeader>
      <MeTabs />
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={8} />}
      {data && !data.hasMail && (
        <p>No mail server is set up, so notices by e-mail are not sent. Choose another way, or ask an admin.</p>
      )}
      {data && (
        <div className={styles.noticesForm}>
          <NoticesForm saved={data} />
        </div>
      )}
    </>
  );
}

type Values = { kinds: NoticeSettingsInput['kinds']; isQuiet: boolean; from: string; until: string };

const valuesOf = ({ kinds, quietHours }: NoticeSettings): Values => ({
  ...{ kinds, isQuiet: quietHours !== null },
  ...{ from: quietHours?.from ?? '22:00', until: quietHours?.until ?? '08:00' },
});

const fieldNames = {
  kinds: { label: ([kind]: Path) => labels[String(kind)] ?? 'Notices' },
  isQuiet: { label: 'Quiet hours', show: (isOn: boolean) => (isOn ? 'on' : 'off') },
  from: 'Quiet from',
  until: 'Quiet until',
};

function NoticesForm({ saved }: { saved: NoticeSettings }) {
  const replace = useAction(replaceMyNoticeSettings, {
    changes: [readMyNoticeSettings],
    done: () => showToast('Notices saved.'),
  });
  const isAdmin = useMay('platform.manage');
  return (
    <FormFrame
      initialValues={valuesOf(saved)}
      edited={edited(saved, valuesOf, fieldNames, () => api.call(readMyNoticeSettings, {}))}
      validate={({ isQuiet, from, until }) => ({
        ...(isQuiet && from === '' && { from: 'Enter a time.' }),
        ...(isQuiet && until === '' && { until: 'Enter a time.' }),
      })}
      submitLabel="Save notices"
      withoutCancel
      done={() => {}}
      submit={({ kinds, isQuiet, from, until }, { ifMatch }) =>
        replace.mutateAsync({ body: { kinds, quietHours: isQuiet ? { from, until } : null }, ifMatch })
      }
    >
      {(form) => (
        <>
          {groups.map(({ title, notices }) => {
            const shown = notices.filter(
              // An older node does not know every kind.
              ({ kind, forAdmins }) => (!forAdmins || isAdmin) && kind in form.values.kinds,
            );
            return (
              shown.length > 0 && (
                <Section key={title} title={title}>
                  <ul className={styles.notices}>
                    {shown.map((notice) => (
                      <NoticeChoice key={notice.kind} notice={notice} form={form} />
                    ))}
                  </ul>
                </Section>
              )
            );
          })}
          <Section title="Quiet hours">
            <div className={styles.stack}>
              <Switch
                label="Keep notices back at night"
                description="They wait until the end. A page that you were notified of and that is over is told at once."
                {...form.getInputProps('isQuiet', { type: 'checkbox' })}
              />
              {form.values.isQuiet && (
                <div className={styles.hours}>
                  <ClockField label="Quiet from" {...form.getInputProps('from')} />
                  <ClockField label="Quiet until" {...form.getInputProps('until')} />
                </div>
              )}
            </div>
          </Section>
        </>
      )}
    </FormFrame>
  );
}

function NoticeChoice({ notice, form }: { notice: Words; form: UseFormReturnType<Values> }) {
  const { kind, label, description } = notice;
  const { isOn, contactMethodId } = form.values.kinds[kind];
  const methods = useEndpoint(listMyContactMethods, {}, { follows: ['contactMethod'] }).data?.items ?? [];
  const channels = useChannels().data?.items ?? [];
  const wakes = (channel: string) => channels.find((each) => each.channel === channel)?.abilities.wakes;
  const usable = methods.filter(
    ({ verifiedAt, disabledAt, id }) => (verifiedAt && !disabledAt) || id === contactMethodId,
  );
  const chosen = methods.find(({ id }) => id === contactMethodId);
  const change = (part: Partial<Values['kinds'][NoticeKind]>) =>
    form.setFieldValue('kinds', { ...form.values.kinds, [kind]: { ...form.values.kinds[kind], ...part } });
  return (
    <li className={styles.notice}>
      <Switch
        label={label}
        description={description}
        checked={isOn}
        onChange={(event) => change({ isOn: event.currentTarget.checked })}
      />
      <Select
        aria-label={`How you are told: ${label}`}
        disabled={!isOn}
        allowDeselect={false}
        data={[
          { value: '', label: 'E-mail' },
          ...usable.map((method) => ({ value: String(method.id), label: method.label })),
        ]}
        value={contactMethodId === null ? '' : String(contactMethodId)}
        onChange={(value) => change({ contactMethodId: value ? Number(value) : null })}
        description={isOn && chosen && wakes(chosen.channel) !== 'no' ? 'This may wake you' : undefined}
        error={form.errors[`kinds.${kind}`]}
      />
    </li>
  );
}
