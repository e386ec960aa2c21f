export type Role = 'executive' | 'data' | 'operator';

/** What an account may see, by kind; `*` as a member means all, an empty list nothing. */
export type Claims = { profit_centers: string[]; shops: string[] };

/** A person who may log in. */
export type Account = { user: string; name: string; role: Role; claims: Claims; language?: string };

/** A wall screen with a token of its own. */
export type Device = { id: string; screen: string; name: string; claims: Claims };

/** Who may come in; kept by whoever starts the gateway. */
export type AccountStore = {
  readonly users: readonly Account[];
  /** The account, if the password is right; takes as long for an unknown user. */
  verify(user: string, password: string): Promise<Account | undefined>;
  deviceOf(token: string): Device | undefined;
};

/** A wall screen: its panels are data that only the front end reads. */
export type ScreenDefinition = {
  id: string;
  title: string;
  /** Changes with the definition, e.g. its hash. */
  version: string;
  language: string;
  currency: string;
  timeZone: string;
  definition: unknown;
};

export type ScreenStore = { get(id: string): Promise<ScreenDefinition | undefined> };
