import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { newMasterKey } from '../../src/engine/vault.ts'

const bad: readonly (readonly [name: string, value: string, words: string])[] = [
  ['DATABASE_URL', 'mysql://db.example.test/baton', 'postgresql://'],
  ['BATON_SECRET', 'hush', '32 bytes'],
  ['BATON_SECRET', 'c2hvcnQ=', '32 bytes'],
  ['BATON_SECRET_OTHERS', 'c2hvcnQ=,', 'each of them has to be 32 bytes'],
  ['BATON_PORT', 'many', 'a number from 0 to 65535'],
  ['BATON_PORT', '70000', 'from 0 to 65535'],
  ['BATON_PORT', '80.5', 'whole'],
  ['BATON_PUBLIC_URL', 'baton.example.test', 'https://'],
  ['BATON_TRUST_PROXY', 'true', 'a number of proxies from 0 to 9'],
  ['BATON_TRUST_PROXY', '10', 'from 0 to 9'],
  ['BATON_TRUST_PROXY', 'proxy.example.test', 'addresses with a comma'],
  ['BATON_TRUST_PROXY', '10.0.0.0/8, 0.0.0.0/0', 'addresses with a comma'],
  ['BATON_TRUST_PROXY', '10.0.0.0/33', 'addresses with a comma'],
  ['BATON_HOSTS', 'api.example.test', 'host=base-url'],
  ['BATON_SMTP_URL', 'mail.example.test', 'smtp://'],
  ['BATON_ADMIN_EMAIL', 'ada', 'e-mail'],
  ['BATON_OIDC_ISSUER', 'login.example.test', 'https://host'],
  ['BATON_OIDC_ISSUER', 'http://login.example.test', 'https, but for'],
  ['BATON_OIDC_TRUST_ADDRESSES', 'maybe', 'yes or no'],
  ['BATON_LEASE_SECONDS', '0', 'from 0.5 to 600'],
  ['BATON_POLL_SECONDS', '-1', 'from 1'],
  ['BATON_SLOTS', '65', 'from 1 to 64'],
  ['BATON_LOG_LEVEL', 'loud', 'one of fatal'],
  ['BATON_SECRET_FILE', '/nowhere/secret', 'cannot be read'],
]

describe('the environment', () => {
  test.each(bad)('is refused by name: %s=%s', (name, value, words) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`^${name}: .*${words}`, 'm'))
  })

  test.each([
    ['a name', {}, 'http://localhost:8080'],
    ['a port', { BATON_PORT: '9000', BATON_BIND: '0.0.0.0' }, 'http://localhost:9000'],
    ['the one address it listens at', { BATON_BIND: '192.0.2.7' }, 'http://192.0.2.7:8080'],
    ['one of six', { BATON_BIND: '2001:db8::7' }, 'http://[2001:db8::7]:8080'],
    ['the public one', { BATON_PUBLIC_URL: 'https://baton.example.test' }, 'https://baton.example.test'],
  ])('says where a browser reaches it by %s', (_, variables, url) => {
    expect(readEnvironment(variables).config.ownUrl).toBe(url)
  })

  test('tells every mistake at once, each on a line, and quotes no value', () => {
    const values = bad.filter(([name]) => !name.endsWith('_FILE'))
    const told = (() => {
      try {
        return String(readEnvironment(Object.fromEntries(values)))
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    })()
    const named = new Set(told.split('\n').map(line => line.split(':')[0]))
    const together = ['BATON_OIDC_CLIENT_ID', 'BATON_OIDC_CLIENT_SECRET']
    expect(named).toEqual(new Set([...values.map(([name]) => name), ...together]))
    expect(told).not.toContain('c2hvcnQ=')
  })

  test('names a sign-in server with all that belongs to it, or not at all', () => {
    const issuer = { BATON_OIDC_ISSUER: 'https://login.example.test' }
    expect(() => readEnvironment(issuer)).toThrow(
      /BATON_OIDC_CLIENT_ID: is needed.*\nBATON_OIDC_CLIENT_SECRET: .*\nBATON_PUBLIC_URL: /,
    )
    const whole = {
      ...issuer,
      BATON_OIDC_CLIENT_ID: 'baton',
      BATON_OIDC_CLIENT_SECRET: 'invented',
      BATON_PUBLIC_URL: 'https://baton.example.test/',
    }
    expect(readEnvironment(whole).config.signOn).toMatchObject({
      name: 'login.example.test',
      trustsAddresses: false,
    })
    expect(readEnvironment({}).config.signOn).toBeNull()
  })

  test.each([
    [undefined, 0],
    ['1', 1],
    ['loopback', ['loopback']],
    ['10.0.0.7, fd00::/8,uniquelocal', ['10.0.0.7', 'fd00::/8', 'uniquelocal']],
  ])('says whose word is taken for where a request comes from: %s', (given, proxies) => {
    expect(readEnvironment({ BATON_TRUST_PROXY: given }).config.trustedProxies).toEqual(proxies)
  })

  test('may hold nothing at all', () => {
    expect(readEnvironment({})).toMatchObject({ port: 8080, bind: '127.0.0.1', databaseUrl: undefined })
  })
})

describe('a secret in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'baton-')), 'secret')
  const secret = newMasterKey()
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })

  test('is read, without the end of its line', () => {
    expect(readEnvironment({ BATON_SECRET_FILE: file }).masterKey).toBe(secret)
  })

  test('is not given twice', () => {
    const twice = { BATON_SECRET: newMasterKey(), BATON_SECRET_FILE: file }
    expect(() => readEnvironment(twice)).toThrow('BATON_SECRET: is given twice')
  })

  test('may be one of several keys', () => {
    const others = [newMasterKey(), newMasterKey()]
    const { masterKey, otherKeys } = readEnvironment({
      BATON_SECRET_FILE: file,
      BATON_SECRET_OTHERS: others.join(', '),
    })
    expect({ masterKey, otherKeys }).toEqual({ masterKey: secret, otherKeys: others })
  })

  const modes: readonly (readonly [number, string | null])[] = [
    [0o400, null],
    [0o640, null],
    [0o660, 'may be changed by its group'],
    [0o604, 'is open to everybody'],
    [0o644, 'is open to everybody'],
  ]
  test.each(modes.map(([mode, words]) => [mode.toString(8), mode, words] as const))(
    'is for its owner, and a group that reads: %s',
    (_, mode, words) => {
      chmodSync(file, mode)
      const read = () => readEnvironment({ BATON_SECRET_FILE: file }).masterKey
      if (words === null) expect(read()).toBe(secret)
      else expect(read).toThrow(new RegExp(`^BATON_SECRET_FILE: .* ${words}.*chmod 600`))
    },
  )
})
