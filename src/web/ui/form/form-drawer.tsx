import { Drawer, Modal } from '@mantine/core';
import { useRef } from 'react';
import { useFocusReturn } from '../screen/use-focus-return.ts';
import { FormFrame, type FormFrameProps } from './form-frame.tsx';
import { askToLeave, isAnswering } from './unsaved.ts';

export type FormLayerProps<Values extends Record<string, unknown>> = Omit<FormFrameProps<Values>, 'done'> & {
  title: string;
  opened: boolean;
  /** With the answer to a save when it closes because of one. */
  close: (saved?: unknown) => void;
};

const closeButtonProps = { 'aria-label': 'Close' };

/** Escape and the cross take nothing away that was typed, without asking. Cancel says what it does. */
function useAskedClose(close: () => void) {
  const unsaved = useRef(false);
  const ask = () => {
    if (isAnswering()) return;
    if (!unsaved.current) return close();
    void askToLeave(false).then((leaves) => leaves && close());
  };
  return { unsaved, ask };
}

/** A form beside the page, for things with several fields. It keeps nothing: opened again, it starts fresh. */
export const FormDrawer = formLayer(Drawer);

/** A short form on top of the page: one to three fields. */
export const FormModal = formLayer(Modal);

function formLayer(Layer: typeof Drawer | typeof Modal) {
  return function FormLayer<Values extends Record<string, unknown>>(props: FormLayerProps<Values>) {
    const { title, opened, close, ...frame } = props;
    useFocusReturn(opened);
    const leave = useAskedClose(close);
    return (
      <Layer
        opened={opened}
        onClose={leave.ask}
        title={title}
        closeOnClickOutside={false}
        closeButtonProps={closeButtonProps}
      >
        <FormFrame {...frame} done={close} unsaved={leave.unsaved} />
      </Layer>
    );
  };
}
