/** A warehouse door, half open: the platform's mark, in the colour of its text. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M2 7.2 10 2.4l8 4.8V18H2Z" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" />
      <path d="M6 10h8M6 13h8M6 16h8" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" />
    </svg>
  );
}
