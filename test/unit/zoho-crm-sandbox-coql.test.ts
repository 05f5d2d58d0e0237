import { describe, expect, test } from 'vitest'
import { type Desk, type Loose, openDesk } from './zoho-crm-sandbox-desk.ts'

async function filled() {
  const desk = await openDesk()
  const account = await desk.add('Accounts', { Account_Name: "Acme's" })
  const deal = await desk.add('Deals', {
    Deal_Name: 'Roll-out',
    Stage: 'Closed Won',
    Pipeline: 'Standard (Standard)',
    Amount: 1200.5,
    Account_Name: { id: account },
  })
  const first = await desk.add('Tasks', { Subject: 'Kick-off', What_Id: { id: deal }, $se_module: 'Deals' })
  const second = await desk.add('Tasks', { Subject: 'Report', Due_Date: '2026-11-20', Priority: 'Low' })
  return { ...desk, account, deal, first, second }
}

const ask = (desk: Desk, select_query: string) => desk.api('POST', 'coql', { select_query })

describe('COQL', () => {
  test('pages by time and id, and shows lookups by id only', async () => {
    const desk = await filled()
    const since = "'2026-11-02T09:15:30+00:00'"
    const { status, body } = await ask(
      desk,
      `select Subject, Modified_Time, What_Id from Tasks where ((Modified_Time > ${since}) or ` +
        `(Modified_Time = ${since} and id > ${desk.deal})) order by Modified_Time asc, id asc limit 0, 1`,
    )
    expect(status).toBe(200)
    expect(body).toEqual({
      data: [
        {
          Subject: 'Kick-off',
          Modified_Time: '2026-11-02T10:15:30+01:00',
          What_Id: { id: desk.deal },
          id: desk.first,
        },
      ],
      info: { count: 1, more_records: true },
    })
  })

  test.each([
    ["Subject = 'Kick-off'", ['Kick-off']],
    ["Subject != 'Kick-off'", ['Report']],
    ["Subject like '%o%'", ['Kick-off', 'Report']],
    ["Subject not like 'kick%'", ['Report']],
    ["Subject in ('Report', 'x')", ['Report']],
    ['Due_Date is null', ['Kick-off']],
    ['Due_Date is not null', ['Report']],
    ["Due_Date between '2026-11-01' and '2026-11-30'", ['Report']],
    ["Due_Date >= '2026-11-20' and (Priority = 'Low' or Priority = 'High')", ['Report']],
    ["What_Id->Deals.Deal_Name = 'Roll-out'", ['Kick-off']],
    ["What_Id.module.api_name = 'Deals'", ['Kick-off']],
    ["Owner = '770000000000101001' or id is null", ['Kick-off', 'Report']],
    ['Send_Notification_Email = false', ['Kick-off', 'Report']],
  ])('where %s', async (where, subjects) => {
    const { body } = await ask(await filled(), `select Subject from Tasks where ${where} order by id`)
    expect(body.data.map((row: Loose) => row.Subject)).toEqual(subjects)
  })

  test('follows lookups, doubles quotes, counts numbers, names columns', async () => {
    const desk = await filled()
    const { body } = await ask(
      desk,
      "select Account_Name.Account_Name, Account_Name.id, Amount as sum from Deals where (Amount > 1200 and Account_Name.Account_Name = 'Acme''s')",
    )
    expect(body.data).toEqual([
      { 'Account_Name.Account_Name': "Acme's", 'Account_Name.id': desk.account, sum: 1200.5, id: desk.deal },
    ])
  })

  test('reads users, and finds nothing with 204', async () => {
    const desk = await filled()
    expect((await ask(desk, "select email from users where last_name = 'Sales'")).body.data).toMatchObject([
      { email: 'bo@example.test' },
    ])
    expect((await ask(desk, "select id from Tasks where Subject = 'x'")).status).toBe(204)
  })

  test.each([
    ['select Subject Tasks', 'SYNTAX_ERROR'],
    ['select Subject from Tasks', 'SYNTAX_ERROR'],
    ["select Subject from Tasks where Subject = 'x", 'SYNTAX_ERROR'],
    ["select Subject from Tasks where Subject = 'x' and id = 1 and id = 2", 'SYNTAX_ERROR'],
    ["select Subject from Tasks where (Subject = 'x'", 'SYNTAX_ERROR'],
    ['select Subject from Tasks where id = 1 limit -1', 'SYNTAX_ERROR'],
    ['select Nonsense from Tasks where id = 1', 'INVALID_QUERY'],
    ['select id from Nonsense where id = 1', 'INVALID_QUERY'],
    ['select id from Notes where id = 1', 'INVALID_QUERY'],
    ["select id from Tasks where Description = 'x'", 'INVALID_QUERY'],
    ["select id from Tasks where Subject > 'x'", 'INVALID_QUERY'],
    ["select id from Tasks where Modified_Time > '2026-11-02T09:15:30Z'", 'INVALID_QUERY'],
    ["select id from Tasks where Due_Date = 'soon'", 'INVALID_QUERY'],
    ["select id from Tasks where Account_Name.Account_Name = 'x'", 'INVALID_QUERY'],
    ['select id from Tasks where id = 1 limit 2001', 'LIMIT_EXCEEDED'],
    ['select id from Tasks where id = 1 limit 99999, 2', 'LIMIT_EXCEEDED'],
    [
      `select id from Tasks where id in (${Array.from({ length: 51 }, (_, at) => at).join()})`,
      'LIMIT_EXCEEDED',
    ],
    ['select Subject, Subject from Tasks where id = 1', 'DUPLICATE_DATA'],
    [`select Subject as ${'a'.repeat(51)} from Tasks where id = 1`, 'INVALID_ALIAS'],
  ])('%s is a %s', async (query, code) => {
    expect(await ask(await filled(), query)).toMatchObject({ status: 400, body: { code, status: 'error' } })
  })

  test('has limits of another age, and rules nobody is sure of', async () => {
    const desk = await filled()
    const code = async (query: string) => (await ask(desk, query)).body.code
    const range = 'select id from Tasks where id > 1'
    expect(await code(range)).toBeUndefined()
    desk.sandbox.turn('coql-id-range', 'refused')
    expect(await code(range)).toBe('INVALID_QUERY')
    desk.sandbox.turn('coql-limits', 'v3')
    expect(await code('select id from Tasks where id = 1 limit 201')).toBe('LIMIT_EXCEEDED')
    desk.sandbox.turn('coql-where', 'optional')
    expect(await code('select id from Tasks')).toBeUndefined()
    desk.sandbox.turn('coql-notes', 'allowed')
    expect(await code('select id from Notes')).toBeUndefined()
    desk.sandbox.turn('coql-brackets', 'optional')
    expect(await code("select id from Tasks where id != 1 and id != 2 and Subject != ''")).toBeUndefined()
  })

  test('costs one to three credits', async () => {
    const desk = await filled()
    desk.sandbox.turn('credits', 12)
    const left = async (limit: number) =>
      (await ask(desk, `select id from Tasks where id != 1 limit ${limit}`)).headers[
        'x-api-credits-remaining'
      ]
    expect([await left(200), await left(1000), await left(2000)]).toEqual([undefined, '5', '2'])
  })
})

