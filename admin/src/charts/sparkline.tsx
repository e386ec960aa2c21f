import { Box } from '@mui/material';

const [width, height] = [96, 28];

/** The course of a figure in one stroke; drawn without a library, since every key figure has one. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <Box sx={{ height }} />;
  const [low, high] = [Math.min(0, ...known), Math.max(...known)];
  const x = (index: number) => 1 + (index / (values.length - 1)) * (width - 4);
  const y = (value: number) => height - 3 - ((value - low) / (high - low || 1)) * (height - 6);
  const points = values.flatMap((value, index) =>
    value === null ? [] : [`${x(index).toFixed(1)},${y(value).toFixed(1)}`],
  );
  const [lastX, lastY] = points.at(-1)!.split(',');
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      preserveAspectRatio="none"
      sx={{ flex: `0 1 ${width}px`, minWidth: 0, height, color: 'primary.main' }}
    >
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={lastX} cy={lastY} r="2.2" fill="currentColor" />
    </Box>
  );
}
