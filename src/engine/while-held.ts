import type { Engine } from './engine.ts'

/** So often that a lease never comes near the time a call may take before it is renewed. */
export const renewalsPerLease = 4

/** Does some work, and renews what is held for it until it is done. A renewal that fails is told: the next may not. */
export async function whileHeld<Result>(
  { config, log }: Pick<Engine, 'config' | 'log'>,
  renew: () => Promise<unknown>,
  work: () => Promise<Result>,
  about: object = {},
): Promise<Result> {
  const renewed = () =>
    renew().catch(error => log.warn({ err: error, ...about }, 'a lease could not be renewed'))
  const alive = setInterval(() => void renewed(), (config.leaseSeconds * 1000) / renewalsPerLease)
  try {
    return await work()
  } finally {
    clearInterval(alive)
  }
}
