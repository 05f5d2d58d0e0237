import type { Failure } from '../core/failure.ts'
import type { Settings } from './connector.ts'
import type { VendorResponse } from './wire.ts'

type Headers = Readonly<Record<string, string>>

/** OAuth 2 as data. The engine owns consent, tokens, refresh and redaction; a connector only describes. */
export interface OAuth2 {
  readonly kind: 'oauth2'
  /** Whose accounts server it is: connections of one provider can share a consent, and then their scopes go together. */
  readonly provider: string
  readonly authorizeUrl: (settings: Settings) => string
  readonly tokenUrl: (settings: Settings) => string
  readonly scopes: readonly string[]
  /** What stands between scopes on the way to the consent page; RFC 6749 has a space. */
  readonly scopeSeparator?: string
  /** Whether the vendor documents PKCE (RFC 7636, S256). */
  readonly pkce: boolean
  readonly extra?: Readonly<Record<string, string>>
  /**
   * What the way back from the consent page tells of where the account lives. Only places that the connector knows are
   * taken; the words are shown to whoever consented. Absent: it tells nothing.
   */
  readonly cameBack?: (query: Readonly<Record<string, string>>, settings: Settings) => CameBack
  /** Reads the token answer: some vendors put errors into an HTTP 200. */
  readonly readToken: (response: VendorResponse) => TokenAnswer
  readonly headers: (accessToken: string) => Headers
}

export type CameBack =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly why: string }

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
