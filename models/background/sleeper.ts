/** Sleeps that end early when all is to stop. */
export class Sleeper {
  #isStopping = false;
  #wake: (() => void) | undefined;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  stop(): void {
    this.#isStopping = true;
    this.#wake?.();
  }

  /** At least one turn of the event loop, so that signals and messages come in. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#isStopping ? 0 : Math.max(0, ms));
      this.#wake = () => {
        clearTimeout(timer);
        // Not before what waits in the event loop has been served.
        setImmediate(resolve);
      };
    });
  }
}
