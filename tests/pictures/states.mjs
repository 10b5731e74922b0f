// How to reach each state of the demo page, at any width. A function returns false where the state doesn't exist.

const narrow = 720;
const button = (page, name) => page.getByRole("button", { name });

async function send(page, text, at = 0) {
  const field = page.locator(".pane").nth(at).getByLabel("Message", { exact: true });
  await field.fill(text);
  await field.press("Enter");
}

/** On a phone the conversation's menu opens the drawers. */
async function openDrawer(page, width, name) {
  if (width >= narrow)
    return button(page, new RegExp(`^${name}`))
      .first()
      .click();
  await button(page, "Conversation menu").click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function fault(page, width, name, how) {
  await openDrawer(page, width, "Inspector");
  const drawer = page.getByRole("complementary", { name: "Inspector" });
  await drawer.getByLabel("How often").selectOption(how);
  await drawer.getByRole("button", { name }).click();
  await drawer.getByRole("button", { name, pressed: true }).waitFor();
}

const closeDrawer = (page) => page.getByRole("complementary").last().getByRole("button", { name: "Close" }).click();

async function attach(page, kind) {
  await button(page, "Attach").click();
  await page.getByRole("menuitem", { name: kind }).click();
}

async function show(page, selector) {
  await page
    .locator(selector)
    .last()
    .evaluate((element) => element.scrollIntoView({ block: "center" }));
}

/** An answer with 429, a wait, and the message is there: what the package does, at one glance. */
async function inspector(page, width) {
  await fault(page, width, /^429/, "next request");
  if (width < 1180) await closeDrawer(page);
  await send(page, "Booked: 07:10 on Friday, five seats");
  const sent = page.locator(".grp.me").last().getByRole("img", { name: "Sent" });
  await sent.waitFor();
  if (width < 1180) await openDrawer(page, width, "Inspector");
  await page.locator(".req").filter({ hasText: "2 attempts" }).click();
  await page.getByText("Succeeded at attempt 2").waitFor();
}

/** What README.md shows: a question with buttons, too. */
export async function picture(page, width) {
  await attach(page, "Buttons");
  await button(page, "Send").last().click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await inspector(page, width);
}

async function failed(page, width) {
  await fault(page, width, /^429/, "next 3 requests");
  await closeDrawer(page);
  await send(page, "Booking for everyone");
  await button(page, "Retry").waitFor();
  await fault(page, width, /^Reset before/, "next 3 requests");
  await closeDrawer(page);
  await page
    .getByLabel("Confirm delivery")
    .uncheck()
    .catch(() => {});
  await send(page, "Aisle or window?");
  await page.locator(".st.warn").waitFor();
}

export const states = {
  chat: () => {},
  types: (page) => show(page, ".raw"),
  cards: (page) => show(page, ".x"),
  failed,
  inspector,
  webhooks: async (page, width) => {
    await openDrawer(page, width, "Webhooks");
    await page.locator(".sum").waitFor();
  },
  people: async (page, width) => {
    if (width >= narrow)
      await button(page, /people$/)
        .first()
        .click();
    else await openDrawer(page, width, "People");
  },
  split: async (page, width) => {
    if (width < 1180) return false;
    await button(page, "Split view").click();
    await send(page, "Window, please", 1);
    await page.locator(".pane").nth(0).getByText("Window, please").waitFor();
  },
  menu: (page) => button(page, "Conversation menu").click(),
  attach: (page) => button(page, "Attach").click(),
  buttons: (page) => attach(page, "Buttons"),
  card: (page) => attach(page, "Card"),
  location: (page) => attach(page, "Location"),
  reply: async (page) => {
    const message = page.locator(".grp:not(.me) .msg").last();
    await message.focus();
    await page.keyboard.press("r");
  },
  list: async (page, width) => {
    if (width >= narrow) return false;
    await button(page, "Back to conversations").click();
  },
  new: async (page, width) => {
    if (width < narrow) await button(page, "Back to conversations").click();
    await button(page, "New conversation").click();
    await page.getByRole("radio", { name: "Group" }).click();
  },
  empty: async (page, width) => {
    if (width < narrow) await button(page, "Back to conversations").click();
    await page.getByRole("navigation", { name: "Conversations" }).getByRole("link").filter({ hasText: "New ideas" }).click();
    await page.getByText("No messages yet").last().waitFor();
  },
  person: async (page, width) => {
    if (width < narrow) await button(page, "Back to conversations").click();
    await button(page, "Add a person").click();
  },
};
