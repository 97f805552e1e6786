// In which of the eight groups of PRODUCT G1 a register stands. One that is not named here is the
// ledger's own, or a deployment's, and stands last.

export type Group =
  | 'projects' | 'promotion' | 'space' | 'service' | 'together' | 'party' | 'reporting' | 'other'

export const groupOrder: readonly Group[] = [
  'projects', 'promotion', 'space', 'service', 'together', 'party', 'reporting', 'other',
]

const registersOf: Readonly<Record<Exclude<Group, 'other'>, readonly string[]>> = {
  projects: [
    'project', 'project_code', 'progress', 'difficulty', 'commitment', 'funding', 'output',
    'batch_event', 'batch_entry', 'plan_node', 'task_force', 'member',
  ],
  promotion: [
    'agreement', 'entry_review', 'enterprise', 'contact', 'visit', 'industry_chain',
    'chain_member', 'share',
  ],
  space: ['resident'],
  service: ['service_case', 'agency_order', 'enterprise_request'],
  together: ['demonstration_base', 'programme', 'programme_item', 'offer', 'acceptance'],
  party: ['honour', 'bulletin'],
  reporting: [
    'annual_plan', 'target', 'reported_figure', 'frozen_report', 'frozen_figure', 'leader_assignment',
    'department', 'staff',
  ],
}

// As the list above has them.
export function orderInGroup(register: string): number {
  const group = groupOf(register)
  return group === 'other' ? 0 : registersOf[group].indexOf(register)
}

export function groupOf(register: string): Group {
  const found = groupOrder.find(
    (group) => group !== 'other' && registersOf[group].includes(register),
  )
  return found ?? 'other'
}
