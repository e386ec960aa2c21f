/** A model that is wrong in one way: the line on which it is, what is told of it, and what is advised. */
export type WrongModel = { file: string; text: string; line: number; told: RegExp; fix: RegExp };
