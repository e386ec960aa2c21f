/** A text no longer than a field takes (in UTF-16 units), and one that can be written: half a surrogate pair becomes U+FFFD. */
export function cut<T extends string | undefined>(text: T, length: number): T {
  return text?.slice(0, length).toWellFormed() as T;
}
