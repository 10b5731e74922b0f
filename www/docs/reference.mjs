// Writes the API reference into reference/, from the typings that users get: those of the built package.
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Comment, CommentTag, Converter, LogLevel, ReflectionKind } from "typedoc";
import { MarkdownPageEvent, MarkdownTheme, MarkdownThemeContext } from "typedoc-plugin-markdown";

const here = dirname(fileURLToPath(import.meta.url));
const reference = join(here, "reference");
const typings = join(here, "..", "..", "pkg");

/** The entry points of the package, by the name of their typings. */
const entries = {
  index: ["qiscus-wasm", "The client, the handlers for webhooks and for the proxy, and the types of what they take and return."],
  node: ["qiscus-wasm/node", "Handlers for Node.js and its frameworks."],
  lambda: ["qiscus-wasm/lambda", "Handlers for AWS Lambda."],
  testing: ["qiscus-wasm/testing", "A simulated Qiscus server for tests and demos."],
  slim: [
    "qiscus-wasm/slim",
    "Everything that `qiscus-wasm` exports, without the module: call `load` first. For environments that fetch the module " +
      "themselves.",
  ],
};

/** The groups of the sidebar in their order, each with the names that belong there; the first match counts. */
const groups = [
  ["Classes", ReflectionKind.Class],
  ["Handlers", ReflectionKind.Function, /Handler$/],
  ["Functions", ReflectionKind.FunctionOrMethod | ReflectionKind.Variable],
  ["Options", ReflectionKind.All, /Options$/],
  ["Webhooks and proxy", ReflectionKind.All, /^(Webhook|Proxy|RawBody|EndpointName|OtherEndpoint)/],
  ["Message payloads", ReflectionKind.All, /Payload$|^(AccountLinkingParams|Button|Carousel\w+)$/],
  ["Parameters and results", ReflectionKind.All, /(Params|Results)(Base)?$/],
  ["Models", ReflectionKind.All, /^(App|Avatar|Comment|CommentBase|Group|Participant|Room|RoomInfo|User|UserAvatar)$/],
  ["Errors and events", ReflectionKind.All, /^(ErrorCode|Outcome|Issue|ClientEvent)$/],
  ["Other types", ReflectionKind.All],
];

/** The longest line of code that is readable beside the sidebar. */
const longest = 90;

/** The declarations in the typings, by what TypeDoc has made of them. */
const declarations = new Map();

/** A declaration as the typings have it, with the comments inside; without `export`, and without the comment before. */
function declared(model) {
  const lines =
    declarations
      .get(model)
      ?.getText()
      .replace(/^export /, "")
      .split("\n") ?? [];
  const [, indentation] = /^( *)/.exec(lines.at(-1) ?? "");
  const code = lines.map((line) => (line.startsWith(indentation) ? line.slice(indentation.length) : line)).join("\n");
  // The theme breaks long lines, but leaves out the comments of a union's members.
  const isReadable = code.includes("/**") || lines.every((line) => line.length <= longest);
  return code && isReadable ? `\`\`\`ts\n${code}\n\`\`\`` : undefined;
}

/** Shows signatures and types as the typings have them, which are laid out for reading. */
class Typings extends MarkdownTheme {
  getRenderContext(page) {
    const context = new MarkdownThemeContext(this, page, this.application.options);
    for (const name of ["declarationTitle", "signatureTitle"]) {
      const generated = context.partials[name];
      context.partials[name] = (model, options) => declared(model) ?? generated(model, options);
    }
    return context;
  }
}

const app = await Application.bootstrapWithPlugins({
  name: "API reference",
  entryPoints: Object.keys(entries).map((name) => join(typings, `${name}.d.ts`)),
  tsconfig: join(here, "tsconfig.json"),
  theme: "typings",
  plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
  out: reference,
  docsRoot: here,
  readme: "none",
  logLevel: LogLevel.Warn,
  // A broken link in a comment is an error.
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  // What makes TypeScript narrow unions, what leaves keys out, and the platform's own types.
  intentionallyNotExported: ["Unnamed", "Without", "Request", "RequestInit", "Response", "URL"],
  disableSources: true,
  excludeExternals: true,
  // The entry point "slim" exports all of the main one again.
  excludeReferences: true,
  sort: ["source-order"],
  sortEntryPoints: false,
  groupOrder: [...groups.map(([title]) => title), "*"],
  navigation: { includeGroups: true, includeFolders: false },
  hideBreadcrumbs: true,
  pageTitleTemplates: { index: "{projectName}", module: "{name}", member: "{name}" },
  useCodeBlocks: true,
  expandObjects: true,
  expandParameters: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  typeDeclarationFormat: "table",
  typeDeclarationVisibility: "compact",
  propertyMembersFormat: "table",
  classPropertiesFormat: "table",
  indexFormat: "table",
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    leftAlignHeaders: true,
  },
  sidebar: { collapsed: true },
});

app.renderer.defineTheme("typings", Typings);

app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (_, model, declaration) => {
  // The theme shows how a constructor is called.
  if (!model.kindOf(ReflectionKind.ConstructorSignature)) declarations.set(model, declaration);
});
app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, model) => {
  const [declaration] = context.getSymbolFromReflection(model)?.declarations ?? [];
  if (model.kindOf(ReflectionKind.TypeAlias)) declarations.set(model, declaration);
  // With its `const`, which is of the statement.
  if (model.kindOf(ReflectionKind.Variable)) declarations.set(model, declaration?.parent.parent);
});

const text = (value) => [{ kind: "text", text: value }];

app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const entry of project.children) {
    const [name, summary] = entries[entry.name];
    entry.name = name;
    entry.comment = new Comment(text(summary));
    for (const item of entry.children) {
      const [title] = groups.find(([, kind, pattern]) => item.kindOf(kind) && (!pattern || pattern.test(item.name)));
      // The comment of a function is that of its signature.
      const commented = item.signatures?.[0] ?? item;
      commented.comment ??= new Comment();
      commented.comment.blockTags.push(new CommentTag("@group", text(title)));
    }
  }
});

// The typings of an entry point link to the main one's exports, which TypeScript finds only where they are imported.
app.converter.addUnknownSymbolResolver(({ symbolReference }, { project }) => {
  const [name] = symbolReference?.path ?? [];
  const [main] = project.children;
  const target = symbolReference?.path?.length === 1 && main.getChildByName(name.path);
  return target ? { target } : undefined;
});

app.renderer.on(MarkdownPageEvent.END, (page) => {
  const { model } = page;
  if (model.parent?.kind !== ReflectionKind.Module) return;
  const isValue = model.kindOf(ReflectionKind.Class | ReflectionKind.Function | ReflectionKind.Variable);
  const line = `import ${isValue ? "" : "type "}{ ${model.name} } from "${model.parent.name}";`;
  page.contents = page.contents.replace("\n", `\n\n\`\`\`ts\n${line}\n\`\`\`\n`);
});

await rm(reference, { recursive: true, force: true });
const project = await app.convert();
if (project) {
  app.validate(project);
  await app.generateOutputs(project);
}
if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
