/** Every sentence that people read, in one place. The games' own sentences stand under `games`. */
export const STRINGS = {
  productName: 'Commonground',
  games: {
    ipd: {},
    coin: {},
    negotiation: {},
    harvest: {},
  },
} as const;
