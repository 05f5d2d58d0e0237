/** What one telling of the story is about. */
export interface Plot {
  readonly account: string
  readonly dealName: string
  accountId?: string
  clientId?: string
  dealId?: string
  crmTaskId?: string
}

export const people = {
  admin: 'ada@example.test',
  sales: 'bo@example.test',
  delivery: 'cy@example.test',
} as const

export const titles = {
  first: 'Move the address book',
  second: 'Move the address book and calendar',
  third: 'Move everything at one go',
} as const

/** Long after the end of any project of the story. */
export const farDay = '2031-01-31'
