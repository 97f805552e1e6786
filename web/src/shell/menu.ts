// What the menu offers: only what works from end to end, at most nine entries, by the eight groups of
// PRODUCT G1. All other registers are behind the last entry and the search.

import type { IconName } from '@/parts/icons'
import { isOffered, type Need } from '@/state/offers'

export interface MenuItem {
  name: string // of the route
  label: string // a key of locales
  icon: IconName
  onPhone?: boolean
}

export interface MenuGroup {
  label?: string
  items: readonly MenuItem[]
}

interface Offer extends MenuItem {
  group: string
  needs?: Need
}

const offers: readonly Offer[] = [
  { group: 'overview', name: 'cockpit', label: 'menu.cockpit', icon: 'cockpit', needs: 'figures',
    onPhone: true },
  { group: 'overview', name: 'todo', label: 'menu.todo', icon: 'todo', needs: 'work',
    onPhone: true },
  { group: 'projects', name: 'board', label: 'menu.board', icon: 'board', needs: 'stays' },
  { group: 'projects', name: 'projects', label: 'menu.projects', icon: 'table', needs: 'projects',
    onPhone: true },
  { group: 'reporting', name: 'round', label: 'menu.round', icon: 'clipboard', needs: 'rounds' },
  { group: 'reporting', name: 'figures', label: 'menu.figures', icon: 'sigma', needs: 'figures',
    onPhone: true },
  { group: 'reporting', name: 'registers', label: 'menu.registers', icon: 'book', onPhone: true },
]

export function menuGroups(): MenuGroup[] {
  const groups = [...new Set(offers.map((offer) => offer.group))]
  return groups
    .map((group) => ({
      label: `group.${group}`,
      items: offers.filter((offer) => offer.group === group && isOffered(offer.needs)),
    }))
    .filter((group) => group.items.length > 0)
}

export function phoneTabs(): MenuItem[] {
  return offers.filter((offer) => offer.onPhone && isOffered(offer.needs)).slice(0, 5)
}
