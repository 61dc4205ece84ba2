/** Waits until `true`, looking again and again; fails after a bound that no machine should need. */
export async function until(condition, ms = 20_000) {
  const end = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not so within ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
