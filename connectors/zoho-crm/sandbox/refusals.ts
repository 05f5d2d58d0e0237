import { Refusal } from './answer.ts'

export function invalidModule(message = 'The module name given seems to be invalid'): Refusal {
  return new Refusal(400, 'INVALID_MODULE', message, { resource_path_index: 0 })
}

export function invalidUrl(): Refusal {
  const message = 'Please check if the URL trying to access is a correct one'
  return new Refusal(404, 'INVALID_URL_PATTERN', message)
}

export function invalidMethod(http: number): Refusal {
  return new Refusal(http, 'INVALID_REQUEST_METHOD', 'The http request method type is not a valid one')
}

export function throttled(): Refusal {
  return new Refusal(
    429,
    'TOO_MANY_REQUESTS',
    'You have made too many requests. Please try again after some time.',
  )
}

export function wrongToken(): Refusal {
  return new Refusal(401, 'INVALID_TOKEN', 'invalid oauth token')
}
