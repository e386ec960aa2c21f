import './ticker.css';
import type { TickerOrder } from '#client';
import { element, setText } from '../../stage/element.ts';
import type { ScreenText } from '../../text/screen-text.ts';
import type { Panel, PanelSite } from '../panel.ts';
import { createReel } from './reel.ts';

const rowHeight = 56;

/** The orders as they come in: the newest enters at the top and pushes the others down. Rows are reused for ever. */
export function createTicker(site: PanelSite): Panel<readonly TickerOrder[]> {
  const visible = Math.floor(site.height / rowHeight);
  const height = site.height / visible;
  const reel = createReel(visible + 1);
  const rows = Array.from({ length: visible + 1 }, () => createRow(site.text, height));
  const empty = element('panel-empty', site.text.t('empty.orders'));
  site.body.append(
    element(
      'ticker',
      rows.map(({ root }) => root),
    ),
    empty,
  );

  return {
    show(orders) {
      const fresh = reel.take(orders);
      empty.hidden = orders.length > 0;
      for (const { seat, order } of fresh) rows[seat]?.write(order);
      rows.forEach((row, seat) => {
        const place = reel.placeOf(seat);
        row.move(
          place,
          place !== undefined && place < visible,
          fresh.some((entry) => entry.seat === seat),
        );
      });
    },
  };
}

function createRow(text: ScreenText, height: number) {
  const time = element('ticker-time');
  const channel = element('ticker-channel');
  const from = element('ticker-from');
  const amount = element('ticker-amount');
  const root = element('ticker-row', [time, element('ticker-what', [channel, from]), amount]);
  root.style.height = `${height}px`;
  root.style.opacity = '0';
  return {
    root,
    write(order: TickerOrder) {
      setText(time, text.clock(Date.parse(order.placedAt)).time);
      setText(channel, text.member('channel', order.channel));
      const country = order.country ? text.member('country', order.country) : '';
      setText(from, [...new Set([order.city, country])].filter(Boolean).join(', '));
      // Whole amounts as long as they fit; a million rupiah is no large order.
      const brief = Number(order.totalAmount) >= 1_000_000;
      setText(amount, text.figure(order.totalAmount, 'money', { brief, currency: order.currency }));
    },
    /** A row that enters starts one place higher; one that comes back from below must not be seen travelling. */
    move(place: number | undefined, visible: boolean, entering: boolean) {
      if (entering && place !== undefined) {
        root.style.transition = 'none';
        root.style.transform = `translateY(${(place - 1) * height}px)`;
        root.style.opacity = '0';
        root.getBoundingClientRect();
        root.style.transition = '';
      }
      root.style.opacity = visible ? '1' : '0';
      if (place !== undefined) root.style.transform = `translateY(${place * height}px)`;
    },
  };
}
