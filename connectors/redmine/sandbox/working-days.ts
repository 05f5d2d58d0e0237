const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const shift = (day: string, days: number) => new Date(at(day) + days * dayMs).toISOString().slice(0, 10)

/** Saturday and Sunday are no working days, unless an admin says otherwise. */
function isWorking(day: string): boolean {
  return ![0, 6].includes(new Date(at(day)).getUTCDay())
}

/** The day itself, or the first working day after it. */
function nextWorking(day: string): string {
  return isWorking(day) ? day : nextWorking(shift(day, 1))
}

/** So many working days later; none at all is the next working day. */
export function addWorkingDays(day: string, days: number): string {
  const from = nextWorking(day)
  return days <= 0 ? from : addWorkingDays(shift(from, 1), days - 1)
}

/** Working days from one day up to another, the last one not counted. */
export function workingDays(from: string, to: string): number {
  let count = 0
  for (let day = from; day < to; day = shift(day, 1)) if (isWorking(day)) count += 1
  return count
}

/** The first day that an issue leaves to what follows it, with working days in between. */
export function startAfter(end: string, delay: number): string {
  return addWorkingDays(shift(end, 1), delay)
}
