// 职责索引和权限索引：分批读入各单位的数据（assets/data/ 里的 .js，从文件夹打开也能读），在浏览器里筛选。
// 数据里的文字只用 textContent 放进页面，不会当成网页代码。
(() => {
  "use strict";

  const STEP = 100; // 一次列出多少行
  const PAUSE = 150; // 打字停下多久才筛选，毫秒
  const MULTIPLES = { "": 1, 百: 1e2, 千: 1e3, 万: 1e4, 十万: 1e5, 百万: 1e6, 千万: 1e7, 亿: 1e8 };

  const root = document.querySelector(".jd-who");
  const form = root.querySelector("form");
  const fields = form.elements;
  const [status, loading] = root.querySelectorAll(".jd-who__told > :is(span, small)");
  const hint = root.querySelector(".jd-who__hint");
  const table = root.querySelector("table");
  const body = table.tBodies[0];
  const none = root.querySelector(".jd-who__none");
  const more = root.querySelector(".jd-who__more");
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const ofPowers = root.dataset.index === "powers";

  const units = new Map();
  for (const item of root.querySelectorAll("li[data-unit]")) {
    const { unit, count, parts } = item.dataset;
    units.set(unit, { name: item.firstElementChild.textContent, count: Number(count), folders: [], parts: [] });
    units.get(unit).parts = parts.split(" ").map((url) => ({ url, unit: units.get(unit), rows: null }));
  }

  // 读入

  function load(part) {
    part.loading ??= jdLoad(part.url).then((data) => take(part, data));
    return part.loading;
  }

  function take(part, data) {
    part.failed = !data;
    part.rows = [];
    if (!data) return;
    part.unit.folders = data.departments;
    const people = data.people.map(([title, url, folder = 0, code]) => ({
      title, url, code: code || "", unit: part.unit, departments: data.departments[folder],
    }));
    part.rows = data.rows.map(([place, number, ...cells]) => ({ ...(ofPowers ? power : duty)(people[place], cells), number }));
  }

  function duty(holder, [text, parts, standard, frequency, group]) {
    const notes = [["类别", group], ["工作标准", standard], ["频次", frequency]].filter(([, note]) => note);
    return searchable({ holder, text, parts: parts || [], notes });
  }

  function power(holder, [text, action, limit, whom, note, bounds, measured]) {
    const notes = note ? [["说明", note]] : [];
    return searchable({
      holder, text, parts: [], notes, whom: whom || [], limit: limit || "", action: action || "",
      bounds: bounds || null, measured: measured || [],
    });
  }

  function searchable(row) {
    const { title, code, departments, unit } = row.holder;
    const whom = (row.whom || []).map(([name]) => name);
    const notes = row.notes.map(([, note]) => note);
    const all = [row.text, ...row.parts, ...notes, ...whom, row.action, row.limit, title, code, ...departments, unit.name];
    row.hay = plain(all.join("\n"));
    return row;
  }

  const plain = (text) => text.normalize("NFKC").toLowerCase();

  // 条件

  function wanted() {
    const value = (name) => fields[name]?.value.trim() ?? "";
    const amount = value("amount");
    return {
      words: plain(value("word")).split(/\s+/).filter(Boolean),
      unit: units.size === 1 ? [...units.keys()][0] : value("unit"),
      department: value("department") ? JSON.parse(value("department")) : [],
      actions: value("action").split(" ").filter(Boolean),
      amount: amount ? measure(amount) : null,
      unclear: Boolean(amount && !measure(amount)),
    };
  }

  // 12000 元、1.2 万、3 个百分点：数、单位。
  function measure(typed) {
    const match = /^([\d,]*\.?\d+|[\d,]+)\s*(.*?)(以上|以下|及以上)?$/.exec(plain(typed));
    if (!match) return null;
    const [, digits, unit] = match;
    const number = Number(digits.replaceAll(",", ""));
    const multiple = MULTIPLES[unit.replace(/元$/, "")];
    if (!Number.isFinite(number)) return null;
    return multiple ? { unit: "元", number: Math.round(number * multiple * 1e4) / 1e4 } : { unit, number };
  }

  const selective = (filter) =>
    Boolean(filter.words.length || filter.department.length || filter.actions.length || filter.amount);

  function matches(row, filter) {
    return (
      filter.words.every((word) => row.hay.includes(word)) &&
      filter.department.every((name, depth) => row.holder.departments[depth] === name) &&
      (!filter.actions.length || filter.actions.includes(row.action))
    );
  }

  function reaches(row, { unit, number }) {
    if (!row.bounds) return row.measured.includes(unit);
    const [of, low, below] = row.bounds;
    return of === unit && Number(low) <= number && (!below || number < Number(below));
  }

  // 筛选和列出

  let run = 0;
  let now = null; // 正在列的：条件、还没看的部分、找到的行、列到哪里

  function start() {
    run += 1;
    const filter = wanted();
    const chosen = filter.unit ? [units.get(filter.unit)] : [...units.values()];
    const queue = chosen.flatMap((unit) => unit?.parts ?? []);
    const total = chosen.reduce((sum, unit) => sum + (unit?.count ?? 0), 0);
    now = { filter, queue, total, parts: queue.length, found: [], sentences: 0, drawn: 0, room: STEP, failed: new Set() };
    body.replaceChildren();
    return fill(run);
  }

  async function fill(mine) {
    while (now.queue.length && (selective(now.filter) || now.found.length < now.room)) {
      const part = now.queue[0];
      if (!part.rows) {
        tell(false);
        await load(part);
        if (mine !== run) return;
      }
      now.queue.shift();
      look(part);
      draw();
    }
    draw();
    tell(true);
  }

  function look(part) {
    if (part.failed) now.failed.add(part.unit.name);
    for (const row of part.rows) {
      if (!matches(row, now.filter)) continue;
      if (!now.filter.amount || reaches(row, now.filter.amount)) now.found.push(row);
      else if (!row.action) now.sentences += 1;
    }
  }

  function draw() {
    const rows = now.found.slice(now.drawn, now.room);
    const before = now.found[now.drawn - 1];
    body.append(...rows.map((row, at) => line(row, rows[at - 1] ?? before)));
    now.drawn += rows.length;
    table.hidden = !now.drawn;
  }

  function tell(done) {
    const { filter, found, total, queue, parts, drawn } = now;
    const count = selective(filter) ? found.length : total;
    const rest = count - drawn;
    loading.textContent = done ? "" : `正在读入 ${parts - queue.length}/${parts}`;
    table.setAttribute("aria-busy", String(!done));
    more.hidden = !done || rest <= 0;
    none.hidden = !done || count > 0;
    folders();
    if (!done) return;
    const holders = new Set(found.map((row) => row.holder.url)).size;
    const among = selective(filter) && count ? `，${holders} 个岗位` : "";
    const shown = rest > 0 ? `，列出前 ${drawn} 项` : "";
    status.textContent = count ? `${selective(filter) ? "找到" : "共"} ${count} 项${among}${shown}` : "没有找到";
    more.firstElementChild.textContent = `再列 ${Math.min(rest, STEP)} 项`;
    advise();
  }

  function advise() {
    const said = [];
    if (now.filter.unclear) said.push("金额没有看懂：写数和单位，例如 12000 元、1.2 万元、3 个百分点。");
    if (now.filter.amount) said.push("没有写限额的权限，只在同一事项别处写了限额时列出。");
    if (now.sentences) said.push(`另有 ${now.sentences} 项写成句子、没有分出限额，去掉金额可以看到。`);
    for (const name of now.failed) said.push(`${name}的数据没有读到：网站的 assets/data 文件夹可能没有复制完整。`);
    hint.textContent = said.join("");
    hint.hidden = !said.length;
  }

  // 部门跟着单位走；嵌套的部门选上一级就包含下一级。
  function folders() {
    const unit = units.get(now.filter.unit);
    const select = fields.department;
    const all = new Map();
    for (const names of unit?.folders ?? []) {
      names.forEach((_, depth) => all.set(JSON.stringify(names.slice(0, depth + 1)), names.slice(0, depth + 1)));
    }
    select.disabled = !unit;
    if (select.dataset.of === `${now.filter.unit} ${all.size}` || (unit && !all.size)) return;
    select.dataset.of = `${now.filter.unit} ${all.size}`;
    const chosen = select.value;
    const options = [...all].map(([value, names]) => new Option("　".repeat(names.length - 1) + names.at(-1), value));
    select.replaceChildren(new Option("全部部门", ""), ...options);
    select.value = all.has(chosen) ? chosen : "";
  }

  // 一行

  function line(row, before) {
    const { holder } = row;
    const again = ofPowers && row.action && before?.holder.unit === holder.unit && before.text === row.text;
    const cells = ofPowers
      ? [matter(row, again), [row.action], [limit(row)], whom(row), [position(row)], [folder(holder)]]
      : [sentence(row), [position(row)], [folder(holder)]];
    const made = element("tr", again ? "jd-again" : "");
    made.append(...cells.map((content, at) => cell(heads[at], content)));
    return made;
  }

  function cell(label, content) {
    const made = element("td");
    made.dataset.label = label;
    made.append(...content.filter((part) => part !== ""));
    return made;
  }

  function sentence(row) {
    const parts = element("ul", "jd-who__parts");
    parts.append(...row.parts.map((part) => element("li", "", ...marked(part))));
    return [...marked(row.text), ...row.notes.map(note), ...(row.parts.length ? [parts] : [])];
  }

  function matter(row, again) {
    if (!row.action) return [element("span", "jd-note", "原句"), " ", ...marked(row.text)];
    const said = marked(row.text);
    return [...(again ? [element("span", "jd-ditto", ...said)] : said), ...row.notes.map(note)];
  }

  function note([label, text]) {
    return element("small", "jd-who__note", `${label} `, ...marked(text));
  }

  const limit = (row) => row.limit || (now.filter.amount ? "没有写限额" : "");

  function whom(row) {
    return row.whom.flatMap(([name, url], at) => [at ? "、" : "", url ? link(url, name) : name]);
  }

  // 链接到岗位页里的那一项。
  function position(row) {
    return link(`${row.holder.url}#${root.dataset.anchor}-${row.number}`, row.holder.title);
  }

  function folder({ unit, departments }) {
    const name = departments.join(" / ");
    if (now.filter.unit) return name;
    return element("span", "", name ? `${unit.name} ` : unit.name, name && element("small", "", name));
  }

  function marked(text) {
    const low = text.toLowerCase();
    if (low.length !== text.length || !now.filter.words.length) return [text];
    const found = [];
    for (let at = 0; at < text.length; ) {
      const next = nearest(low, at);
      if (!next) return [...found, text.slice(at)];
      const end = next.at + next.word.length;
      found.push(text.slice(at, next.at), element("mark", "", text.slice(next.at, end)));
      at = end;
    }
    return found;
  }

  function nearest(low, from) {
    return now.filter.words
      .map((word) => ({ word, at: low.indexOf(word, from) }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at || other.word.length - one.word.length)[0];
  }

  function element(name, kind, ...content) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...content);
    return made;
  }

  function link(url, text) {
    const made = element("a", "", text);
    made.setAttribute("href", url);
    return made;
  }

  // 地址里记着条件，可以把筛好的一页发给别人。

  // 不叫 q 和 h：那是站内搜索的。
  const NAMES = ["word", "unit", "department", "action", "amount"];

  function remember() {
    const kept = new URLSearchParams();
    for (const name of NAMES) if (fields[name]?.value) kept.set(name, fields[name].value);
    history.replaceState(null, "", location.pathname + (kept.size ? `?${kept}` : ""));
  }

  function recall() {
    const kept = new URLSearchParams(location.search);
    for (const name of NAMES) if (fields[name] && kept.has(name)) fields[name].value = kept.get(name);
    if (kept.has("department") && fields.unit.value) {
      const value = kept.get("department");
      fields.department.append(new Option(value, value, false, true));
    }
  }

  function changed() {
    remember();
    start();
  }

  let timer = 0;
  form.addEventListener("input", (event) => {
    if (event.isComposing) return;
    if (event.target === fields.unit) fields.department.value = "";
    clearTimeout(timer);
    timer = setTimeout(changed, event.target.tagName === "SELECT" ? 0 : PAUSE);
  });
  form.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(changed, PAUSE);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed)); // 等浏览器把各栏清空
  none.querySelector("button").addEventListener("click", () => {
    form.reset();
    fields.word.focus();
  });
  more.firstElementChild.addEventListener("click", async () => {
    const before = now.drawn;
    now.room += STEP;
    await fill(run);
    body.rows[before]?.querySelector("a")?.focus();
  });

  recall();
  form.hidden = false;
  root.querySelector(".jd-who__start").hidden = true;
  if (units.size === 1) fields.unit.parentElement.hidden = true;
  start();
})();
