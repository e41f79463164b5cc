/** The client has no types of its own. */
declare module 'opsgenie-sdk' {
  type Calls = Record<string, (...given: unknown[]) => void>;
  const client: {
    configure(options: { api_key: string; host: string; maxAttempts: number }): void;
    alertV2: Calls;
    heartbeat: Calls;
  };
  export default client;
}
