// Reads {schemas: {name: schema}, documents: [[schema name, text], …]} and writes how much the YAML language server has
// to say against each document.
const { getLanguageService } = require("yaml-language-server/out/server/src/languageservice/yamlLanguageService");
const { TextDocument } = require("vscode-languageserver-textdocument");

const { schemas, documents } = JSON.parse(require("fs").readFileSync(0, "utf8"));

async function count(name, text, place) {
  const service = getLanguageService({
    schemaRequestService: async () => JSON.stringify(schemas[name]),
    workspaceContext: { resolveRelativePath: (path) => path },
  });
  service.configure({ validate: true, schemas: [], customTags: [] });
  return (await service.doValidation(TextDocument.create(`file:///${place}.yaml`, "yaml", 1, text), false)).length;
}

async function main() {
  const counts = [];
  // One after the other: services share what they know of a file.
  for (const [place, [name, text]] of documents.entries()) counts.push(await count(name, text, place));
  process.stdout.write(JSON.stringify(counts));
}

main();
