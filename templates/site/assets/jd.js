// 首页的搜索框：点它就进到页眉的搜索框里去。
document.querySelector(".jd-search__box")?.addEventListener("click", () => {
  document.querySelector(".md-search__input").focus();
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
