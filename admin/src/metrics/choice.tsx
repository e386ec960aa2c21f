import { MenuItem, TextField } from '@mui/material';
import { useTranslate } from 'react-admin';

type Props = {
  label: string;
  value: string;
  options: readonly string[];
  name(option: string): string;
  onChange(option: string): void;
  /** Key of the text for the option `''`. */
  empty?: string;
};

/** One choice of a question, by name. */
export function Choice({ label, value, options, name, onChange, empty = 'explore.none' }: Props) {
  const translate = useTranslate();
  return (
    <TextField
      select
      fullWidth={false}
      label={translate(label)}
      value={options.includes(value) ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      sx={{ minWidth: 132 }}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option} dense>
          {option === '' ? translate(empty) : name(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}
