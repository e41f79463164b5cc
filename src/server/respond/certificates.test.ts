import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { Missing } from '../../domain/respond/waivers.ts';
import { type Certificates, requireCertificate } from './certificates.ts';

const missing: Missing = {
  ...{ courseKey: 'incident-commander', courseTitle: 'Incident commander', note: '' },
  people: [{ id: 1, name: 'Sam' }],
  able: [{ id: 2, name: 'Cora' }],
};

function checkThat(answers: () => Promise<Missing | null>) {
  const log = pino({ level: 'silent' });
  const said = vi.spyOn(log, 'error');
  const certificates: Certificates = { missingForCommand: answers, missingForOnCall: answers };
  const ask = (reason?: string) =>
    requireCertificate(
      { certificates, log },
      'Command of a SEV1',
      (one) => one.missingForCommand({ personId: 1, severity: 1 }),
      reason,
    );
  return { ask, said };
}

test('A missing certificate is refused while somebody else can, and let through with a reason or when nobody can', async () => {
  await expect(checkThat(async () => missing).ask()).rejects.toMatchObject({ code: 'certificate_required' });
  expect(await checkThat(async () => missing).ask('She sleeps')).toMatchObject({ ground: 'reason' });
  const alone = checkThat(async () => ({ ...missing, able: [] }));
  expect(await alone.ask()).toMatchObject({ ground: 'nobody-available' });
  expect(await checkThat(async () => null).ask()).toBeNull();
});

test('A check that fails, at once or late, or never answers, lets everybody through and is said in the log', async () => {
  vi.useFakeTimers();
  try {
    const failing: (() => Promise<Missing | null>)[] = [
      () => Promise.reject(new Error('The database is away.')),
      () => {
        throw new Error('Nothing was handed in.');
      },
      () => new Promise(() => {}),
    ];
    for (const answers of failing) {
      const { ask, said } = checkThat(answers);
      const waiver = ask();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await waiver).toMatchObject({ ground: 'not-checked', missing: null });
      expect(said).toHaveBeenCalledOnce();
    }
  } finally {
    vi.useRealTimers();
  }
});
