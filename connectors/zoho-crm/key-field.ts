import { type FailureKind, type Session, VendorError } from '#spi'
import { madeFields } from './api.ts'
import { call, shaped } from './client.ts'
import { keyFieldState } from './facts.ts'
import { readSettings } from './settings.ts'

/**
 * Makes our key field in Tasks, the one module where Baton creates records unless a mapping says more: an organisation has
 * few unique fields to give away. Its API name follows from the label; the next check sees whether it came out as it should.
 */
export async function prepare(session: Session): Promise<readonly string[]> {
  const { keyField, makeKeyField } = readSettings(session.settings)
  if (makeKeyField === 'no' || keyFieldState('task', session.facts) !== 'missing') return []
  const made = await mayMake(session, keyField.replaceAll('_', ' '))
  return made ? [`the field ${keyField} in Tasks, without duplicate values`] : []
}

/** What says nothing of whether we may. */
const passing: readonly FailureKind[] = ['unauthorized', 'throttled', 'unavailable']

/** False where the CRM does not let us; the doctor then asks an admin for it. */
async function mayMake(session: Session, field_label: string): Promise<boolean> {
  const field = { field_label, data_type: 'text', length: 64, unique: { case_sensitive: false } }
  const query = { module: 'Tasks' }
  const json = { fields: [field] }
  try {
    const response = await call(session, { method: 'POST', path: '/settings/fields', query, json })
    return shaped(madeFields, response, true).fields.every(({ code }) => code === 'SUCCESS')
  } catch (error) {
    if (!(error instanceof VendorError) || passing.includes(error.failure.kind)) throw error
    return false
  }
}
