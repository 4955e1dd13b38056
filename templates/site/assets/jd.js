// 首页的搜索框：点它就进到页眉的搜索框里去。
document.querySelector(".jd-search__box")?.addEventListener("click", () => {
  document.querySelector(".md-search__input").focus();
});

// 搜索层是一个对话框，读屏软件要念出它的名字。
document.querySelector(".md-search")?.setAttribute("aria-label", "搜索");
