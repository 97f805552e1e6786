// Service: the desk of cases, one project's list.

import type zh from '../zh/service'

const en: typeof zh = {
  cases: {
    sub: 'Not decided, or still owing something; what is due first stands first; by {day}',
    no_right: 'You do not see the days of cases',
    no_right_says:
      'One has to see when cases were received, stopped and decided; ask whoever keeps accounts.',
    none: 'No open case',
    none_says: 'On this day no case waits, runs or stands, and no decided one owes anything.',
    none_so: 'No case is in this state',
    filter: 'One state alone',
    every: 'All {count}',
    state: 'State and why',
    state_waiting: 'Waiting',
    state_running: 'Running',
    state_stopped: 'Stopped',
    state_decided: 'Decided',
    state_ended: 'Ended',
    keys: 'up and down, Enter opens',
    light: 'Light',
    case: 'Case',
    left: 'Left',
    due: 'Due',
    duties: 'Still owed',
    today: 'Due today',
    days: '{days} working days',
    over: '{days} working days over',
    changes_on: 'changes on {day}',
    clears: 'Goes out with: {what}',
    provisional: 'provisional',
    provisional_says: 'The days off of that year are not announced yet; the day may change',
    by_law: 'by law {day}',
    duty_open: 'Open',
    duty_overdue: 'Overdue',
    duty_done: 'Done',
    duty_done_late: 'Done late',
    duty_broken: 'Broken',
    rest: '{count} more come after these.',
    more: 'See up to {count}',
  },
}

export default en
