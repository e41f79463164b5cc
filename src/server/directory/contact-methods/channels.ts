/** How one attempt to send ended, in words for the person who waits for it. */
export type SendResult = { sent: true } | { sent: false; reason: string };

/** What the directory needs of the channels, which belong to a stage further right; the composition root gives it. */
export type ContactChannels = {
  /** Checks and completes what a form sent. @throws Problem `invalid_input` for an unknown channel or unfit settings */
  validate(channel: string, settings: Record<string, unknown>): Record<string, unknown>;
  /** Whether a provider of this id carries the channel. */
  isCarriedBy(channel: string, providerId: number): Promise<boolean>;
  /** By what a reply names its sender, such as a phone number; undefined where nobody replies. */
  identityOf(channel: string, settings: Record<string, unknown>): string | undefined;
  /** The settings that are made here when they are left out. */
  madeFields(channel: string): string[];
  /** An operator may vouch that an address of this channel belongs to its person. */
  isVouchable(channel: string): boolean;
  /** Made by a browser for itself: nobody else can write it down. */
  isOfDevice(channel: string): boolean;
  /** What may be shown of the settings, for example `a***@example.org`. */
  describe(channel: string, settings: Record<string, unknown>): string;
  sendVerification(verification: {
    channel: string;
    settings: Record<string, unknown>;
    providerId: number | null;
    code: string;
    /** Leads to the page where the code is entered, with the code filled in. */
    link: string;
    recipientName: string;
  }): Promise<SendResult>;
  /** A message that asks for nothing. `tryLater`: it may work then. */
  sendNotice(notice: {
    channel: string;
    settings: Record<string, unknown>;
    providerId: number | null;
    recipientName: string;
    subject: string;
    text: string;
    /** Stays the same over retries. */
    idempotencyKey: string;
    at: Date;
  }): Promise<{ sent: true } | { sent: false; reason: string; tryLater: boolean }>;
  /** Whether a message that was sent is changed when its page is over. */
  isChangedLater(channel: string): boolean;
  /** A message that says that it is a test; `label` is what its owner calls the contact method. */
  sendTest(test: {
    channel: string;
    settings: Record<string, unknown>;
    providerId: number | null;
    label: string;
    recipientName: string;
  }): Promise<SendResult>;
};
