// The models that a page of comments has, as users of other libraries would write them: the same fields, the same kinds, and
// keys that nobody knows survive.
import Ajv from "ajv";
import * as v from "valibot";
import * as z from "zod";

/** zod and valibot have the same words for it. */
const schema = ({ looseObject: object, array, string, number, boolean, nullish, union, record, unknown }) => {
  const id = union([number(), string()]);
  const comment = object({
    id: number(),
    comment_before_id: number(),
    message: string(),
    email: string(),
    username: string(),
    user_avatar_url: string(),
    timestamp: string(),
    unique_temp_id: string(),
    disable_link_preview: boolean(),
    room_id: nullish(id),
    room_name: nullish(string()),
    id_str: nullish(string()),
    comment_before_id_str: nullish(string()),
    room_id_str: nullish(string()),
    topic_id: nullish(id),
    topic_id_str: nullish(string()),
    user_id: nullish(id),
    user_id_str: nullish(string()),
    user_avatar: nullish(object({ avatar: nullish(object({ url: nullish(string()) })) })),
    unix_timestamp: nullish(number()),
    unix_nano_timestamp: nullish(number()),
    status: nullish(string()),
    is_deleted: nullish(boolean()),
    is_public_channel: nullish(boolean()),
    extras: nullish(record(string(), unknown())),
    type: nullish(string()),
    payload: nullish(record(string(), unknown())),
  });
  return object({ results: object({ comments: array(comment) }) });
};

/** A webhook, as zod has it. */
const event = ({ looseObject: object, array, string, number, boolean, nullish, union, enum: oneOf, record, unknown }) => {
  const id = union([number(), string()]);
  const participant = object({
    email: string(),
    id: nullish(id),
    username: nullish(string()),
    avatar_url: nullish(string()),
    last_comment_read_id: nullish(id),
    last_comment_received_id: nullish(id),
  });
  const message = object({
    type: string(),
    text: string(),
    id: nullish(id),
    comment_before_id: nullish(id),
    created_at: nullish(string()),
    timestamp: nullish(string()),
    unix_timestamp: nullish(number()),
    unique_temp_id: nullish(string()),
    disable_link_preview: nullish(boolean()),
    payload: nullish(record(string(), unknown())),
  });
  const room = object({
    id,
    topic_id: id,
    type: oneOf(["single", "group"]),
    name: string(),
    room_avatar: nullish(string()),
    participants: nullish(array(participant)),
  });
  const from = object({ id, email: string(), name: string(), avatar_url: nullish(string()) });
  const types = ["post_comment", "post_comment_mobile", "post_comment_rest"];
  return object({ type: oneOf(types), payload: object({ from, message, room }) });
};

const nullable = (...types) => ({ type: [...types, "null"] });
const text = { type: "string" };
const object = (properties, required = []) => ({ type: "object", properties, required });
const comment = object(
  {
    id: { type: "integer" },
    comment_before_id: { type: "integer" },
    message: text,
    email: text,
    username: text,
    user_avatar_url: text,
    timestamp: text,
    unique_temp_id: text,
    disable_link_preview: { type: "boolean" },
    room_id: nullable("integer", "string"),
    room_name: nullable("string"),
    id_str: nullable("string"),
    comment_before_id_str: nullable("string"),
    room_id_str: nullable("string"),
    topic_id: nullable("integer", "string"),
    topic_id_str: nullable("string"),
    user_id: nullable("integer", "string"),
    user_id_str: nullable("string"),
    user_avatar: { ...object({ avatar: { ...object({ url: nullable("string") }), nullable: true } }), nullable: true },
    unix_timestamp: nullable("number"),
    unix_nano_timestamp: nullable("number"),
    status: nullable("string"),
    is_deleted: nullable("boolean"),
    is_public_channel: nullable("boolean"),
    extras: nullable("object"),
    type: nullable("string"),
    payload: nullable("object"),
  },
  ["id", "comment_before_id", "message", "email", "username", "user_avatar_url", "timestamp", "unique_temp_id", "disable_link_preview"],
);
const page = object({ results: object({ comments: { type: "array", items: comment } }, ["comments"]) }, ["results"]);

const zodPage = schema(z);
const valibotPage = schema(v);
const isPage = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(page);

const zodEvent = event(z);

/** What checks a webhook by zod: returns it, or throws. */
export const isEvent = (value) => zodEvent.parse(value);

/** What checks a reply of load_comments: each returns it, or throws. */
export const checks = {
  zod: (reply) => zodPage.parse(reply),
  valibot: (reply) => v.parse(valibotPage, reply),
  ajv: (reply) => {
    if (!isPage(reply)) throw new Error(isPage.errors[0].message);
    return reply;
  },
};
