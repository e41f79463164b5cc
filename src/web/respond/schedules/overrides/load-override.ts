import { listOverrides, type Override } from '../../../../contract/respond/schedules/overrides.ts';
import { api } from '../../../data/api.ts';

/** An override that is not over, whole; undefined when it is over or gone. */
export async function loadOverride(scheduleId: number, overrideId: number): Promise<Override | undefined> {
  const { items } = await api.call(listOverrides, { params: { id: scheduleId }, query: { limit: 200 } });
  return items.find(({ id }) => id === overrideId);
}
