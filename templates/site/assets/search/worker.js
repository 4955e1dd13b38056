// 搜索的后台：Material 的搜索框发来要找的话，这里回给它结果。Material 用到的消息和写法都在这一个文件里。
//   收到 {type: 0 准备} 回 {type: 1 好了}；收到 {type: 2 查询, data: "…"} 回 {type: 3 结果, data: {items: [[页, 节, …], …]}}
// 资料在搜索框第一次得到焦点时才载入。从文件夹打开时，后台是一个隐藏的框架，importScripts 要等。
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const HERE = new URL("./", self.document ? document.currentScript.src : self.location.href);
const PARTS = ["pinyin.js", "query.js", "sound.js", "names.js", "grams.js", "engine.js", "data.js"];
const MOST_SECTIONS = 3, MOST_LINES = 2;
const WHY = { sound: "拼音", short: "简称", typo: "近似", same: "又名", part: "又名" };

let loading = null;
let index = null;
let asked = "";

self.jdSearch = (groups, documents) => { index = new jdEngine.Index(groups, documents); };

function load() {
  loading ||= (async () => {
    await importScripts(...PARTS.map((name) => new URL(name, HERE).href));
    answer();
  })();
}

self.addEventListener("message", ({ data }) => {
  if (data.type === SETUP) {
    self.postMessage({ type: READY });
    if (self.document) load(); // 从文件夹打开时，框得到焦点才有这条消息
  } else if (data.type === QUERY) {
    asked = data.data;
    if (asked.trim()) load();
    if (index) answer();
  }
});

if (!self.document && self.BroadcastChannel) new BroadcastChannel("jd-search").addEventListener("message", load);

function answer() {
  const found = asked.trim() ? index.search(asked) : [];
  self.postMessage({ type: RESULT, data: { items: found.map(group) } });
}

// 一页的结果：先是这一页，再是说到的几节。
function group({ document, score, why, by, lines, terms }) {
  const [, url, title, where, , parts] = index.documents[document];
  const known = Object.fromEntries([...terms].slice(0, 6).map((term) => [term, true]));
  const about = lines.length ? "" : (parts[0] ? parts[0][2].split("\n")[0] : "");
  const page = {
    location: url, score, terms: known, title: marked(title, terms),
    text: paragraph(escaped(about)),
  };
  if (why || where) page.tags = [why && `${WHY[why]} ${by}`, where].filter(Boolean).map(escaped);
  return [page, ...sections(url, score, lines, terms, known)];
}

function sections(url, score, lines, terms, known) {
  const found = new Map();
  for (const { line } of lines) {
    const { part, text } = index.lines[line];
    if (!part[0]) continue;
    if (!found.has(part)) found.set(part, []);
    found.get(part).push(text);
  }
  return [...found].slice(0, MOST_SECTIONS).map(([[anchor, heading], texts], number) => ({
    location: `${url}#${anchor}`, title: escaped(heading), terms: known,
    score: number ? score / 2 : score, // 第一节直接显示，其余的折起来
    text: texts.slice(0, MOST_LINES).map((text) => paragraph(marked(text, terms))).join(""),
  }));
}

const paragraph = (html) => (html ? `<p>${html}</p>` : "");
const escaped = (text) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

// 标出找到的字；连着的标成一段。
function marked(text, terms) {
  const plain = jdQuery.plain(text);
  const hits = new Uint8Array(text.length);
  for (const term of terms)
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + 1)) hits.fill(1, at, at + term.length);
  let html = "";
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && hits[end] === hits[at]) end++;
    const piece = escaped(text.slice(at, end));
    html += hits[at] ? `<mark data-md-highlight>${piece}</mark>` : piece;
    at = end;
  }
  return html;
}
