/** A fresh org: one admin, whom the API acts as, one sales user, one pipeline. */
export interface User {
  readonly id: string
  readonly zuid: string
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly status: string
  readonly confirm: boolean
  readonly admin: boolean
  readonly time_zone: string
  readonly Modified_Time: string
}

export interface Stage {
  readonly id: string
  readonly display_value: string
  readonly actual_value: string
  readonly forecast_type: string
}

export interface Pipeline {
  readonly id: string
  readonly display_value: string
  readonly actual_value: string
  readonly default: boolean
  readonly stages: readonly Stage[]
}

export const org = {
  id: '770000000000000123',
  zgid: '770000123',
  company_name: 'Baton Sandbox Ltd',
  primary_email: 'ada@example.test',
  time_zone: 'Europe/Berlin',
  currency: 'Euro',
  iso_code: 'EUR',
  currency_symbol: '€',
  country_code: 'DE',
} as const

export function fullName(user: User): string {
  return `${user.first_name} ${user.last_name}`.trim()
}

export function firstUsers(at: string): readonly User[] {
  const usual = { status: 'active', confirm: true, time_zone: 'Europe/Berlin', Modified_Time: at }
  return [
    {
      ...usual,
      id: '770000000000101001',
      zuid: '808000001',
      first_name: 'Ada',
      last_name: 'Sync',
      email: 'ada@example.test',
      admin: true,
    },
    {
      ...usual,
      id: '770000000000101002',
      zuid: '808000002',
      first_name: 'Bo',
      last_name: 'Sales',
      email: 'bo@example.test',
      admin: false,
    },
  ]
}

const stages: readonly (readonly [name: string, forecast: string])[] = [
  ['Qualification', 'Open'],
  ['Needs Analysis', 'Open'],
  ['Value Proposition', 'Open'],
  ['Identify Decision Makers', 'Open'],
  ['Proposal/Price Quote', 'Open'],
  ['Negotiation/Review', 'Open'],
  ['Closed Won', 'Closed Won'],
  ['Closed Lost', 'Closed Lost'],
  ['Closed Lost to Competition', 'Closed Lost'],
]

export function firstPipeline(): Pipeline {
  return {
    id: '770000000000006001',
    display_value: 'Standard (Standard)',
    actual_value: 'Standard (Standard)',
    default: true,
    stages: stages.map(([name, forecast_type], at) => ({
      id: `77000000000000680${at + 1}`,
      display_value: name,
      actual_value: name,
      forecast_type,
    })),
  }
}
