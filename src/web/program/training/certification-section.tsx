import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type CertificationRules,
  readCertificationRules,
  updateCertificationRules,
} from '../../../contract/program/certification.ts';
import type { Course } from '../../../contract/program/training.ts';
import { type Severity, severities, severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useNames } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { SearchMultiSelect, SearchSelect } from '../../ui/form/search-select.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Loaded } from '../loaded.tsx';

type Courses = readonly Pick<Course, 'key' | 'title'>[];

/** Where a certificate is required: to command, and to be on call. */
export function CertificationSection({ courses }: { courses: Courses }) {
  const answer = useEndpoint(readCertificationRules, {}, { follows: ['program', 'person'] });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('program.manage');
  return (
    <Section
      title="Required certificates"
      actions={
        <Button variant="default" {...guard} onClick={() => setEditing(true)}>
          Edit requirements
        </Button>
      }
    >
      <Loaded answer={answer}>
        {(rules) => (
          <>
            <Requirements rules={rules} courses={courses} />
            <RulesForm rules={rules} courses={courses} opened={isEditing} close={() => setEditing(false)} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Requirements({
  rules: { note, command, onCall, holders },
  courses,
}: {
  rules: CertificationRules;
  courses: Courses;
}) {
  const nameOf = useNames('schedules', onCall.scheduleIds ?? []);
  const needs = (courseKey: string, count: number) =>
    `${titleOf(courses, courseKey)} · ${count === 0 ? 'nobody holds it yet, so nobody is refused' : `held by ${countText(count)}`}`;
  const schedules = onCall.scheduleIds?.map((id) => nameOf(id)).join(', ');
  return (
    <>
      <Facts
        facts={[
          [
            `Command of ${command.severities.map(severityLabel).join(', ')}`,
            command.isRequired ? needs(command.courseKey, holders.command) : 'Not required',
          ],
          [
            `Being on call on ${schedules === undefined ? 'any schedule' : schedules || 'no schedule'}`,
            onCall.isRequired ? needs(onCall.courseKey, holders.onCall) : 'Not required',
          ],
          ['Note', note],
        ]}
      />
      {(command.isRequired || onCall.isRequired) && (
        <p className="muted">
          Whoever lacks it is told what is missing and can go on with a reason. Pages, escalation and turns that exist
          are never refused.
        </p>
      )}
    </>
  );
}

const titleOf = (courses: Courses, key: string) => courses.find((course) => course.key === key)?.title ?? key;

const valuesOf = ({ note, command, onCall }: CertificationRules) => ({
  note,
  isCommandRequired: command.isRequired,
  commandCourse: command.courseKey,
  severities: command.severities.map(String),
  isOnCallRequired: onCall.isRequired,
  onCallCourse: onCall.courseKey,
  isAllSchedules: onCall.scheduleIds === null,
  schedules: (onCall.scheduleIds ?? []).map(String),
});

function RulesForm({
  rules,
  courses,
  opened,
  close,
}: {
  rules: CertificationRules;
  courses: Courses;
  opened: boolean;
  close: () => void;
}) {
  const update = useAction(updateCertificationRules, { changes: [readCertificationRules] });
  const choices = courses.map(({ key, title }) => ({ value: key, label: title }));
  const nameOf = useNames('schedules', rules.onCall.scheduleIds ?? []);
  const yes = (value: boolean) => (value ? 'Yes' : 'No');
  const course = (key: string) => titleOf(courses, key);
  return (
    <FormDrawer
      title="Required certificates"
      opened={opened}
      close={close}
      initialValues={valuesOf(rules)}
      edited={edited(
        rules,
        valuesOf,
        {
          note: 'Note',
          isCommandRequired: { label: 'Command needs a certificate', show: yes },
          commandCourse: { label: 'Course for command', show: course },
          severities: {
            label: 'Severities',
            show: (value: string[]) => value.map((one) => severityLabel(Number(one))).join(', '),
          },
          isOnCallRequired: { label: 'Being on call needs a certificate', show: yes },
          onCallCourse: { label: 'Course for being on call', show: course },
          isAllSchedules: { label: 'All schedules', show: yes },
          schedules: {
            label: 'Schedules',
            show: (value: string[]) => value.map((id) => nameOf(Number(id))).join(', '),
          },
        },
        () => api.call(readCertificationRules, {}),
      )}
      errorsAt={{
        'command.courseKey': 'commandCourse',
        'command.severities': 'severities',
        'onCall.courseKey': 'onCallCourse',
        'onCall.scheduleIds': 'schedules',
      }}
      validate={({ severities: chosen }) =>
        chosen.length === 0 ? { severities: 'Choose at least one severity.' } : {}
      }
      submitLabel="Save"
      submit={(values, { ifMatch }) =>
        update.mutateAsync({
          ifMatch,
          body: {
            note: values.note,
            command: {
              isRequired: values.isCommandRequired,
              courseKey: values.commandCourse,
              severities: values.severities.map((one) => Number(one) as Severity),
            },
            onCall: {
              isRequired: values.isOnCallRequired,
              courseKey: values.onCallCourse,
              scheduleIds: values.isAllSchedules ? null : values.schedules.map(Number),
            },
          },
        })
      }
    >
      {(form) => (
        <>
          <Switch
            label="Command needs a certificate"
            description="Asked when a person takes or accepts command. Drills and tests need none."
            {...form.getInputProps('isCommandRequired', { type: 'checkbox' })}
          />
          <SearchSelect label="Course for command" data={choices} {...form.getInputProps('commandCourse')} />
          <SearchMultiSelect
            label="Severities"
            data={severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) }))}
            {...form.getInputProps('severities')}
          />
          <Switch
            label="Being on call needs a certificate"
            description="Asked when a person puts somebody on call: a turn, an override, a cover, a swap, a rota."
            {...form.getInputProps('isOnCallRequired', { type: 'checkbox' })}
          />
          <SearchSelect label="Course for being on call" data={choices} {...form.getInputProps('onCallCourse')} />
          <Checkbox label="All schedules" {...form.getInputProps('isAllSchedules', { type: 'checkbox' })} />
          {!form.values.isAllSchedules && (
            <MultiPicker of="schedules" label="Schedules" {...form.getInputProps('schedules')} />
          )}
          <TextInput
            label="Note"
            description="Shown to whoever lacks a certificate, such as whom to ask for help"
            maxLength={300}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </FormDrawer>
  );
}
