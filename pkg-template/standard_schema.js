// The schemas of other libraries: https://standardschema.dev

/** @param {any} value */
export function isStandardSchema(value) {
  try {
    return typeof value["~standard"].validate === "function";
  } catch {
    return false;
  }
}

/**
 * What a Standard Schema makes of a value: the new value, or issues with their paths as text. Throws what the schema throws.
 * @param {any} schema
 * @param {unknown} value
 */
export async function conform(schema, value) {
  const result = await schema["~standard"].validate(value);
  const issues = result.issues?.map((/** @type {any} */ { message, path = [] }) => ({
    message: String(message),
    path: path.map((/** @type {any} */ part) => part?.key ?? part).reduce(joined, "results"),
  }));
  return { value: result.value, issues };
}

/**
 * @param {string} path
 * @param {PropertyKey} key
 */
const joined = (path, key) => (typeof key === "number" ? `${path}[${key}]` : `${path}.${String(key)}`);
