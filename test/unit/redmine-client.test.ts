import { expect, test } from 'vitest'
import { entities } from '../../connectors/redmine/entities.ts'
import { clientRow } from '../../connectors/redmine/translate.ts'
import { isInactive } from '../../src/engine/keep-seen.ts'
import { connector } from '../support/mapping-connectors.ts'

const redmine = connector('pm', 'redmine', entities)
const context = { settings: { url: 'https://redmine.example.test' }, facts: {} }

test.each([
  ['that is active is in use', 1, false],
  ['that is closed is offered to nobody', 5, true],
  ['whose state nobody tells is in use', undefined, false],
])('a client %s', (_, status, inactive) => {
  const project = {
    id: '7',
    name: 'Zylker',
    identifier: 'zylker',
    ...(status === undefined ? {} : { status }),
  }
  const row = clientRow(
    project as Parameters<typeof clientRow>[0],
    context as Parameters<typeof clientRow>[1],
  )
  expect(isInactive(redmine, 'client', row)).toBe(inactive)
})
