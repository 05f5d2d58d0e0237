import fc from 'fast-check'
import { seedLens } from '../../src/core/lenses/seed.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

const value = fc.oneof(fc.string(), fc.constantFrom('', ' ', 'Acme', 'Acme Inc.'), fc.constant(null))

keepsTheLaws('seed', seedLens(textLens({ pm: 5 })), { values: { crm: value, pm: value } })
