import { describe, expect, test } from 'vitest'
import { item, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

const all = 'fields=Note_Title,Note_Content,Parent_Id,Owner,Created_By'

async function withTask() {
  const desk = await openDesk()
  const task = await desk.add('Tasks', { Subject: 'Kick-off' })
  const parent = { Parent_Id: { id: task, module: { api_name: 'Tasks' } } }
  return { ...desk, task, parent }
}

describe('notes', () => {
  test('hang on a record and say which', async () => {
    const { api, add, task, parent } = await withTask()
    const id = await add('Notes', { Note_Content: 'Confirmed.', ...parent })
    const [note] = (await api('GET', `Notes?${all}`)).body.data
    expect(note).toMatchObject({
      id,
      Note_Title: null,
      Note_Content: 'Confirmed.',
      Parent_Id: { module: { api_name: 'Tasks' }, name: 'Kick-off', id: task },
      Created_By: { name: 'Ada Sync' },
    })
    expect(item(await api('GET', `Notes/${id}`))).toMatchObject({
      $editable: true,
      Note_Content: 'Confirmed.',
    })
  })

  test.each([
    [{ Note_Content: null }, 'MANDATORY_NOT_FOUND'],
    [{ Note_Content: 'x'.repeat(65_536) }, 'INVALID_DATA'],
    [{ Note_Title: 'x'.repeat(121) }, 'INVALID_DATA'],
    [{ Parent_Id: { id: '1' } }, 'MANDATORY_NOT_FOUND'],
    [{ Parent_Id: { id: '1', module: { api_name: 'Tasks' } } }, 'INVALID_DATA'],
    [{ Parent_Id: { id: '1', module: { api_name: 'Notes' } } }, 'INVALID_DATA'],
  ])('%o is refused', async (changes, code) => {
    const { api, parent } = await withTask()
    const data = [{ Note_Content: 'x', ...parent, ...(changes as Loose) }]
    expect(item(await api('POST', 'Notes', { data })).code).toBe(code)
  })

  test('under a record leave out its module, and are added and deleted there', async () => {
    const { sandbox, api, task } = await withTask()
    const added = await api('POST', `Tasks/${task}/Notes`, { data: [{ Note_Content: 'n' }, {}] })
    expect(added.status).toBe(207)
    const path = `Tasks/${task}/Notes?${all}`
    expect(item(await api('GET', path)).Parent_Id).toEqual({ name: 'Kick-off', id: task })
    sandbox.turn('related-note-parent', 'with-module')
    expect(item(await api('GET', path)).Parent_Id.module.api_name).toBe('Tasks')
    const headers = { 'if-modified-since': '2026-11-02T10:15:30+01:00' }
    expect((await api('GET', path, undefined, headers)).status).toBe(304)
    const gone = await api('DELETE', `Tasks/${task}/Notes/${item(added).details.id}`)
    expect(item(gone).message).toBe('record deleted')
    expect((await api('GET', path)).status).toBe(204)
  })

  test('can change their words only', async () => {
    const { api, add, task, parent } = await withTask()
    const other = await add('Tasks', { Subject: 'Other' })
    const id = await add('Notes', { Note_Content: 'n', ...parent })
    const Parent_Id = { id: other, module: { api_name: 'Tasks' } }
    await api('PUT', `Notes/${id}`, {
      data: [{ Note_Content: 'm', Owner: { id: '770000000000101002' }, Parent_Id }],
    })
    expect(item(await api('GET', `Notes/${id}`))).toMatchObject({
      Note_Content: 'm',
      Parent_Id: { id: task },
      Owner: { name: 'Ada Sync' },
    })
    expect(item(await api('DELETE', `Notes?ids=${id}`)).code).toBe('SUCCESS')
  })

  test('are listed for admins only', async () => {
    const { sandbox, api, add, parent } = await withTask()
    await add('Notes', { Note_Content: 'n', ...parent })
    sandbox.turn('token-user', 'bo@example.test')
    expect(await api('GET', `Notes?${all}`)).toMatchObject({
      status: 403,
      body: { code: 'NOT_SUPPORTED', message: 'This API is supported only for admin users' },
    })
    expect((await api('GET', `Tasks/${parent.Parent_Id.id}/Notes?${all}`)).status).toBe(200)
  })

  test("do not move their parent's time, unless told to", async () => {
    const { sandbox, api, add, task, parent } = await withTask()
    const time = async () => item(await api('GET', `Tasks/${task}`)).Modified_Time
    sandbox.advance(60)
    await add('Notes', { Note_Content: 'n', ...parent })
    expect(await time()).toBe('2026-11-02T10:15:30+01:00')
    sandbox.turn('note-touches-parent', true)
    sandbox.person({
      as: 'Bo Sales',
      does: 'add',
      module: 'Notes',
      fields: { Note_Content: 'by hand', ...parent },
    })
    expect(await time()).toBe('2026-11-02T10:16:30+01:00')
    expect(sandbox.state().Notes).toMatchObject([
      { Created_By: { name: 'Ada Sync' } },
      { Owner: { name: 'Bo Sales' } },
    ])
  })
})
