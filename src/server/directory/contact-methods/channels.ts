/** How one attempt to send ended, in words for the person who waits for it. */
export type SendResult = { sent: true } | { sent: false; reason: string };

/** What the directory needs of the channels, which belong to a stage further right; the composition root gives it. */
export type ContactChannels = {
  /** Checks and completes what a form sent. @throws Problem `invalid_input` for an unknown channel or unfit settings */
  validate(channel: string, settings: Record<string, unknown>): Record<string, unknown>;
  /** What may be shown of the settings, for example `a***@example.org`. */
  describe(channel: string, settings: Record<string, unknown>): string;
  sendVerification(verification: {
    channel: string;
    settings: Record<string, unknown>;
    code: string;
    /** Leads to the page where the code is entered, with the code filled in. */
    link: string;
    recipientName: string;
  }): Promise<SendResult>;
};
