import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import { Typography } from '@mui/material';
import { Menu, useCanAccess, useSidebarState, useTranslate } from 'react-admin';

/** The menu by business area; what the role may not open is not shown. */
export function ConsoleMenu() {
  const translate = useTranslate();
  const { canAccess: seesPipelines } = useCanAccess({ resource: 'pipelines', action: 'list' });
  return (
    <Menu sx={{ pt: 1.5 }}>
      <Menu.DashboardItem primaryText={translate('home.title')} leftIcon={<SpaceDashboardOutlined />} />
      <Area name="trade" />
      <Menu.ResourceItem name="orders" />
      <Menu.ResourceItem name="customers" />
      <Area name="supply" />
      <Menu.ResourceItem name="skus" />
      <Menu.ResourceItem name="suppliers" />
      <Menu.ResourceItem name="purchaseSuggestions" />
      <Area name="data" />
      <Menu.Item to="/explore" primaryText={translate('app.explore')} leftIcon={<InsightsOutlined />} />
      {seesPipelines && (
        <Menu.Item
          to="/pipelines"
          primaryText={translate('app.pipelines')}
          leftIcon={<AccountTreeOutlined />}
        />
      )}
    </Menu>
  );
}

function Area({ name }: { name: 'trade' | 'supply' | 'data' }) {
  const translate = useTranslate();
  const [open] = useSidebarState();
  return (
    <Typography
      component="li"
      sx={{
        px: 2.25,
        pt: 2,
        pb: 0.5,
        fontSize: '0.72rem',
        fontWeight: 600,
        color: 'text.secondary',
        opacity: open ? 0.8 : 0,
        listStyle: 'none',
      }}
    >
      {translate(`app.area.${name}`)}
    </Typography>
  );
}
