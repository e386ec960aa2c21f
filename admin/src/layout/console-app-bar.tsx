import { Box, Typography } from '@mui/material';
import { AppBar, LoadingIndicator, LocalesMenuButton, ToggleThemeButton, useTranslate } from 'react-admin';

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
      <Typography component="span" sx={{ fontWeight: 700, letterSpacing: '-0.01em', fontSize: '1.05rem' }}>
        {translate('app.title')}
      </Typography>
      <Typography component="span" sx={{ ml: 1.5, opacity: 0.65, fontSize: '0.8rem', alignSelf: 'center' }}>
        {translate('app.tagline')}
      </Typography>
      <Box sx={{ flex: 1 }} id="react-admin-title" />
    </AppBar>
  );
}
