// The schemas of a page of comments and of a webhook, with the fields and types of this package. Unknown keys are preserved.
import Ajv from "ajv/dist/2020.js";
import * as v from "valibot";
import * as z from "zod";

/** A page of comments; zod and valibot name their functions alike. */
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

/** A webhook. */
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

const zodPage = schema(z);
const valibotPage = schema(v);
const isPage = new Ajv({ allowUnionTypes: true }).compile(z.toJSONSchema(zodPage));
const zodEvent = event(z);

/** Returns the webhook, or throws. */
export const parseEvent = (value) => zodEvent.parse(value);

/** Each returns the response of load_comments, or throws. */
export const checks = {
  zod: (response) => zodPage.parse(response),
  valibot: (response) => v.parse(valibotPage, response),
  ajv: (response) => {
    if (!isPage(response)) throw new Error(isPage.errors[0].message);
    return response;
  },
};
