import type { ReactNode } from 'react';
import { Layout } from 'react-admin';
import { LiveUpdates } from '../live/live-updates.tsx';
import { SessionGuard } from '../live/session-guard.tsx';
import { ConsoleAppBar } from './console-app-bar.tsx';
import { ConsoleMenu } from './console-menu.tsx';

export function ConsoleLayout({ children }: { children?: ReactNode }) {
  return (
    <Layout menu={ConsoleMenu} appBar={ConsoleAppBar}>
      <LiveUpdates />
      <SessionGuard />
      {children}
    </Layout>
  );
}
