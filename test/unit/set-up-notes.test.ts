import { describe, expect, test } from 'vitest'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import { setUpNotes } from '../../src/engine/set-up-notes.ts'
import { shippedPolicy } from '../support/shipped-mapping.ts'

const policy = shippedPolicy()

const good = { clients: 'told', 'keyField.task': 'there', 'keyField.project': 'there' }
const notesOf = (facts: Readonly<Record<string, string>>, account: string | null = 'Zylker') =>
  setUpNotes(policy, {
    crm: {
      connector: crm,
      connection: { name: 'crm', account: 'Zylker', facts: { 'keyField.task': 'unique' } },
    },
    pm: { connector: projects, connection: { name: 'projects', account, facts } },
  })

describe('whoever switches a mapping on hears', () => {
  test('nothing where the accounts can do it all', () => expect(notesOf(good)).toEqual([]))

  test('that an account was not proved yet', () =>
    expect(notesOf({}, null)).toEqual([expect.stringContaining('"projects" is not proved yet')]))

  test('that clients are out of reach, and how they are named', () =>
    expect(notesOf({ ...good, clients: 'refused' })).toEqual([
      expect.stringMatching(/neither shows nor takes any client here.*baton accounts name-client$/),
    ]))

  test('that nothing can be made where our key has no field', () =>
    expect(notesOf({ ...good, 'keyField.project': 'missing' })).toEqual([
      expect.stringMatching(/no field for our key in any project.*baton doctor projects$/),
    ]))
})
