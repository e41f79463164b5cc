import { Button, FileButton, Input, SegmentedControl, TextInput } from '@mantine/core';
import { addCalendar, LARGEST_CALENDAR_FILE, listCalendars } from '../../../contract/respond/schedules/calendars.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import type { CalendarOwner } from './calendars.tsx';

type AddCalendarProps = { owner: CalendarOwner; opened: boolean; close: () => void };

export function AddCalendar({ owner, opened, close }: AddCalendarProps) {
  const isTeam = 'teamId' in owner;
  const create = useAction(addCalendar, { changes: [listCalendars] });
  return (
    <FormDrawer
      title={isTeam ? 'Add a holiday calendar' : 'Add an absence calendar'}
      opened={opened}
      close={close}
      submitLabel="Add calendar"
      initialValues={{ name: '', from: 'address', address: '', file: '', fileName: '', titleWords: '' }}
      validate={({ name, from, address, file }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(from === 'address' && address.trim() === '' && { address: 'Enter an address.' }),
        ...(from === 'file' && file === '' && { file: 'Choose a file.' }),
        ...(from === 'file' && file.length > LARGEST_CALENDAR_FILE && { file: 'This file is larger than 500 kB.' }),
      })}
      submit={({ name, from, address, file, titleWords }, { idempotencyKey }) =>
        create.mutateAsync({
          body: {
            ...owner,
            name,
            ...(from === 'file' ? { file } : { address }),
            titleWords: titleWords.split(',').flatMap((word) => word.trim() || []),
          },
          idempotencyKey,
        })
      }
    >
      {(form) => (
        <>
          <TextInput
            label="Name"
            required
            maxLength={100}
            placeholder={isTeam ? 'Public holidays' : 'Time off'}
            {...form.getInputProps('name')}
          />
          <SegmentedControl
            aria-label="Where the calendar is"
            data={[
              { value: 'address', label: 'Address' },
              { value: 'file', label: 'File' },
            ]}
            {...form.getInputProps('from')}
          />
          {form.values.from === 'file' ? (
            <Input.Wrapper
              id="calendar-file"
              label="File"
              required
              description="An .ics file. It is read once; to read a newer one, add it and remove this one."
              error={form.errors.file}
            >
              <FileButton
                accept=".ics,text/calendar"
                onChange={async (file) => {
                  form.setValues({ file: (await file?.text()) ?? '', fileName: file?.name ?? '' });
                }}
              >
                {(props) => (
                  <div>
                    <Button {...props} id="calendar-file" variant="default">
                      Choose a file
                    </Button>{' '}
                    {form.values.fileName}
                  </div>
                )}
              </FileButton>
            </Input.Wrapper>
          ) : (
            <TextInput
              label="Address"
              required
              description="The secret iCal address of the calendar (https:// or webcal://). It is stored encrypted and never shown again."
              placeholder="https://calendar.example.com/…/basic.ics"
              autoComplete="off"
              {...form.getInputProps('address')}
            />
          )}
          <TextInput
            label="Only titles with"
            description={
              isTeam
                ? 'Words, separated by commas. Leave empty for all.'
                : 'Words, separated by commas. Leave empty for all. Everybody with an account can read the titles; events marked as private come without one.'
            }
            placeholder={isTeam ? '' : 'vacation, out of office'}
            {...form.getInputProps('titleWords')}
          />
        </>
      )}
    </FormDrawer>
  );
}
