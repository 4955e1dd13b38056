// 名称：输入的话和一个名称有多像，0 到 100；为什么像。
"use strict";

var jdNames = (() => {
  const NOTHING = { score: 0, why: "" };

  function match(typed, name) {
    if (!typed || !name) return NOTHING;
    if (typed === name) return { score: 118, why: "same" };
    return inside(typed, name) || (jdQuery.isLatin(typed) ? spoken(typed, name) : null) || shortened(typed, name) || mistyped(typed, name) || NOTHING;
  }

  // 一个包含另一个。
  function inside(typed, name) {
    const share = typed.length / name.length;
    if (name.startsWith(typed)) return { score: 70 + 20 * share, why: "part" };
    if (name.includes(typed)) return typed.length > 1 ? { score: 60 + 25 * share, why: "part" } : { score: 30, why: "part" };
    if (name.length > 1 && typed.includes(name)) return { score: 30 + 55 / share, why: "part" };
    return null;
  }

  // 拼音：全拼从任何一个字起，首字母也是；从头对上的更像。
  function spoken(typed, name) {
    if (!/^[a-z]{2,}$/.test(typed)) return null;
    const chars = [...name];
    let best = null;
    for (let from = 0; from < chars.length; from++) {
      const start = from ? -15 : 0;
      const read = typed.length > 2 ? jdSound.reads(typed, chars, from) : 0;
      if (read) best = better(best, { score: 62 + 20 * (read / chars.length) + start, why: "sound" });
      if (jdSound.initials(typed, chars, from)) best = better(best, { score: 50 + 30 * (typed.length / chars.length) + start, why: "sound" });
    }
    return best;
  }

  const better = (one, other) => (one && one.score >= other.score ? one : other);

  // 省去几个字的叫法：字按原来的次序，头一个字相同。
  function shortened(typed, name) {
    if (typed.length < 2 || typed[0] !== name[0] || typed.length >= name.length) return null;
    let at = 0;
    for (const char of name) if (char === typed[at]) at++;
    if (at < typed.length) return null;
    const same = typed.at(-1) === name.at(-1) ? 10 : 0;
    return { score: 42 + 30 * (typed.length / name.length) + same, why: "short" };
  }

  // 错一个字（同音的更像），或多打一个字。
  function mistyped(typed, name) {
    if (typed.length < 2 || jdQuery.isLatin(typed)) return null;
    let best = null;
    for (let from = 0; from + typed.length <= name.length; from++) {
      const wrong = [];
      for (let at = 0; at < typed.length && wrong.length < 2; at++) if (typed[at] !== name[from + at]) wrong.push(at);
      if (wrong.length !== 1) continue;
      const share = typed.length / name.length;
      const start = from ? -6 : 0;
      if (jdSound.alike(typed[wrong[0]], name[from + wrong[0]])) best = better(best, { score: 52 + 20 * share + start, why: "typo" });
      else if (typed.length > 2) best = better(best, { score: 36 + 20 * share + start, why: "typo" });
    }
    if (best || typed.length < 4) return best;
    for (let out = 0; out < typed.length; out++) {
      const without = typed.slice(0, out) + typed.slice(out + 1);
      if (name.includes(without)) return { score: 40 + 20 * (without.length / name.length), why: "typo" };
    }
    return null;
  }

  return { match };
})();
