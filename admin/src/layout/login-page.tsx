import { Box, Typography } from '@mui/material';
import { LocalesMenuButton, LoginForm, Notification, useTranslate } from 'react-admin';
import { BrandMark } from './brand-mark.tsx';

/** Who it is on the left, the door on the right. */
export function LoginPage() {
  const translate = useTranslate();
  return (
    <Box
      sx={{
        minHeight: '100vh',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 5fr) minmax(420px, 4fr)' },
      }}
    >
      <Box
        sx={{
          display: { xs: 'none', md: 'flex' },
          flexDirection: 'column',
          justifyContent: 'space-between',
          p: 7,
          color: '#e8f1f4',
          background: 'radial-gradient(120% 90% at 0% 100%, #14566a 0%, #0c2d3a 48%, #091a22 100%)',
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25 }}>
          <BrandMark size={24} />
          <Typography sx={{ fontWeight: 700, fontSize: '1.15rem', letterSpacing: '-0.02em' }}>
            {translate('app.title')}
          </Typography>
        </Box>
        <Typography
          sx={{
            maxWidth: 520,
            fontSize: '2.1rem',
            lineHeight: 1.25,
            fontWeight: 560,
            letterSpacing: '-0.025em',
            textWrap: 'balance',
          }}
        >
          {translate('login.claim')}
        </Typography>
        <Typography sx={{ opacity: 0.7, fontSize: '0.85rem' }}>{translate('app.tagline')}</Typography>
      </Box>
      <Box sx={{ bgcolor: 'background.paper', display: 'flex', flexDirection: 'column' }}>
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', p: 2 }}>
          <LocalesMenuButton />
        </Box>
        <Box sx={{ m: 'auto', width: 340, pb: 12 }}>
          <Typography variant="h5" component="h1" sx={{ px: 2 }}>
            {translate('login.heading')}
          </Typography>
          <LoginForm />
        </Box>
      </Box>
      <Notification />
    </Box>
  );
}
