// 两个岗位的每一节里，哪几行是一回事，差哪几个字。只算，不碰页面。
// 一行是 { text, label, number, notes }：label 是它回答的问题（学历、岗位编号），清单和表格里的行没有。
window.jdDiff = (() => {
  "use strict";

  const ALIKE = 0.6; // 两行的字有多少相同，才算同一件事
  const TABLE = 4e6; // 一次对照最多多少格；再长的文字只比开头和结尾
  const BUDGET = 4e7; // 一节里为了找相像的行，一共算多少格

  // 最长公共子序列：两边相同的位置，一对一对，按次序。
  function common(one, other) {
    let start = 0;
    while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const run = (length, i, j) => Array.from({ length }, (_, at) => [i + at, j + at]);
    const inner = middle(one.slice(start, one.length - end), other.slice(start, other.length - end));
    return [
      ...run(start, 0, 0),
      ...inner.map(([i, j]) => [i + start, j + start]),
      ...run(end, one.length - end, other.length - end),
    ];
  }

  function middle(one, other) {
    const width = other.length + 1;
    if (!one.length || !other.length || one.length * other.length > TABLE) return [];
    const longest = new Uint32Array((one.length + 1) * width);
    for (let i = one.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        const at = i * width + j;
        longest[at] =
          one[i] === other[j] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
      }
    }
    const found = [];
    for (let i = 0, j = 0; i < one.length && j < other.length; ) {
      const at = i * width + j;
      if (one[i] === other[j]) found.push([i++, j++]);
      else if (longest[at + width] >= longest[at + 1]) i += 1;
      else j += 1;
    }
    return found;
  }

  // 两段文字各切成几段：[文字, 是否两边都有]。夹在不同中间、孤零零相同的一个字，也算不同，免得看花眼。
  function letters(one, other) {
    const [left, right] = [Array.from(one), Array.from(other)];
    const runs = [];
    for (const [i, j] of common(left, right)) {
      const last = runs.at(-1);
      if (last && last.i + last.length === i && last.j + last.length === j) last.length += 1;
      else runs.push({ i, j, length: 1 });
    }
    const kept = runs.filter(
      (run) =>
        run.length > 1 ||
        (run.i === 0 && run.j === 0) ||
        (run.i === left.length - 1 && run.j === right.length - 1),
    );
    return [cut(left, kept.map(({ i, length }) => [i, length])), cut(right, kept.map(({ j, length }) => [j, length]))];
  }

  function cut(text, runs) {
    const parts = [];
    let end = 0;
    for (const [at, length] of [...runs, [text.length, 0]]) {
      parts.push([text.slice(end, at).join(""), false], [text.slice(at, at + length).join(""), true]);
      end = at + length;
    }
    return parts.filter(([said]) => said);
  }

  const whole = ({ text, label, notes }) => JSON.stringify([text, label ?? null, notes ?? []]);

  // 两边是一回事的行：左边第几行 → 右边第几行。先找一字不差的，再找最像的。
  function pairs(left, right) {
    const found = new Map();
    const taken = new Set();
    const join = (i, j) => {
      if (found.has(i) || taken.has(j)) return;
      found.set(i, j);
      taken.add(j);
    };
    for (const [i, j] of common(left.map(whole), right.map(whole))) join(i, j);
    const places = new Map();
    right.forEach((line, j) => {
      const text = whole(line);
      if (!taken.has(j)) places.set(text, [...(places.get(text) ?? []), j]);
    });
    left.forEach((line, i) => {
      const here = places.get(whole(line));
      if (here?.length && !found.has(i)) join(i, here.shift());
    });
    for (const { i, j } of likely(left, right, found, taken)) join(i, j);
    return found;
  }

  // 还没有配上的行里相像的，最像的在前；一样像的，位置近的在前。
  function likely(left, right, found, taken) {
    const [mine, yours] = [left, right].map((lines) => lines.map((line) => ({ line, sole: sole(lines, line) })));
    const room = { left: BUDGET };
    const all = [];
    mine.forEach((one, i) => {
      if (found.has(i)) return;
      yours.forEach((other, j) => {
        const score = taken.has(j) ? 0 : likeness(one, other, room);
        if (score >= ALIKE) all.push({ i, j, score });
      });
    });
    const away = ({ i, j }) => Math.abs(i - j);
    return all.sort((one, other) => other.score - one.score || away(one) - away(other));
  }

  const sole = (lines, { label }) => label !== undefined && lines.filter((line) => line.label === label).length === 1;

  function likeness(one, other, room) {
    if (one.line.label !== other.line.label) return 0;
    const alike = ratio((one.letters ??= Array.from(one.line.text)), (other.letters ??= Array.from(other.line.text)), room);
    if (alike < ALIKE) return one.sole && other.sole ? ALIKE : 0;
    const notes = new Set((one.line.notes ?? []).map(String));
    return alike + (other.line.notes ?? []).filter((note) => notes.has(String(note))).length / 100;
  }

  // 相同的字占多少。两边各有哪些字先数一数：连这个都不够，就不必对照次序。
  function ratio(one, other, room) {
    const most = one.length + other.length;
    if (!most) return 1;
    if ((2 * shared(one, other)) / most < ALIKE) return 0;
    room.left -= one.length * other.length;
    return room.left < 0 ? 0 : (2 * common(one, other).length) / most;
  }

  function shared(one, other) {
    const count = new Map();
    for (const letter of one) count.set(letter, (count.get(letter) ?? 0) + 1);
    let both = 0;
    for (const letter of other) {
      const left = count.get(letter) ?? 0;
      if (left) both += 1;
      count.set(letter, left - 1);
    }
    return both;
  }

  // 两列清单合成一列：按左边的次序，只有右边有的跟在它在右边的前一个后面。
  function merged(left, right, found) {
    const back = new Map([...found].map(([i, j]) => [j, i]));
    const after = new Map([[-1, []]]);
    let last = -1;
    right.forEach((_, j) => {
      if (back.has(j)) last = back.get(j);
      else after.set(last, [...(after.get(last) ?? []), j]);
    });
    const alone = (i) => (after.get(i) ?? []).map((j) => [null, right[j]]);
    return [...alone(-1), ...left.flatMap((item, i) => [[item, found.has(i) ? right[found.get(i)] : null], ...alone(i)])];
  }

  // 一节的各行：[左, 右, same｜changed｜apart]。apart 是各说各的，并排只为省地方；一边完了，那边是 null。
  function rows(left, right) {
    const all = [];
    let lone = [[], []];
    const flush = () => {
      const [mine, yours] = lone;
      for (let at = 0; at < Math.max(mine.length, yours.length); at += 1) {
        all.push([mine[at] ?? null, yours[at] ?? null, "apart"]);
      }
      lone = [[], []];
    };
    for (const [one, other] of merged(left, right, pairs(left, right))) {
      if (!one) lone[1].push(other);
      else if (!other) lone[0].push(one);
      else {
        flush();
        all.push([one, other, whole(one) === whole(other) ? "same" : "changed"]);
      }
    }
    flush();
    return all;
  }

  // 两个岗位的各节：[键, 标题, 行]，一方没有的节也在内。
  function sections(left, right) {
    const keys = new Map(right.map(([key], j) => [key, j]));
    const found = new Map(left.map(([key], i) => [i, keys.get(key)]).filter(([, j]) => j !== undefined));
    return merged(left, right, found).map(([one, other]) => {
      const [key, label] = one ?? other;
      return [key, label, rows(one?.[2] ?? [], other?.[2] ?? [])];
    });
  }

  return { sections, rows, letters };
})();
