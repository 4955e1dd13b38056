// 首页的搜索框：点它就进到页眉的搜索框里去。
document.querySelector(".jd-search__box")?.addEventListener("click", () => {
  const field = document.querySelector(".md-search__input");
  if (field) field.focus();
  else document.querySelector(".md-search__button")?.click(); // 别的生成器的搜索是一个按钮
});

// 搜索层是一个对话框，读屏软件要念出它的名字。
document.querySelector(".md-search")?.setAttribute("aria-label", "搜索");

// 术语：指着或用键盘走到时，旁边显示定义。定义是文字，用 textContent 放进去，不会当成网页代码。
const tip = document.createElement("div");
tip.className = "jd-tip";
tip.setAttribute("role", "tooltip");

function showTip(event) {
  const term = event.target.closest?.(".jd-term");
  if (!term) return;
  tip.textContent = term.dataset.tip;
  document.body.append(tip);
  const at = term.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
  const below = at.bottom + tip.offsetHeight + 12 < window.innerHeight;
  tip.style.left = `${Math.max(12, left) + window.scrollX}px`;
  tip.style.top = `${(below ? at.bottom + 6 : at.top - tip.offsetHeight - 6) + window.scrollY}px`;
}

for (const name of ["mouseover", "focusin"]) document.addEventListener(name, showTip);
for (const name of ["mouseout", "focusout"]) document.addEventListener(name, () => tip.remove());
document.addEventListener("keydown", (event) => event.key === "Escape" && tip.remove());

// 每一项的链接：点一下就复制，地址栏也跟着变。内网的 http 网站没有剪贴板接口，用老办法。
const told = document.createElement("div");
told.className = "jd-said";
told.setAttribute("role", "status");
if (document.querySelector(".jd-pin")) document.body.append(told);
let telling = 0;

function tell(text) {
  clearTimeout(telling);
  told.textContent = text;
  telling = setTimeout(() => told.replaceChildren(), 3000);
}

