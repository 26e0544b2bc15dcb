import { useEffect, useState } from 'preact/hooks';
import { STRINGS } from '../strings.ts';
import { announce } from './announcer.ts';

interface CopyButtonProps {
  readonly text: () => string;
  readonly label: string;
  readonly testId?: string;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, testId }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      // Without permission (or without TLS) the old way still works.
      copyBySelection(text());
    }
    setCopied(true);
    announce(STRINGS.waiting.copied);
  };
  return (
    <button type="button" class="button quiet" data-testid={testId} onClick={() => void copy()}>
      {copied ? STRINGS.waiting.copied : label}
    </button>
  );
}

function copyBySelection(text: string): void {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
