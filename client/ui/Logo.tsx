/** Two rounds that overlap: the ground they have in common stays light. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <circle cx="11.5" cy="16" r="9.5" fill="var(--seat-0)" />
      <circle cx="20.5" cy="16" r="9.5" fill="var(--sun)" />
      <path d="M16 7.6a9.5 9.5 0 0 1 0 16.8a9.5 9.5 0 0 1 0-16.8z" fill="var(--surface)" />
    </svg>
  );
}
