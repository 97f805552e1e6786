// What the cockpit shows, tile by tile: which figures, what its bar means. Definitions stand in
// model/indicators; a tile whose figures a deployment does not have is not shown.

export interface TileOf {
  key: string // of locales: cockpit.tile.KEY
  main: string
  second?: string
  target?: string // whose target the bar shows
  rate?: string // told in words below the bar
  parts?: readonly { figure: string; key: string }[] // a bar of what it is made of, instead of a target
}

export const tiles: readonly TileOf[] = [
  {
    key: 'planned',
    main: 'planned_count',
    second: 'planned_total_amount',
    parts: [
      { figure: 'planned_work_total_amount', key: 'works' },
      { figure: 'planned_promotion_total_amount', key: 'promotion' },
    ],
  },
  {
    key: 'batch_signed',
    main: 'batch_signed_count',
    second: 'batch_signed_amount',
    target: 'batch_signed_amount',
    rate: 'batch_signed_start_rate',
  },
  {
    key: 'batch_started',
    main: 'batch_started_count',
    second: 'batch_started_amount',
    target: 'batch_started_amount',
  },
  {
    key: 'batch_producing',
    main: 'batch_producing_count',
    second: 'batch_producing_amount',
    target: 'batch_producing_amount',
    rate: 'batch_producing_effect_rate',
  },
  {
    key: 'signed_outside',
    main: 'signed_outside_count',
    second: 'signed_outside_amount',
    target: 'signed_outside_amount',
    rate: 'signed_outside_start_rate',
  },
  { key: 'planned_investment', main: 'planned_investment_amount' },
  {
    key: 'arrived',
    main: 'arrived_amount',
    parts: [
      { figure: 'arrived_fixed_amount', key: 'fixed' },
      { figure: 'arrived_nonfixed_amount', key: 'nonfixed' },
    ],
  },
  { key: 'same_day', main: 'same_day_rate' },
]

export function figuresOf(tile: TileOf): string[] {
  const parts = (tile.parts ?? []).map((part) => part.figure)
  const names = [tile.main, tile.second, tile.target, tile.rate, ...parts]
  return [...new Set(names.filter((name): name is string => name !== undefined))]
}
