import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLogout } from 'react-admin';
import { ClientError } from '#client';

/** Leads back to the login when a question outside React-Admin's lists, such as a metric, finds the session ended. */
export function SessionGuard() {
  const queries = useQueryClient();
  const logout = useLogout();
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        const { error, status } = query.state;
        if (status === 'error' && error instanceof ClientError && error.code === 'UNAUTHENTICATED')
          void logout();
      }),
    [queries, logout],
  );
  return null;
}