describe('search', () => {
  test('lags behind, and finds text that only contains the word', async () => {
    const desk = await filled()
    const find = (query: string) => desk.api('GET', `Tasks/search?${query}`)
    const named = 'criteria=(Subject:equals:kick)'
    expect((await find(named)).status).toBe(204)
    desk.sandbox.advance(60)
    expect((await find(named)).body.data).toMatchObject([{ id: desk.first }])
    expect((await find('word=rep')).body.data).toMatchObject([{ id: desk.second }])
  })

  test.each([
    ['((Subject:starts_with:K)or(Priority:equals:Low))', 2],
    ['((Subject:starts_with:K)and(Priority:equals:Low))', 0],
    ['(Due_Date:between:2026-11-01,2026-11-30)', 1],
    ['(Due_Date:greater_than:2026-11-20)', 0],
    ['(Due_Date:greater_equal:2026-11-20)', 1],
    ['(Priority:in:Low,High)', 2],
    ['(Subject:not_equal:report)', 1],
    ['(Modified_Time:less_equal:2026-11-02T10:15:30+01:00)', 2],
  ])('criteria %s', async (criteria, count) => {
    const desk = await filled()
    desk.sandbox.turn('search-lag-seconds', 0)
    const { body } = await desk.api('GET', `Tasks/search?criteria=${encodeURIComponent(criteria)}`)
    expect(body === '' ? 0 : body.info.count).toBe(count)
  })

  test('takes escaped signs', async () => {
    const desk = await filled()
    await desk.add('Tasks', { Subject: 'a (b), c' })
    desk.sandbox.turn('search-lag-seconds', 0)
    const criteria = encodeURIComponent('(Subject:equals:a \\(b\\)\\, c)')
    expect((await desk.api('GET', `Tasks/search?criteria=${criteria}`)).body.info.count).toBe(1)
  })

  test.each([
    ['', 'REQUIRED_PARAM_MISSING'],
    ['criteria=Subject:equals:x', 'INVALID_DATA'],
    ['criteria=(Subject:equals:x', 'INVALID_DATA'],
    ['criteria=(Nonsense:equals:x)', 'INVALID_DATA'],
    ['criteria=(Subject:resembles:x)', 'INVALID_DATA'],
    [`criteria=(${Array(11).fill('(Subject:equals:x)').join('or')})`, 'LIMIT_EXCEEDED'],
    ['word=x&page=11', 'LIMIT_REACHED'],
  ])('%s is a %s', async (query, code) => {
    const desk = await filled()
    expect(await desk.api('GET', `Tasks/search?${query}`)).toMatchObject({ status: 400, body: { code } })
  })

  test('by e-mail and phone', async () => {
    const desk = await filled()
    await desk.add('Contacts', { Last_Name: 'Doe', Email: 'doe@example.test', Phone: '123' })
    desk.sandbox.turn('search-lag-seconds', 0)
    expect((await desk.api('GET', 'Contacts/search?email=DOE@example.test')).body.info.count).toBe(1)
    expect((await desk.api('GET', 'Contacts/search?phone=12')).status).toBe(204)
  })
})
