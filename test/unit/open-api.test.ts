import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openApi } from '../../src/web/api/open-api.ts'

test('the description of the API is OpenAPI 3.1, as its own schema has it', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(structuredClone(openApi()))
  expect({ valid, errors, version: validator.version }).toEqual({
    valid: true,
    errors: undefined,
    version: '3.1',
  })
})

test('each operation has a name of its own that programs can call, and says every way it can end', () => {
  const operations = Object.values(openApi().paths).flatMap(methods => Object.values(methods))
  const names = operations.map(one => one.operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(names.filter(name => !/^[a-z][a-zA-Z]*$/.test(name))).toEqual([])
  for (const { responses } of operations)
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '400', '401', '403']))
})
