/** The parts of a request that matter here; header names in lower case. */
export type WebhookRequest = {
  source: string;
  headers: Readonly<Record<string, string | undefined>>;
  /** The body as it came over the wire: signatures are over bytes. */
  body: Uint8Array;
};

/** What a notification says about itself outside its body. */
export type WebhookNotice = {
  /** Absent where only the body tells. */
  object: string | undefined;
  account: string | undefined;
  /** The sender's id of the notification; a repetition carries the same. */
  id: string;
  /** When the sender made it, where it says so; ISO 8601. */
  sentAt: string | undefined;
};

/** How a source signs and labels its webhooks. */
export type WebhookScheme = {
  /** True when the signature was made with the secret over exactly these bytes. */
  verify(request: WebhookRequest, secret: string): boolean;
  /** @throws PAYLOAD_INVALID when a header is missing. */
  describe(request: WebhookRequest): WebhookNotice;
};
