import { maturityLevels } from './model.ts';

export const levelName = (level: number) => maturityLevels.find((each) => each.level === level)?.name ?? '';

/** `3 Defined`, or a dash. */
export const levelText = (level: number | null) => (level === null ? '–' : `${level} ${levelName(level)}`);
