/** AfterShip's delivery statuses («tags»); Expired says only that nobody has heard of a parcel for a month. */
export const tagStatus = {
  Pending: 'created',
  InfoReceived: 'created',
  InTransit: 'in_transit',
  OutForDelivery: 'out_for_delivery',
  AvailableForPickup: 'ready_for_pickup',
  Delivered: 'delivered',
  AttemptFail: 'exception',
  Exception: 'exception',
  Expired: 'exception',
} as const;

/** Sub-statuses that say more than their tag: in customs, picked up, on its way back. */
export const subtagStatus: Readonly<Record<string, string>> = {
  InTransit_002: 'picked_up',
  InTransit_005: 'customs',
  InTransit_006: 'customs',
  Exception_004: 'customs',
  Exception_011: 'returned',
};
