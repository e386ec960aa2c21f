import { EntrepotError, nearest } from '#errors';

/** A shop of ours, with what its marketplace fixes. */
export type Shop = {
  shop: string;
  channel: string;
  marketplace: string;
  /** Currency of the site, for amounts a source leaves without one. */
  currency: string;
  taxMode: 'included' | 'excluded' | 'marketplace';
};

/** How a source calls a shop: a domain, a seller id, and the marketplace where one account sells on several. */
export type ShopAccount = { source: string; account: string; marketplace?: string; shop: string };

export type ShopQuery = {
  source: string;
  channel: string;
  account?: string | undefined;
  marketplace?: string | undefined;
};

/** Finds the shop a payload belongs to. */
export type ShopDirectory = {
  /** @throws PAYLOAD_INVALID where no shop is known by that account. */
  find(query: ShopQuery): Shop;
  /** The shop that an account of a system which is no channel serves, where one is listed or named like it. */
  served(source: string, account: string | undefined): Shop | undefined;
};

/**
 * A directory over the company's shops. An account listed in `accounts` decides. Otherwise: an account named like a
 * shop id (`shopify_us`, `shopify-us.myshopify.com`), then the first shop of the channel on that marketplace.
 */
export function shopDirectory(shops: readonly Shop[], accounts: readonly ShopAccount[] = []): ShopDirectory {
  const byId = new Map(shops.map((shop) => [shop.shop, shop]));
  const listed = ({ source, account, marketplace }: ShopQuery) => {
    const own = accounts.filter((each) => each.source === source && each.account === account);
    const match =
      own.find((each) => each.marketplace === marketplace) ?? own.find((each) => !each.marketplace);
    return match && byId.get(match.shop);
  };
  const named = ({ account = '', channel }: ShopQuery) => {
    const shop = byId.get(account) ?? byId.get(account.split('.')[0]!.replaceAll('-', '_'));
    return shop?.channel === channel ? shop : undefined;
  };
  const onMarketplace = ({ channel, marketplace }: ShopQuery) =>
    marketplace && shops.find((shop) => shop.channel === channel && shop.marketplace === marketplace);

  return {
    served(source, account = '') {
      const own = accounts.find((each) => each.source === source && each.account === account);
      return byId.get(own?.shop ?? account);
    },
    find(query) {
      const shop = listed(query) ?? named(query) ?? onMarketplace(query);
      if (shop) return shop;
      const asked = [query.account, query.marketplace].filter(Boolean).join(' on ') || 'no account';
      const ours = shops.filter((each) => each.channel === query.channel).map((each) => each.shop);
      throw new EntrepotError('PAYLOAD_INVALID', `No shop of ${query.channel} is known as «${asked}».`, {
        asked,
        available: nearest(asked, ours),
        fix: 'Add the account to the shop accounts, or the shop to dim_shop.',
      });
    },
  };
}
