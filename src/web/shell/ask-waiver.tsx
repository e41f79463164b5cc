import { Modal, Textarea } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { paths } from '../paths.ts';
import { FormFrame } from '../ui/form/form-frame.tsx';
import { waiverQuestion } from '../ui/screen/waiver.ts';
import styles from './ask-waiver.module.css';

/** What certificate is missing, where to get it, and the way to go on without it: a reason. */
export function AskWaiver() {
  const question = useSyncExternalStore(waiverQuestion.subscribe, waiverQuestion.read);
  return (
    <Modal
      opened={question !== null}
      onClose={() => question?.settle(null)}
      title="A certificate is missing"
      closeButtonProps={{ 'aria-label': 'Close' }}
      zIndex={400}
    >
      {question && (
        <>
          <div className={styles.words}>
            <p>{question.sentence}</p>
            {question.note !== '' && <p>{question.note}</p>}
            <p>
              <a href={paths.course(question.courseKey)} target="_blank" rel="noopener">
                Open the course “{question.courseTitle}” in a new tab
              </a>
            </p>
          </div>
          <FormFrame
            initialValues={{ reason: '' }}
            validate={({ reason }) => (reason.trim() === '' ? { reason: 'Write a reason.' } : {})}
            submit={async ({ reason }) => reason.replaceAll(/\s+/g, ' ').trim()}
            submitLabel="Go on without the certificate"
            done={(reason) => question.settle(typeof reason === 'string' ? reason : null)}
          >
            {(form) => (
              <Textarea
                label="Reason"
                description="Recorded with your name; administrators are told."
                required
                data-autofocus
                maxLength={500}
                autosize
                minRows={2}
                {...form.getInputProps('reason')}
              />
            )}
          </FormFrame>
        </>
      )}
    </Modal>
  );
}
