// Reads {schemas: {name: schema}, documents: [[schema name, document], …]} and writes whether ajv accepts each document.
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const { schemas, documents } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ajv = new Ajv({ allErrors: false, strict: false });
addFormats(ajv, ["date"]);
const validators = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
process.stdout.write(JSON.stringify(documents.map(([name, document]) => validators[name](document))));
