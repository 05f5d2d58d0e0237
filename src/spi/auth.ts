import type { Failure } from '../core/failure.ts'
import type { Settings } from './connector.ts'
import type { VendorResponse } from './wire.ts'

type Headers = Readonly<Record<string, string>>

/** OAuth 2 as data. The engine owns tokens, refresh and redaction; a connector only describes. */
export interface OAuth2 {
  readonly kind: 'oauth2'
  readonly authorizeUrl: (settings: Settings) => string
  readonly tokenUrl: (settings: Settings) => string
  readonly scopes: readonly string[]
  readonly extra?: Readonly<Record<string, string>>
  /** Reads the token answer: some vendors put errors into an HTTP 200. */
  readonly readToken: (response: VendorResponse) => TokenAnswer
  readonly headers: (accessToken: string) => Headers
}

export type TokenAnswer =
  | {
      readonly ok: true
      readonly accessToken: string
      readonly expiresInSeconds: number
      readonly refreshToken?: string
    }
  | { readonly ok: false; readonly failure: Failure }

/** One lasting key, typed by whoever connects. Nothing is renewed; a refused key is the end. */
export interface KeyAuth {
  readonly kind: 'key'
  readonly headers: (key: string) => Headers
}

/** A user's name and password in every call (RFC 7617); the engine writes the header. */
export interface BasicAuth {
  readonly kind: 'basic'
}

/** How a connector's vendor is signed in to, as data: each kind asks for credentials of its own. */
export type Auth = OAuth2 | KeyAuth | BasicAuth
