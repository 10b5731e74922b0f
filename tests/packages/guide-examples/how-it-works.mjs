// how-it-works.md has no examples.
export const examples = {};
