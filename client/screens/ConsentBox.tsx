import { useState } from 'preact/hooks';
import { useCatalogue } from '../lobby/useCatalogue.ts';
import { answerConsent, storedConsent } from '../net/consentAnswer.ts';
import { STRINGS } from '../strings.ts';
import { announce } from '../ui/announcer.ts';

/** Asks, and never insists: no answer is an answer too. */
export function ConsentBox() {
  const { catalogue } = useCatalogue();
  const [answer, setAnswer] = useState(storedConsent());
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  if (!catalogue) return null;
  const { text, textVersion } = catalogue.consent;
  const reply = async (given: boolean): Promise<void> => {
    try {
      await answerConsent({ given, textVersion });
      setAnswer({ given, textVersion });
      setAsking(false);
      setFailed(false);
      announce(given ? STRINGS.consent.saved.yes : STRINGS.consent.saved.no);
    } catch {
      setFailed(true);
    }
  };
  const answered = answer !== null && answer.textVersion === textVersion && !asking;
  return (
    <section class="consent" aria-labelledby="consent-title" data-testid="consent">
      <h2 id="consent-title">{STRINGS.consent.title}</h2>
      {answered ? (
        <p>
          {answer.given ? STRINGS.consent.saved.yes : STRINGS.consent.saved.no}{' '}
          <button type="button" class="link-button" onClick={() => setAsking(true)}>
            {STRINGS.consent.change}
          </button>
        </p>
      ) : (
        <>
          <p>{text}</p>
          <p class="muted">{STRINGS.consent.optional}</p>
          <div class="actions">
            <button type="button" class="button" data-testid="consent-yes" onClick={() => void reply(true)}>
              {STRINGS.consent.yes}
            </button>
            <button
              type="button"
              class="button quiet"
              data-testid="consent-no"
              onClick={() => void reply(false)}
            >
              {STRINGS.consent.no}
            </button>
          </div>
          {failed && <p role="alert">{STRINGS.consent.failed}</p>}
        </>
      )}
    </section>
  );
}
