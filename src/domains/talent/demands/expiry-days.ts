/** Days of a listed demand (T12): reminders when nobody moves, an officer's call, its end. Settings of the zone. */
export const EXPIRY = { days: 84, reminders: [7, 42], call: 14 } as const;
