/** What a connector may know of Baton. Everything a folder in `connectors/` imports comes from here. */
export * from '../core/failure.ts'
export * from '../core/value.ts'
export * from './connector.ts'
export * from './define.ts'
export * from './sandbox.ts'
export * from './wire.ts'
