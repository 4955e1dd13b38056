// 倒排：每个字、每两个连着的字、每个拉丁词出现在哪些行。一万个岗位有八百万字，所以用数字数组，先记后分。
"use strict";

class Grams {
  constructor(lines) {
    this.singles = new Int32Array(65536).fill(-1); // 字 → 号
    this.pairs = new Map(); // 两个字 → 号
    this.words = new Map(); // 拉丁词 → 号
    this.size = 0;
    this.seen = new Int32Array(1024); // 号 → 最后出现在第几行（从 1 数）
    this.stream = new Int32Array(4096);
    this.length = 0;
    const ends = new Int32Array(lines.length);
    lines.forEach(({ plain }, line) => {
      this.read(plain, line + 1);
      ends[line] = this.length;
    });
    this.distribute(ends);
  }

  // 记下一行里的每个号，一行一次。
  read(text, line) {
    let before = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (jdQuery.isHan(code)) {
        this.note(this.single(code), line);
        if (before) this.note(this.pair(before * 65536 + code), line);
        before = code;
        continue;
      }
      before = 0;
      const word = jdQuery.wordAt(text, at);
      if (!word) continue;
      this.note(this.word(word), line);
      at += word.length - 1;
    }
  }

  single(code) {
    if (this.singles[code] < 0) this.singles[code] = this.size++;
    return this.singles[code];
  }

  pair(key) {
    let id = this.pairs.get(key);
    if (id === undefined) this.pairs.set(key, (id = this.size++));
    return id;
  }

  word(word) {
    let id = this.words.get(word);
    if (id === undefined) this.words.set(word, (id = this.size++));
    return id;
  }

  note(id, line) {
    if (id >= this.seen.length) this.seen = grown(this.seen);
    if (this.seen[id] === line) return;
    this.seen[id] = line;
    if (this.length === this.stream.length) this.stream = grown(this.stream);
    this.stream[this.length++] = id;
  }

  // 按号分开：`starts` 是每个号的行从哪里开始。
  distribute(ends) {
    this.starts = new Int32Array(this.size + 1);
    for (let at = 0; at < this.length; at++) this.starts[this.stream[at] + 1]++;
    for (let id = 0; id < this.size; id++) this.starts[id + 1] += this.starts[id];
    const next = this.starts.slice();
    this.rows = new Int32Array(this.length);
    for (let line = 0, at = 0; line < ends.length; line++) for (; at < ends[line]; at++) this.rows[next[this.stream[at]]++] = line;
    this.stream = this.seen = null;
  }

  // 一个字、两个字或一个拉丁词在哪些行；没有就是 null。
  linesOf(gram) {
    const id = this.idOf(gram);
    return id === undefined || id < 0 ? null : this.rows.subarray(this.starts[id], this.starts[id + 1]);
  }

  idOf(gram) {
    const code = gram.charCodeAt(0);
    if (!jdQuery.isHan(code)) return this.words.get(gram);
    return gram.length === 1 ? this.singles[code] : this.pairs.get(code * 65536 + gram.charCodeAt(1));
  }

  // 以它开头的拉丁词在哪些行。
  beginning(word) {
    const lines = new Set();
    if (word.length > 1) for (const longer of this.words.keys()) if (longer.startsWith(word)) for (const line of this.linesOf(longer)) lines.add(line);
    return [...lines];
  }
}

function grown(array) {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
