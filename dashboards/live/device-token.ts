/** The part of `Storage` and `history` a token needs. */
export type TokenPlaces = {
  fragment: string;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Takes the token out of the address, so that it is on no screen and in no history. */
  clearFragment(): void;
};

const keyOf = (screen: string) => `entrepot.wall.${screen}`;

/**
 * The screen's own token: from the address's fragment (`#token=…`, which browsers never send to a server) when it is
 * there, and from then on from storage, so that the wall starts by itself after a power cut. A refused token is kept too:
 * a gateway that is restored from a backup must not cost a walk to every wall.
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
