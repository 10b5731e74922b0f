/** The message of whatever was thrown. */
export const messageOf = (error) => String(error?.message ?? error);
