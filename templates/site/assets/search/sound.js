// 读音：汉字的拼音（不带声调），用来认拼音、首字母和同音的错字。表在 pinyin.js。
"use strict";

var jdSound = (() => {
  const readings = new Map();
  const chars = new Map();
  for (const entry of jdPinyin.split(" ")) {
    const syllable = entry.match(/^[a-z]+/)[0];
    chars.set(syllable, entry.slice(syllable.length));
    for (const char of entry.slice(syllable.length)) readings.set(char, [...(readings.get(char) || []), syllable]);
  }

  const of = (char) => readings.get(char) || [];
  const alike = (one, other) => of(one).some((syllable) => of(other).includes(syllable));

  // 拼音是不是从某个字起读得通：返回读完了几个字，读不通是 0。最后一个字可以只打了一半。
  function reads(typed, chars, from) {
    let ways = new Set([0]);
    for (let at = from; at < chars.length; at++) {
      const next = new Set();
      for (const done of ways) {
        for (const syllable of [...of(chars[at]), plainChar(chars[at])]) {
          if (!syllable) continue;
          const rest = typed.slice(done);
          if (rest === syllable || (rest && syllable.startsWith(rest))) return at - from + 1;
          if (rest.startsWith(syllable)) next.add(done + syllable.length);
        }
      }
      if (!next.size) return 0;
      ways = next;
    }
    return 0;
  }

  const plainChar = (char) => (/[a-z0-9]/.test(char) ? char : "");

  // 首字母是不是从某个字起对得上。
  function initials(typed, chars, from) {
    if (from + typed.length > chars.length) return false;
    for (let at = 0; at < typed.length; at++) {
      const char = chars[from + at];
      if (char !== typed[at] && !of(char).some((syllable) => syllable[0] === typed[at])) return false;
    }
    return true;
  }

  // 两个字里有一个换成同音字的写法。
  function* likely(pair) {
    for (const at of [1, 0])
      for (const syllable of of(pair[at])) for (const char of chars.get(syllable)) if (char !== pair[at]) yield at ? pair[0] + char : char + pair[1];
  }

  return { likely, alike, reads, initials };
})();
