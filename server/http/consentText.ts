/** What a person is asked. Raise the version with every change of the text: each answer names the one it was given to. */
export const CONSENT = {
  textVersion: '2026-11-1',
  text:
    'Your decisions in the games are stored under a random id, together with their times, and are used for ' +
    'research on cooperation and to train and test playing programs. Nothing that identifies you is stored: ' +
    'no name, no address, no cookie of others. You may play without agreeing; then your decisions are kept ' +
    'for the game itself and are not used for training. You may change your answer at any time.',
} as const;
