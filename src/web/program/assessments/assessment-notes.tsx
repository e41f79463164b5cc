import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Assessment, getAssessment, noteAssessment } from '../../../contract/program/assessments.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';

const notesOf = ({ notes }: Assessment) => ({ notes });

/** What was said beside the ratings, written while the assessment is a draft. */
export function AssessmentNotes({ assessment }: { assessment: Assessment }) {
  const guard = useGuard('program.manage');
  const [opened, setOpened] = useState(false);
  const note = useAction(noteAssessment, { changes: [getAssessment] });
  const params = { id: assessment.id };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)} {...guard}>
        {assessment.notes ? 'Edit notes' : 'Add notes'}
      </Button>
      <FormDrawer
        title="Notes of the assessment"
        opened={opened}
        close={() => setOpened(false)}
        initialValues={notesOf(assessment)}
        edited={edited(assessment, notesOf, { notes: 'Notes' }, () => api.call(getAssessment, { params }))}
        submitLabel="Save"
        submit={(body, { ifMatch }) => note.mutateAsync({ params, body, ifMatch })}
      >
        {(form) => (
          <Textarea
            label="Notes"
            description="Markdown; shown with the result"
            data-autofocus
            autosize
            minRows={6}
            maxRows={20}
            maxLength={20_000}
            {...form.getInputProps('notes')}
          />
        )}
      </FormDrawer>
    </>
  );
}
