/** Digits that are the same however the country and the trunk prefix are written; fewer are a short or a test number. */
const tail = 8

/**
 * The last digits of a phone number: `+49 (0)30 1234567-0` and `030/12345670` end alike. Extensions after a letter are
 * left out. Null: too short to tell anybody apart.
 */
export function readPhone(text: string): string | null {
  const [number = ''] = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[a-z#;,]/, 1)
  const digits = number.replace(/\D+/g, '')
  const end = digits.slice(-tail)
  return end.length < tail || /^(\d)\1*$/.test(end) ? null : end
}
