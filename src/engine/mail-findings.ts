import { doubtful, type Finding, wrong } from '../spi/index.ts'
import { mailFigures } from '../store/figures.ts'
import type { Engine } from './engine.ts'

/** What is wrong, or doubtful, with the mails that people should get. */
export async function mailFindings({
  pool,
  config,
}: Pick<Engine, 'pool' | 'config'>): Promise<readonly Finding[]> {
  const { mailsWaiting, mailsGivenUp } = await mailFigures(pool)
  const mails = (count: number) => (count === 1 ? '1 mail' : `${count} mails`)
  return [
    ...(mailsGivenUp > 0
      ? [
          wrong(
            `${mails(mailsGivenUp)} could not be delivered: whom they were for was not told.`,
            'See to whom and why: baton mail list. When that is mended: baton mail retry',
          ),
        ]
      : []),
    ...(config.mail === null && mailsWaiting > 0
      ? [
          doubtful(
            `${mails(mailsWaiting)} wait, for no mail server is set.`,
            'Set BATON_SMTP_URL and start Baton again.',
          ),
        ]
      : []),
  ]
}
