/** What no screen shows and some vendors refuse; line ends and tabs are not among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** Text as it was typed: composed letters, plain line ends, nothing invisible. */
export function tidyText(text: string): string {
  return text.replace(controls, '').replace(/\r\n?/g, '\n').normalize('NFC')
}

/** The letters and lines of a text, with every run of blanks as one: what HTML keeps of it without any markup. */
export function literalText(text: string): string {
  return tidyText(text)
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map(line => line.trim())
    .join('\n')
    .trim()
}

/** A text as HTML that shows it letter by letter. */
export function literalHtml(text: string): string {
  return literalText(text).split('\n').map(escaped).join('<br />')
}

/** Letters that mean something in HTML, written so that they mean themselves. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The way back, for the few letters that a cleaned text has escaped. */
export function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
