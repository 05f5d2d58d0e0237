import fc from 'fast-check'
import { momentLens } from '../../src/core/lenses/moment.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

const time = fc.constantFrom('10:15:30', '10:15:30.000', '10:15:30.999', '10:15:31', '10:15', '25:00:00')
const day = fc.constantFrom('2026-11-02', '2026-11-01', '2026-02-30', '0001-01-01')
const zone = fc.constantFrom('Z', '+00:00', '+01:00', '-23:30', '')
const written = fc.tuple(day, time, zone).map(([date, hour, offset]) => `${date}T${hour}${offset}`)
const value = fc.oneof(written, fc.constantFrom('', '5', 'soon'), fc.constant(null), fc.integer())

keepsTheLaws('moment', momentLens, { values: { crm: value, pm: value } })
