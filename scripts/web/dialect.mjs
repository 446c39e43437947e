// The one YAML dialect in the browser. js-yaml reads the structure; what a plain scalar means,
// and what is refused, is decided here, as in scripts/brandpilot/load. js-yaml's own schemas
// would not do: they resolve keys too (`1.0: x` becomes the key `1`), and keys are text.
import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE, YAMLException } from "js-yaml";
import { getScalarValue, parseEvents } from "js-yaml";

const MAX_DEPTH = 20;
const MAX_KEY = 1024;

const WORDS = new Map([["", null], ["~", null], ["null", null], ["true", true], ["false", false]]);
const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

// Controls, a BOM in the middle, what turns the reading direction, line breaks to some parsers.
const FORBIDDEN =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;
const NO_CHARACTER = /(?<!\\)(?:\\\\)*\\(?:u[dD][89a-fA-F]|U(?!000|0010))/;
// Blanks that look like an indent and are none; a dash glued to its text; a # that swallows text.
const WIDE_INDENT = /^ *[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000](?=.*\S)/gm;
const GLUED_DASH = /^-[^ \t0-9-]/;
const PLAIN_REMARK = /^#(?:[# \t]|$)/;
const FLOW_END_ON_THIS_LINE = /[ \t,:]*[\]}]/y;

/** Give the value of a plain (unquoted) scalar; text when it is nothing else. */
export function resolve(source) {
  if (WORDS.has(source)) return WORDS.get(source);
  if (!NUMBER.test(source)) return source;
  const number = Number(source);
  const exact = INTEGER.test(source) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return exact ? number : source;
}

/** Read one YAML document, a mapping; throws a YAMLException where the dialect refuses it. */
export function load(text) {
  let source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  if (!source.endsWith("\n")) source += "\n";
  refuseWhere(source, FORBIDDEN, "forbidden character");
  refuseWhere(source, /^%/m, "directive");
  return new Reader(source).document();
}

function refuseWhere(source, pattern, reason) {
  const position = source.search(pattern);
  if (position >= 0) YAMLException.throwAt(source, position, reason);
}

class Reader {
  constructor(source) {
    this.source = source;
    this.events = parseEvents(source, { maxDepth: MAX_DEPTH });
    this.next = 0;
    this.end = 0; // where the last scalar or flow collection ended
    this.flow = 0; // how many brackets are open
    this.spans = []; // where texts stand, in their order
    this.tabs = [...source.matchAll(/^ *\t/gm)].map((hit) => hit.index);
  }

  refuse(position, reason) {
    YAMLException.throwAt(this.source, Math.max(position, 0), reason);
  }

  document() {
    const document = this.events[this.next++];
    const root = this.events[this.next];
    if (root?.type !== EVENT_ID.MAPPING) this.refuse(0, "file that is no mapping");
    if (document.directives.length) this.refuse(0, "directive");
    const value = this.node();
    this.next++;
    if (this.next < this.events.length) this.refuse(this.end, "second document");
    if (this.tabs.length) this.refuse(this.tabs[0], "tab as indentation");
    this.refuseWideIndents();
    this.refuseSwallowedText();
    return value;
  }

  refuseWideIndents() {
    for (const hit of this.source.matchAll(WIDE_INDENT)) {
      const inside = this.spans.some(([start, end]) => start < hit.index && hit.index < end);
      if (!inside) this.refuse(hit.index, "indent that is no plain blank");
    }
  }

  /** `a: 示例区 #2 园区` loses its end; a remark has a blank behind its #. */
  refuseSwallowedText() {
    for (const { index: first, 0: line } of this.source.matchAll(/^.*#.*$/gm)) {
      const last = first + line.length;
      const texts = this.spans.filter(([start, end]) => start < last && end > first);
      const from = Math.max(first, ...texts.map(([, end]) => end));
      const remark = /[ \t](#.*)/.exec(this.source.slice(from, Math.max(from, last)));
      const before = remark && this.source.slice(first, from + remark.index).trim();
      if (before && !PLAIN_REMARK.test(remark[1])) {
        this.refuse(from + remark.index, "# that swallows text");
      }
    }
  }

  node() {
    const event = this.events[this.next++];
    if (event.type === EVENT_ID.ALIAS) this.refuse(event.anchorStart, "alias");
    if (event.anchorStart >= 0) this.refuse(event.anchorStart, "anchor");
    if (event.tagStart >= 0) this.refuse(event.tagStart, "tag");
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event);
    return event.type === EVENT_ID.SEQUENCE ? this.sequence(event) : this.mapping(event);
  }

  scalar(event) {
    const { style, valueStart: start, valueEnd: end } = event;
    const value = getScalarValue(this.source, event);
    if (style === SCALAR_STYLE.PLAIN) {
      if (end >= 0) this.end = end;
      if (end > start) this.spans.push([start, end]);
      const before = this.source.slice(this.source.lastIndexOf("\n", start - 1) + 1, start);
      if (GLUED_DASH.test(value) && !/[^ -]/.test(before)) this.refuse(start, "dash without a blank");
      if (this.flow && /^[?:]/.test(value)) this.refuse(start, "? or : that only some read as text");
      return resolve(value);
    }
    if (style === SCALAR_STYLE.DOUBLE_QUOTED && NO_CHARACTER.test(this.source.slice(start, end))) {
      this.refuse(start, "escape that is no character");
    }
    const isBlock = style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
    if (isBlock) this.tabs = this.tabs.filter((tab) => tab < start || tab >= end);
    this.end = isBlock ? end : end + 1;
    this.spans.push([start - 1, this.end]);
    return value;
  }

  sequence(event) {
    const items = [];
    this.open(event);
    while (this.events[this.next].type !== EVENT_ID.POP) items.push(this.node());
    this.close(event);
    return items;
  }

  mapping(event) {
    const pairs = new Map();
    this.open(event);
    while (this.events[this.next].type !== EVENT_ID.POP) {
      const key = this.key();
      if (pairs.has(key)) this.refuse(this.end - key.length, "duplicate key");
      pairs.set(key, this.node());
    }
    this.close(event);
    return Object.fromEntries(pairs);
  }

  /** A key is the text it is, on one line, without `?` before it. */
  key() {
    const event = this.events[this.next];
    const before = this.end;
    if (event.type !== EVENT_ID.SCALAR) this.refuse(before, "key that is no text");
    this.node();
    const key = getScalarValue(this.source, event);
    const between = this.source.slice(before, event.valueStart).replace(/#.*/g, "");
    if (between.includes("?")) this.refuse(before, "key after ?");
    if (!key.trim() || key.length > MAX_KEY) this.refuse(before, "key without text or too long");
    if (key === "<<") this.refuse(event.valueStart, "merge key");
    return key;
  }

  open(event) {
    if (event.style !== COLLECTION_STYLE.FLOW) return;
    if (!"[{".includes(this.source[event.start])) this.refuse(event.start, "pair without braces");
    this.end = event.start + 1;
    this.flow++;
  }

  close(event) {
    this.next++;
    if (event.style !== COLLECTION_STYLE.FLOW) return;
    this.flow--;
    FLOW_END_ON_THIS_LINE.lastIndex = this.end;
    const ends = FLOW_END_ON_THIS_LINE.test(this.source);
    if (!ends || this.source.slice(event.start, this.end).includes("\n")) {
      this.refuse(event.start, "brackets over several lines");
    }
    this.end = FLOW_END_ON_THIS_LINE.lastIndex;
  }
}
