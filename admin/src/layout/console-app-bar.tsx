import { Box, Typography } from '@mui/material';
import {
  AppBar,
  LoadingIndicator,
  LocalesMenuButton,
  TitlePortal,
  ToggleThemeButton,
  useTranslate,
} from 'react-admin';
import { BrandMark } from './brand-mark.tsx';

export function ConsoleAppBar() {
  const translate = useTranslate();
  const toolbar = (
    <>
      <LocalesMenuButton />
      <ToggleThemeButton />
      <LoadingIndicator />
    </>
  );
  return (
    <AppBar color="secondary" toolbar={toolbar}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, width: 166, color: 'primary.main' }}>
        <BrandMark />
        <Typography
          component="span"
          sx={{ fontWeight: 700, letterSpacing: '-0.02em', fontSize: '1.02rem', color: 'text.primary' }}
        >
          {translate('app.title')}
        </Typography>
      </Box>
      <TitlePortal variant="body2" sx={{ color: 'text.secondary', fontWeight: 550 }} />
    </AppBar>
  );
}
