// What all scripts here share. A test starts one with where the server is, a key, and what it is to do; the script
// prints what its client says about it, as one line of JSON, and ends.
export const [url, key, task] = process.argv.slice(2);

let isEnough = false;
process.stdin.once('data', () => (isEnough = true));

/** Whether one more event is to be sent: so many, or, where that is "on", until the test says that it is enough. */
export const goesOn = (sent, count = task) => !isEnough && (count === 'on' || sent < Number(count));

/** Prints a result, and ends. */
export function report(result) {
  process.stdout.write(JSON.stringify(result) + '\n', () => process.exit(0));
}

/** A step that a test waits for: a line on its own. */
export function tell(step) {
  process.stdout.write(step + '\n');
}

export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
