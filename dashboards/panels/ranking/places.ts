export type Places = {
  /** The seat (0 … count − 1) of each member: members that stay keep theirs, new ones take free ones. */
  seat(members: readonly string[]): readonly number[];
};

/** Gives members of a changing list lasting seats, so that each keeps its node and can be seen moving. */
export function createPlaces(count: number): Places {
  let seats = new Map<string, number>();
  return {
    seat(members) {
      const next = new Map<string, number>();
      for (const member of members.slice(0, count)) {
        const seat = seats.get(member);
        if (seat !== undefined) next.set(member, seat);
      }
      const taken = new Set(next.values());
      const free = Array.from({ length: count }, (_, seat) => seat).filter((seat) => !taken.has(seat));
      for (const member of members.slice(0, count)) {
        if (!next.has(member)) next.set(member, free.shift() ?? count - 1);
      }
      seats = next;
      return members.slice(0, count).map((member) => next.get(member) ?? 0);
    },
  };
}
