import { Random } from '../random.ts';
import type { World } from '../world/world.ts';

export type OpenPurchase = {
  id: string;
  supplier: number;
  nodeId: string;
  entity: string;
  orderedDay: number;
  /** When the supplier confirms, in ms. */
  ackAt: number;
  commitDay: number;
  requestedDay: number;
  arrivalDay: number;
  lines: { slot: number; qty: number }[];
};

/** What one day hands to the next. Plain data: it travels in the checkpoint. */
export type DayState = {
  /** The last day that was simulated. */
  day: number;
  /** Units on hand by stock slot. */
  stock: number[];
  /** Units on order by stock slot. */
  inbound: number[];
  /** Units sold but not yet written, by offer; only where history is written coarsely. */
  carried: number[];
  /** Advertising effect still felt, by campaign, in minor units of spend. */
  adstock: number[];
  purchases: OpenPurchase[];
};

/** The evening before the first day: six to twelve weeks of stock everywhere. */
export function initialState(world: World, lineSize: number): DayState {
  const random = new Random(world.settings.seed, 'initial');
  return {
    day: world.settings.firstDay - 1,
    stock: world.slots.map((slot) => Math.ceil(slot.demand * 0.8 * (40 + 45 * random.next())) + 5),
    inbound: world.slots.map(() => 0),
    carried: world.offers.map(() => random.next() * lineSize),
    adstock: world.campaigns.map(() => 0),
    purchases: [],
  };
}

export function copyState(state: DayState): DayState {
  return {
    ...state,
    stock: [...state.stock],
    inbound: [...state.inbound],
    carried: [...state.carried],
    adstock: [...state.adstock],
    purchases: [...state.purchases],
  };
}
