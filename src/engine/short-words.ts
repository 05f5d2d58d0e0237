/** A rich text as words on one line. */
export function withoutTags(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The beginning of what is longer than that. */
export function shortened(words: string, longest: number): string {
  return words.length <= longest ? words : `${words.slice(0, longest)}…`
}
