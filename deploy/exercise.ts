/** A proof or a measurement that `npm run prove` or `npm run bench` starts by name. */
export type Exercise = {
  /** One line for the list. */
  about: string;
  run(args: readonly string[]): Promise<void>;
};
