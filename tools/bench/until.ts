// Waits for what must come, and says what never came.

export async function until(what: string, come: () => Promise<boolean>): Promise<void> {
  const patience = performance.now() + 120_000;
  while (!(await come())) {
    if (performance.now() > patience) throw new Error(`two minutes were not enough for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
