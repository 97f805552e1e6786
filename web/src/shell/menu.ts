// What the menu offers: only what works from end to end, at most nine entries, by the eight groups of
// PRODUCT G1. All other registers are behind the last entry and the search.

import type { IconName } from '@/parts/icons'
import { isOffered, type Need } from '@/state/offers'

export interface MenuItem {
  name: string // of the route
  label: string // a key of locales
  icon: IconName
  onPhone?: boolean // among the first tabs of a phone
}

export interface MenuGroup {
  label?: string
  items: readonly MenuItem[]
}

interface Offer extends MenuItem {
  group: string
  needs?: Need
  ifRoom?: boolean // left out where there would be too many; another page leads to it
}

const offers: readonly Offer[] = [
  { group: 'overview', name: 'cockpit', label: 'menu.cockpit', icon: 'cockpit', needs: 'figures',
    onPhone: true },
  { group: 'overview', name: 'todo', label: 'menu.todo', icon: 'todo', needs: 'work',
    onPhone: true },
  { group: 'projects', name: 'board', label: 'menu.board', icon: 'board', needs: 'stays' },
  { group: 'projects', name: 'projects', label: 'menu.projects', icon: 'table', needs: 'projects',
    onPhone: true },
  { group: 'projects', name: 'batches', label: 'menu.batches', icon: 'layers', needs: 'batches',
    ifRoom: true },
  { group: 'service', name: 'cases', label: 'menu.cases', icon: 'stamp', needs: 'cases' },
  { group: 'service', name: 'checklist', label: 'menu.checklist', icon: 'paper', needs: 'checklist',
    ifRoom: true },
  { group: 'reporting', name: 'round', label: 'menu.round', icon: 'clipboard', needs: 'rounds',
    onPhone: true },
  { group: 'reporting', name: 'figures', label: 'menu.figures', icon: 'sigma', needs: 'figures' },
  { group: 'reporting', name: 'bulletins', label: 'menu.bulletins', icon: 'paper',
    needs: 'bulletins' },
  { group: 'other', name: 'accounts', label: 'menu.accounts', icon: 'user', needs: 'accounts' },
  { group: 'reporting', name: 'registers', label: 'menu.registers', icon: 'book' },
]

const entriesAtMost = 9

function offered(): Offer[] {
  const all = offers.filter((offer) => isOffered(offer.needs))
  const tooMany = Math.max(0, all.length - entriesAtMost)
  // The last first.
  const left = new Set(all.filter((offer) => offer.ifRoom).reverse().slice(0, tooMany))
  return all.filter((offer) => !left.has(offer))
}

export function menuGroups(): MenuGroup[] {
  const shown = offered()
  const groups = [...new Set(offers.map((offer) => offer.group))]
  return groups
    .map((group) => ({
      label: `group.${group}`,
      items: shown.filter((offer) => offer.group === group),
    }))
    .filter((group) => group.items.length > 0)
}

const tabsAtMost = 5

// What a phone has room for; `more` where something of the menu is not among them.
export function phoneTabs(): { tabs: MenuItem[]; more: boolean } {
  const shown = offered()
  if (shown.length <= tabsAtMost) return { tabs: shown, more: false }
  const first = shown.filter((offer) => offer.onPhone).slice(0, tabsAtMost - 1)
  return { tabs: first, more: true }
}
