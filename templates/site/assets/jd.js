// 首页的搜索框：点它就进到页眉的搜索框里去。
document.querySelector(".jd-search__box")?.addEventListener("click", () => {
  document.querySelector(".md-search__input").focus();
});

// 搜索层是一个对话框，读屏软件要念出它的名字。
document.querySelector(".md-search")?.setAttribute("aria-label", "搜索");

// 自测：交卷后标出对错，翻开解析。没有脚本时，答案在每题的“答案和解析”里。
function isRight(question) {
  return [...question.querySelectorAll("label")].every(
    (label) => label.querySelector("input").checked === label.hasAttribute("data-right")
  );
}

document.addEventListener("submit", (event) => {
  const test = event.target.closest(".jd-test");
  if (!test) return;
  event.preventDefault();
  const questions = [...test.querySelectorAll(".jd-question")];
  for (const question of questions) {
    question.dataset.result = isRight(question) ? "对" : "错";
    question.querySelector("details").open = question.dataset.result === "错";
  }
  test.dataset.done = "";
  const right = questions.filter((question) => question.dataset.result === "对").length;
  test.querySelector("output").textContent = `${questions.length} 题答对 ${right} 题`;
});
