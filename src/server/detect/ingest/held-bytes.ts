/** What unfinished requests hold in memory, shared out so that senders who never finish cannot hold all of it. */
export type HeldBytes = {
  /** `onTooMuch` is called when this request has to go: its holder has more than its share, or all have too much. */
  open(holder: string, onTooMuch: () => void): HeldRequest;
};

export type HeldRequest = { add(bytes: number): void; close(): void };

export function createHeldBytes(limits: { perHolder: number; total: number }): HeldBytes {
  const byHolder = new Map<string, number>();
  const open = new Set<{ bytes: number; onTooMuch: () => void }>();
  let total = 0;

  return {
    open(holder, onTooMuch) {
      const request = { bytes: 0, onTooMuch };
      const count = (bytes: number) => {
        request.bytes += bytes;
        total += bytes;
        const ofHolder = (byHolder.get(holder) ?? 0) + bytes;
        if (ofHolder === 0) byHolder.delete(holder);
        else byHolder.set(holder, ofHolder);
        return ofHolder;
      };
      return {
        add(bytes) {
          open.add(request);
          if (count(bytes) > limits.perHolder) return onTooMuch();
          // Whoever has been sending for the longest is the least likely to come to an end.
          if (total > limits.total) open.values().next().value!.onTooMuch();
        },
        close() {
          open.delete(request);
          count(-request.bytes);
        },
      };
    },
  };
}
