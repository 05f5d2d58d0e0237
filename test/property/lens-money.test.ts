import fc from 'fast-check'
import { moneyLens } from '../../src/core/lenses/money.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

const amount = fc.constantFrom('0', '-0', '0.00', '5', '5.0', '05.00', '-5', '5.01', '.5', '1e3', '', 'free')
const value = fc.oneof(amount, fc.string(), fc.constant(null), fc.integer())

keepsTheLaws('money', moneyLens, { values: { crm: value, pm: value } })
