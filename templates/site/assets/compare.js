// 比较两个岗位：选岗位，读入这两个的数据（assets/data/compare/ 里的 .js，从文件夹打开也能读），并排列出。
// 数据里的文字只用 textContent 放进页面，不会当成网页代码。怎样对照在 diff.js。
(() => {
  "use strict";

  const OFFERED = 12; // 一次提示多少个岗位
  const SIDES = ["a", "b"];

  const root = document.querySelector(".jd-compare");
  const form = root.querySelector("form");
  const swap = form.querySelector("button");
  const only = form.elements.only;
  const [status, hint, key] = root.querySelectorAll(":scope > p");
  const result = root.querySelector(".jd-compare__result");
  const folder = root.dataset.list.replace(/\.js$/, "/");

  let positions = []; // 可选的岗位，按单位、部门的次序
  const byKey = new Map();
  const chosen = { a: null, b: null };
  const texts = new Map(); // 读过的岗位

  // 读入

  async function read(position) {
    if (!texts.get(position.key)) {
      texts.set(position.key, await jdLoad(`${folder}${position.key.split("/").map(encodeURIComponent).join("/")}.js`));
    }
    return texts.get(position.key);
  }

  function take({ places, rows }) {
    positions = rows.map(([key, name, place, code, ...aliases], at) => ({
      key, name, code, aliases, at, place: places[place], where: places[place].join(" / "),
      title: plain(name), others: plain(aliases.join("\n")),
      hay: plain([name, code, ...aliases, ...places[place]].join("\n")),
    }));
    for (const position of positions) byKey.set(position.key, position);
  }

  const plain = (text) => text.normalize("NFKC").toLowerCase();

  // 选岗位：写几个字，下面列出名称、别名、编号、单位、部门里有这些字的

  function offered(typed, beside) {
    const words = plain(typed).split(/\s+/).filter(Boolean);
    const near = (position) => (beside && position !== beside && position.where === beside.where ? 0 : 1);
    const rank = ({ title, others }) => {
      if (title === words[0]) return 0;
      return title.startsWith(words[0]) ? 1 : title.includes(words[0]) ? 2 : others.includes(words[0]) ? 3 : 4;
    };
    return positions
      .filter(({ hay }) => words.every((word) => hay.includes(word)))
      .map((position) => ({ position, order: words.length ? rank(position) : near(position) }))
      .sort((one, other) => one.order - other.order || one.position.at - other.position.at)
      .map(({ position }) => position);
  }

  function picker(side) {
    const box = form.elements[side];
    const list = document.getElementById(`jd-${side}-list`);
    let active = -1;

    function close() {
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
      active = -1;
    }

    function open(typed) {
      const found = offered(typed, chosen[side === "a" ? "b" : "a"]);
      list.replaceChildren(...found.slice(0, OFFERED).map(option));
      const rest = found.length - OFFERED;
      if (!found.length) list.append(aside("没有这样的岗位，换个说法试试"));
      else if (rest > 0) list.append(aside(`还有 ${rest} 个，再写几个字就能缩小范围`));
      active = -1;
      box.removeAttribute("aria-activedescendant");
      box.setAttribute("aria-expanded", "true");
      list.hidden = false;
      tell(found.length ? `${found.length} 个岗位可选，用上下键选` : "没有这样的岗位");
    }

    function aside(text) {
      const made = element("li", "jd-pick__rest", text);
      made.setAttribute("role", "presentation");
      return made;
    }

    function option(position, at) {
      const said = [position.code, position.where, position.aliases.length ? `又名 ${position.aliases.join("、")}` : ""];
      const made = element("li", "", position.name, " ", element("small", "", said.filter(Boolean).join(" · ")));
      made.id = `jd-${side}-${at}`;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      made.dataset.key = position.key;
      return made;
    }

    function move(step) {
      if (list.hidden) open(chosen[side]?.name === box.value ? "" : box.value);
      const options = [...list.querySelectorAll("[role=option]")];
      if (!options.length) return;
      active = active < 0 && step < 0 ? options.length - 1 : (active + step + options.length) % options.length;
      options.forEach((each, at) => each.setAttribute("aria-selected", String(at === active)));
      box.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }

    function choose(key) {
      chosen[side] = byKey.get(key) ?? null;
      close();
      changed();
    }

    function enter() {
      if (list.hidden) return;
      const options = list.querySelectorAll("[role=option]");
      const one = options[Math.max(active, 0)];
      if (one && (active >= 0 || box.value.trim())) choose(one.dataset.key);
    }

    function leave() {
      close();
      if (!box.value.trim() && chosen[side]) choose("");
      else restore();
    }

    function restore() {
      box.value = chosen[side]?.name ?? "";
      if (chosen.a && chosen.b) tell(summary);
    }

    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: enter,
      Escape: () => (close(), restore()),
    };
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || !keys[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    });
    box.addEventListener("input", (event) => event.isComposing || open(box.value));
    box.addEventListener("compositionend", () => open(box.value));
    box.addEventListener("focus", () => box.select());
    box.addEventListener("click", () => list.hidden && open(chosen[side] ? "" : box.value));
    box.addEventListener("blur", leave);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // 焦点留在框里
    list.addEventListener("click", (event) => {
      const one = event.target.closest("[role=option]");
      if (one) choose(one.dataset.key);
    });
  }

  // 对照

  let summary = "";
  let run = 0;

  async function show() {
    const mine = (run += 1);
    const pair = SIDES.map((side) => chosen[side]);
    for (const side of SIDES) form.elements[side].value = chosen[side]?.name ?? "";
    swap.disabled = !pair.some(Boolean);
    summary = "";
    if (!pair.every(Boolean)) return clear(pair.some(Boolean) ? "再选一个岗位，就能比较" : "选两个岗位，就能比较");
    const both = await Promise.all(pair.map(read));
    if (mine !== run) return;
    const missing = pair.filter((_, at) => !both[at]).map(({ name }) => name);
    if (missing.length) {
      clear("没有读到，不能比较");
      return advise(`${missing.join("、")}的数据没有读到：网站的 assets/data 文件夹可能没有复制完整。`);
    }
    advise("");
    draw(both, pair);
  }

  function clear(text) {
    result.replaceChildren();
    key.hidden = true;
    tell(text);
  }

  function draw(both, pair) {
    const alike = both[0].name === both[1].name;
    const names = both.map(({ name, where }) => (alike ? `${name}（${where.join(" / ")}）` : name));
    const found = window.jdDiff.sections(both[0].sections, both[1].sections);
    const counts = count(found.flatMap(([, , rows]) => rows));
    summary = pair[0] === pair[1] ? "两边选的是同一个岗位" : said(counts, names);
    key.hidden = differing(counts) === 0;
    result.replaceChildren(heads(both), ...found.map((section) => part(section, names)));
    filter();
    tell(summary);
    document.title = `${names.join(" 与 ")} - 比较`;
  }

  const count = (rows) => {
    const counts = { same: 0, changed: 0, left: 0, right: 0 };
    for (const [left, right, state] of rows) {
      if (state !== "apart") counts[state] += 1;
      else counts.left += left ? 1 : 0;
      if (state === "apart") counts.right += right ? 1 : 0;
    }
    return counts;
  };
  const differing = ({ changed, left, right }) => changed + left + right;

  function said({ same, changed, left, right }, [one, other]) {
    const parts = [
      same && `${same} 条相同`,
      changed && `${changed} 条不尽相同`,
      left && `${left} 条只有${one}有`,
      right && `${right} 条只有${other}有`,
    ];
    return parts.filter(Boolean).join("，");
  }

  function heads(both) {
    const made = element("div", "jd-compare__heads");
    for (const { name, where, url } of both) {
      const link = element("a", "", name);
      link.setAttribute("href", url);
      made.append(element("p", "", link, " ", element("small", "", where.join(" / "))));
    }
    return made;
  }

  function part([id, label, rows], names) {
    const counts = count(rows);
    const made = element("section", "jd-compare__part");
    const told = element("small", "", differing(counts) ? said(counts, names) : "全部相同");
    const heading = element("h2", "", label, " ", told);
    heading.id = `jd-part-${id}`;
    made.setAttribute("aria-labelledby", heading.id);
    made.dataset.differs = differing(counts);
    const table = element("table");
    const head = table.createTHead().insertRow();
    for (const name of names) {
      const cell = element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    table.createTBody().append(...rows.map((row) => line(row, names)));
    made.append(heading, table);
    return made;
  }

  function line([left, right, state], names) {
    const made = element("tr");
    made.dataset.state = state;
    const sides = state === "changed" ? marked(left, right) : [left, right].map((each) => each && spoken(each));
    sides.forEach((content, at) => {
      const cell = made.insertCell();
      if (!content) return;
      const lone = state === "apart";
      cell.dataset.label = state === "same" ? "两者相同" : lone ? `只有${names[at]}有` : names[at];
      if (lone) {
        cell.dataset.lone = at ? "right" : "left";
        cell.append(element("span", "jd-compare__said", `${cell.dataset.label}：`));
      }
      cell.append(...content);
    });
    return made;
  }

  const spoken = (each) => saying(each, [[each.text, true]], (each.notes ?? []).map(([label, text]) => [label, [[text, true]]]));

  // 不尽相同的两行：各自标出对方没有的字。
  function marked(left, right) {
    const [one, other] = window.jdDiff.letters(left.text, right.text);
    const notes = [left.notes ?? [], right.notes ?? []];
    const against = (mine, yours, at) =>
      mine.map(([label, text]) => {
        const there = yours.find(([name]) => name === label);
        if (!there) return [label, [[text, false]]];
        const pair = at ? [there[1], text] : [text, there[1]];
        return [label, window.jdDiff.letters(...pair)[at]];
      });
    return [saying(left, one, against(notes[0], notes[1], 0)), saying(right, other, against(notes[1], notes[0], 1))];
  }

  function saying({ label, number }, text, notes) {
    const lead = number ? [element("span", "jd-compare__number", `${number}.`), " "] : [];
    if (label) lead.push(element("b", "jd-compare__label", label), " ");
    const body = element("span", "jd-compare__text", ...lettered(text));
    const more = notes.flatMap(([name, parts]) => [" ", element("span", "jd-note", element("b", "", name), " ", ...lettered(parts))]);
    return [...lead, body, ...more];
  }

  const lettered = (parts) => parts.map(([text, both]) => (both ? text : element("mark", "", text)));

  function filter() {
    root.toggleAttribute("data-only", only.checked);
    result.querySelector(".jd-compare__nothing")?.remove();
    const differs = result.querySelector("[data-differs]:not([data-differs='0'])");
    if (only.checked && result.childElementCount && !differs) result.append(element("p", "jd-compare__nothing", "没有不同的地方。"));
  }

  function element(name, kind, ...content) {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...content);
    return made;
  }

  function tell(text) {
    status.textContent = text;
  }

  function advise(text) {
    hint.textContent = text;
    hint.hidden = !text;
  }

  // 地址里记着选的两个，可以发给别人。

  function remember() {
    const kept = SIDES.filter((side) => chosen[side]).map((side) => `${side}=${encodeURIComponent(chosen[side].key).replaceAll("%2F", "/")}`);
    if (only.checked) kept.push("only=1");
    history.replaceState(null, "", location.pathname + (kept.length ? `?${kept.join("&")}` : ""));
  }

  function recall() {
    const kept = new URLSearchParams(location.search);
    only.checked = kept.get("only") === "1";
    const gone = SIDES.map((side) => kept.get(side)).filter((key) => key && !byKey.has(key));
    for (const side of SIDES) chosen[side] = byKey.get(kept.get(side)) ?? null;
    if (gone.length) advise(`没有找到岗位 ${gone.join("、")}：可能已经废止、改了文件名，或没有发布。请重新选。`);
  }

  function changed() {
    advise("");
    remember();
    return show();
  }

  swap.addEventListener("click", () => {
    [chosen.a, chosen.b] = [chosen.b, chosen.a];
    changed();
  });
  only.addEventListener("change", () => {
    remember();
    filter();
    if (summary) tell(only.checked ? `只看不同：${summary}` : summary);
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  async function start() {
    const list = await jdLoad(root.dataset.list);
    if (!list) return advise("岗位的清单没有读到：网站的 assets/data 文件夹可能没有复制完整。");
    take(list);
    SIDES.forEach(picker);
    recall();
    form.hidden = false;
    root.querySelector(".jd-compare__start").hidden = true;
    const told = hint.textContent;
    await show();
    if (told) advise(told);
    return undefined;
  }

  start();
})();
