// 首页的搜索框：点它就进到页眉的搜索框里去。
document.querySelector(".jd-search__box")?.addEventListener("click", () => {
  document.querySelector(".md-search__input").focus();
});
