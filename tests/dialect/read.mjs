// Read a JSON list of YAML texts on standard input; print, as JSON, what the browser's reader
// makes of each: the [key, value] pairs of the mapping, or the reason why it is refused.
import { readFileSync } from "node:fs";
import { load } from "../../scripts/web/dialect.mjs";

const read = (text) => {
  try {
    return Object.entries(load(text));
  } catch (error) {
    return error.reason;
  }
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
