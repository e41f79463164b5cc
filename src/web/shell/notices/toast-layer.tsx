import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { dismissToast, type Toast, toastStore } from '../../ui/screen/toasts.ts';
import styles from './toast-layer.module.css';

/** Shows the toasts, and speaks announcements politely. */
export function ToastLayer() {
  const { toasts, announcement } = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  return (
    <>
      <div role="status" aria-live="polite" className="visually-hidden">
        {announcement}
      </div>
      <section className={styles.layer} aria-label="Messages">
        {toasts.map((toast) => (
          <ToastBox key={toast.id} toast={toast} />
        ))}
      </section>
    </>
  );
}

function ToastBox({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const leftMs = useRef(toast.forSeconds * 1000);
  useEffect(() => {
    if (held) return;
    const startedMs = performance.now();
    const timer = setTimeout(() => dismissToast(toast.id), leftMs.current);
    return () => {
      clearTimeout(timer);
      leftMs.current -= performance.now() - startedMs;
    };
  }, [held, toast.id]);
  return (
    <fieldset
      className={styles.toast}
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{toast.message}</p>
      {toast.action && (
        <Button variant="subtle" onClick={toast.action.run}>
          {toast.action.label}
        </Button>
      )}
      <CloseButton aria-label="Dismiss" onClick={() => dismissToast(toast.id)} />
    </fieldset>
  );
}
