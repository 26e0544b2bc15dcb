/** Things by name, in the order of their last use. */
export class RecentlyUsed<T> {
  /** A Map keeps the order in which its keys were added. */
  readonly #things = new Map<string, T>();

  /** Counts as a use. */
  get(name: string): T | undefined {
    const thing = this.#things.get(name);
    if (thing !== undefined) this.set(name, thing);
    return thing;
  }

  /** Counts as a use. */
  set(name: string, thing: T): void {
    this.#things.delete(name);
    this.#things.set(name, thing);
  }

  has(name: string): boolean {
    return this.#things.has(name);
  }

  clear(): void {
    this.#things.clear();
  }

  /** Forgets those that were not used for longest, until so many are left.  @returns the names of the forgotten */
  keep(most: number): readonly string[] {
    const forgotten = [...this.#things.keys()].slice(0, Math.max(0, this.#things.size - most));
    for (const name of forgotten) this.#things.delete(name);
    return forgotten;
  }
}
