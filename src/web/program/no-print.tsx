import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './program.module.css';

/** On the screen only. */
export function NoPrint({ children }: { children: ReactNode }) {
  return <div className={styles.noPrint}>{children}</div>;
}

export function PrintButton() {
  return (
    <Button
      variant="default"
      className={styles.noPrint}
      leftSection={<Printer size={14} />}
      onClick={() => globalThis.print()}
    >
      Print
    </Button>
  );
}
