/** The part of `Storage` and `history` a token needs. */
export type TokenPlaces = {
  fragment: string;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Takes the token out of the address, so that it is on no screen and in no history. */
  clearFragment(): void;
};

const keyOf = (screen: string) => `entrepot.wall.${screen}`;

/**
 * The screen's own token: from the address's fragment (`#token=…`, which browsers never send to a server) when it is
 * there, and from then on from storage, so that the wall starts by itself after a power cut.
 */
export function deviceToken(screen: string, places: TokenPlaces): string | undefined {
  const given = new URLSearchParams(places.fragment.replace(/^#/, '')).get('token');
  if (given) {
    places.storage.setItem(keyOf(screen), given);
    places.clearFragment();
    return given;
  }
  return places.storage.getItem(keyOf(screen)) ?? undefined;
}

/** Forgets a token that was refused, so that it is not offered again. */
export function forgetToken(screen: string, storage: TokenPlaces['storage']): void {
  storage.removeItem(keyOf(screen));
}
