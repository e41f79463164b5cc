/**
 * What an event tells of a browser: 48 of the 122 random bits of its id. Enough for a tab to know that it is meant,
 * too little for anybody else to read its messages.
 */
export const tabNumber = (browserId: string): number => Number.parseInt(browserId.replaceAll('-', '').slice(0, 12), 16);
