/**
 * Whether a text can be stored at all: PostgreSQL knows no NUL, and jsonb no half of a surrogate pair. People
 * don't type these, but a forged request holds them.
 */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);
