import { Drawer, Modal } from '@mantine/core';
import { FormFrame, type FormFrameProps } from './form-frame.tsx';
import { useFocusReturn } from './use-focus-return.ts';

export type FormLayerProps<Values extends Record<string, unknown>> = Omit<FormFrameProps<Values>, 'done'> & {
  title: string;
  opened: boolean;
  close: () => void;
};

const closeButtonProps = { 'aria-label': 'Close' };

/** A form beside the page, for things with several fields. It keeps nothing: opened again, it starts fresh. */
export function FormDrawer<Values extends Record<string, unknown>>(props: FormLayerProps<Values>) {
  const { title, opened, close, ...frame } = props;
  useFocusReturn(opened);
  return (
    <Drawer
      opened={opened}
      onClose={close}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={closeButtonProps}
    >
      <FormFrame {...frame} done={close} />
    </Drawer>
  );
}

/** A short form on top of the page: one to three fields. */
export function FormModal<Values extends Record<string, unknown>>(props: FormLayerProps<Values>) {
  const { title, opened, close, ...frame } = props;
  useFocusReturn(opened);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={closeButtonProps}
    >
      <FormFrame {...frame} done={close} />
    </Modal>
  );
}
