/**
 * Whether frames carry time stamps of their own, which show what is missing. `due`: they will once the track that
 * stamps them delivers again, or is opened anew.
 */
export type StampState = 'none' | 'present' | 'due';
