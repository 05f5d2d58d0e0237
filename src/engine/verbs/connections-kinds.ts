import { z } from 'zod'
import type { Connector } from '../../spi/index.ts'
import { callbackUrl } from '../consent.ts'
import { credentialNames } from '../credentials.ts'
import { side } from './shapes.ts'
import { defineVerb } from './verb.ts'

const setting = z.strictObject({
  name: z.string(),
  title: z.string(),
  required: z.boolean(),
  value: z.string(),
  /** It is one of these; null: anything that the connector takes. */
  choices: z.array(z.string()).nullable(),
})

const kind = z.strictObject({
  connector: z.string(),
  title: z.string(),
  side,
  docs: z.string(),
  signIn: z.enum(['oauth2', 'key', 'basic']),
  /** Connections of one provider can share a consent. */
  provider: z.string().nullable(),
  settings: z.array(setting),
  credentials: z.array(z.string()).readonly(),
})
export type ConnectionKind = z.output<typeof kind>

/** What can be connected, and what has to be typed for it: the form is made from the connector's own description. */
export const connectionsKinds = defineVerb({
  name: 'connections.kinds',
  title: 'Show what can be connected',
  roles: ['admin', 'viewer'],
  changes: false,
  ask: z.strictObject({}),
  answer: z.strictObject({
    items: z.array(kind),
    /** What a client in a vendor's console has to name, byte for byte. */
    redirectUri: z.string(),
  }),
  act: async ({ engine }) => ({
    items: [...engine.registry.values()].map(kindOf),
    redirectUri: callbackUrl(engine),
  }),
})

function kindOf({ name, title, side: on, docs, auth, settings }: Connector): ConnectionKind {
  return {
    connector: name,
    title,
    side: on,
    docs,
    signIn: auth.kind,
    provider: auth.kind === 'oauth2' ? auth.provider : null,
    settings: settingsOf(settings),
    credentials: credentialNames(auth.kind),
  }
}

/** As a JSON schema says it: a default that does not suit a form is left out. */
const described = z.looseObject({
  properties: z
    .record(
      z.string(),
      z.looseObject({
        title: z.string().optional(),
        default: z.unknown().optional(),
        enum: z.array(z.string()).optional().catch(undefined),
      }),
    )
    .default({}),
  required: z.array(z.string()).default([]),
})

function settingsOf(schema: z.ZodObject): z.output<typeof setting>[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const { properties, required } = described.parse(json)
  return Object.entries(properties).map(([name, one]) => ({
    name,
    title: one.title ?? name,
    required: required.includes(name),
    value: typeof one.default === 'string' ? one.default : '',
    choices: one.enum ?? null,
  }))
}
