import { Box, Typography } from '@mui/material';
import { Login, LoginForm, useTranslate } from 'react-admin';

export function LoginPage() {
  const translate = useTranslate();
  return (
    <Login
      backgroundImage=""
      sx={{ backgroundImage: 'none', bgcolor: 'secondary.main', '& .RaLogin-avatar': { display: 'none' } }}
    >
      <Box sx={{ textAlign: 'center', pt: 3 }}>
        <Typography variant="h5">{translate('app.title')}</Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>
          {translate('app.tagline')}
        </Typography>
      </Box>
      <LoginForm />
    </Login>
  );
}