function copyByHand(text) {
  const box = document.createElement("textarea");
  const before = document.activeElement;
  box.value = text;
  document.body.append(box);
  box.select();
  const copied = document.execCommand("copy");
  box.remove();
  before?.focus({ preventScroll: true });
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

document.addEventListener("click", async (event) => {
  const pin = event.target.closest?.(".jd-pin");
  if (!pin || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(pin.href);
  url.search = ""; // 从搜索过来时带着的词
  tell((await copy(url.href)) ? "已复制这一项的链接" : "没有复制成功，可以从地址栏复制");
});

// 自测：交卷后标出对错，翻开答错的解析。没有脚本时，答案在每题的“答案和解析”里。
function result(question) {
  const labels = [...question.querySelectorAll("label")];
  const chosen = (label) => label.querySelector("input").checked;
  if (!labels.some(chosen)) return "空";
  return labels.every((label) => chosen(label) === label.hasAttribute("data-right")) ? "对" : "错";
}

function mark(test) {
  const questions = [...test.querySelectorAll(".jd-question")];
  for (const question of questions) {
    question.dataset.result = result(question);
    question.querySelector("details").open = question.dataset.result === "错";
  }
  const count = (word) => questions.filter((question) => question.dataset.result === word).length;
  const empty = count("空") ? `，${count("空")} 题没有作答` : "";
  test.dataset.done = "";
  test.querySelector("output").textContent = `${questions.length} 题答对 ${count("对")} 题${empty}`;
}

function clear(test) {
  delete test.dataset.done;
  test.querySelector("output").textContent = "";
  for (const question of test.querySelectorAll(".jd-question")) {
    delete question.dataset.result;
    question.querySelector("details").open = false;
  }
}

for (const test of document.querySelectorAll(".jd-test")) {
  test.addEventListener("submit", (event) => event.preventDefault()); // 在选项上按回车不算交卷
  test.addEventListener("reset", () => clear(test));
  test.addEventListener("change", () => "done" in test.dataset && clear(test));
  test.querySelector(".jd-score [data-mark]").addEventListener("click", () => mark(test));
}

// 搜索：框得到焦点就让后台载入资料；用输入法、粘贴和语音输入时也马上查，Material 只听按键。
const searchBox = document.querySelector(".md-search__input");
searchBox?.addEventListener("focus", () => window.BroadcastChannel && new BroadcastChannel("jd-search").postMessage("load"), { once: true });
searchBox?.addEventListener("input", () => searchBox.dispatchEvent(new KeyboardEvent("keyup")));

// 搜索结果里的单位名称，Material 写成导航区；一屏几十个同名的导航区只会打扰读屏软件的使用者。
const hits = document.querySelector(".md-search-result__list");
const plain = () => hits.querySelectorAll("nav.md-tags:not([role])").forEach((tags) => tags.setAttribute("role", "none"));
if (hits) new MutationObserver(plain).observe(hits, { childList: true, subtree: true });

// 组织架构图：没有脚本时全部展开。有脚本时，每个有下级的岗位多一个折叠按钮，岗位多的图先只展开上面几层。
const chart = document.querySelector(".jd-org[data-level]");
const branches = chart ? [...chart.querySelectorAll("li > ul")] : [];

function fold(list, open) {
  list.hidden = !open;
  list.parentElement.querySelector(":scope > .jd-node .jd-fold").setAttribute("aria-expanded", open);
}

function addFold(list) {
  const node = list.parentElement.querySelector(":scope > .jd-node");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jd-fold";
  button.textContent = list.querySelectorAll(".jd-node--full").length;
  button.setAttribute("aria-label", `${nameOf(node)}以下 ${button.textContent} 个岗位`);
  button.addEventListener("click", () => fold(list, list.hidden));
  node.append(button);
}

function nameOf(node) {
  return node.firstChild.textContent.trim();
}

function depthOf(list) {
  let depth = 0;
  for (let at = list.parentElement; at !== chart; at = at.parentElement) depth += at.tagName === "UL";
  return depth;
}

function foldToStart() {
  for (const list of branches) fold(list, depthOf(list) <= Number(chart.dataset.level));
}

// 从别的页面链接过来时，把那个岗位和它的下一层展开，移到眼前。
function targetOf(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // 地址里写坏了的 %
  }
}

function showTarget() {
  const target = targetOf(location.hash);
  if (!target || !chart.contains(target)) return;
  for (const list of branches) if (list.contains(target) || list.parentElement === target) fold(list, true);
  target.scrollIntoView({ block: "center" });
}

// 找：留下名称或部门里有这几个字的岗位、它们上面的各级，和折叠着的下级。双线汇报的链接不算，本人在别处。
function find(words, said) {
  const nodes = [...chart.querySelectorAll(".jd-node")];
  const places = nodes.filter((node) => node.matches(".jd-node--full, .jd-node--absent"));
  const found = new Set(words ? places.filter((node) => node.textContent.toLowerCase().includes(words)) : []);
  const above = new Set();
  for (const node of found) for (let at = node.parentElement; at !== chart; at = at.parentElement) above.add(at);
  const below = (item) => item !== chart && (found.has(item.querySelector(":scope > .jd-node")) || below(item.parentElement));
  for (const node of nodes) {
    node.classList.toggle("jd-found", found.has(node));
    node.parentElement.hidden = words !== "" && !above.has(node.parentElement) && !below(node.parentElement);
  }
  if (words) for (const list of branches) fold(list, above.has(list));
  else foldToStart();
  said.textContent = words ? (found.size ? `找到 ${found.size} 个` : "没有找到，换个说法试试") : "";
}

// 上下键在看得见的岗位之间移动，左右键收起、展开；Tab 键照常。
function walk(event) {
  const node = event.target.closest?.(".jd-node");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
  const list = node.parentElement.querySelector(":scope > ul");
  if (step) {
    const stops = [...chart.querySelectorAll(".jd-node > a")].filter((link) => !link.closest("[hidden]"));
    const at = stops.indexOf(node.querySelector("a"));
    stops[at + step]?.focus();
  } else if (list && event.key === "ArrowRight") fold(list, true);
  else if (list && event.key === "ArrowLeft") fold(list, false);
  else return;
  event.preventDefault();
}

if (chart) {
  const tools = document.querySelector(".jd-tools");
  const box = tools.querySelector("input");
  branches.forEach(addFold);
  foldToStart();
  showTarget();
  window.addEventListener("hashchange", showTarget);
  chart.addEventListener("keydown", walk);
  box.addEventListener("input", () => find(box.value.trim().toLowerCase(), tools.querySelector("output")));
  for (const button of tools.querySelectorAll("[data-fold]")) {
    button.addEventListener("click", () => branches.forEach((list) => fold(list, button.dataset.fold === "open")));
  }
}
