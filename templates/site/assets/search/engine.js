// 引擎：从资料建索引，给每一页打分。一行是一条职责、一项权限、一句话；一页的分由名称和最贴切的几行得来。
"use strict";

var jdEngine = (() => {
  // 各种页面里的话，说明一件事归谁管的分量：岗位的职责和权限最重，知识库的文章轻。
  const PAGES = { p: 1, o: 0.6, a: 0.4, t: 0.5, q: 0.25, f: 0.5, h: 0.3, w: 0.3 };
  const SECTIONS = {
    purpose: 1, duties: 1, authority: 1, forms: 0.95, responsibilities: 0.9, procedures: 0.85, rules: 0.8, assessment: 0.75,
    collaboration: 0.7, acting_for: 0.6, nature: 0.6, safety: 0.6, qualifications: 0.5, conditions: 0.4, knowledge: 0.3,
  };
  const ENOUGH = 0.34, SOME = 0.12; // 一行至少要有查询的这么多；一行都没有时，有一点也算
  const MISTYPED = 0.7; // 按同音的字找到的
  // 各种页面的名称：和输入的话一样，或只是像。
  const NAMES = { p: [1, 1], o: [1, 0.72], t: [0.86, 0.7], a: [0.8, 0.62], q: [0.6, 0.5], f: [0.7, 0.6], h: [0.6, 0.5], w: [0.6, 0.5] };
  const ALONE = 0.3; // 单个的字比两个字连着轻
  const OTHER_WORDS = 0.85, OTHER_RANK = 0.72; // 换一种说法、换一个职级找到的
  const MOST_VARIANTS = 8;

  class Index {
    constructor(groups, documents) {
      this.groups = groups.map((group) => group.map(jdQuery.plain));
      this.documents = documents;
      this.lines = [];
      documents.forEach((document, number) => this.addLines(document, number));
      this.names = documents.flatMap((document, number) => namesOf(document, number));
      this.grams = new Grams(this.lines);
    }

    addLines([kind, , , , , parts], document) {
      for (const part of parts) {
        const weight = PAGES[kind] * (kind === "p" ? SECTIONS[part[0]] ?? 0.6 : 1);
        for (const text of part[2].split("\n")) if (text) this.lines.push({ document, part, text, plain: jdQuery.plain(text), weight });
      }
    }

    search(typed, most = 30) {
      const whole = jdQuery.plain(typed).trim();
      const tokens = whole.split(/\s+/).filter(Boolean);
      if (!tokens.length) return [];
      const found = tokens.map((token) => this.searchOne(token));
      const scores = tokens.length > 1 ? together(found) : found[0];
      return [...scores.values()].sort(inOrder).slice(0, most);
    }

    // 一个词或一句话：名称像不像，哪些行说到。
    searchOne(token) {
      const core = jdQuery.matter(token);
      const approval = jdQuery.isApproval(token);
      const scores = new Map();
      const of = (document) => {
        if (!scores.has(document)) scores.set(document, { document, name: 0, whole: false, why: "", by: "", lines: [], score: 0, terms: new Set() });
        return scores.get(document);
      };
      const asked = [[core, 1], ...jdQuery.variants(core, this.groups, MOST_VARIANTS).map((other) => [other, OTHER_WORDS])];
      const about = core !== token || jdQuery.isQuestion(token);
      for (const [text, share] of asked) {
        this.matchNames(text, share, about, of);
        this.matchLines(text, share, approval, ENOUGH, of);
      }
      if (![...scores.values()].some(({ whole }) => whole)) for (const text of jdQuery.otherRanks(core)) this.matchNames(text, OTHER_RANK, about, of);
      if (!scores.size) for (const [text, share] of asked) this.matchLines(text, share, approval, SOME, of);
      for (const one of scores.values()) one.score = total(one);
      for (const [document, one] of scores) if (one.score <= 0) scores.delete(document);
      return scores;
    }

    // `about`：问的是一件事，话里的岗位名称只是牵涉到的人。
    matchNames(text, share, about, of) {
      const joined = text.replace(/\s+/g, "");
      for (const { document, name, where, kind, isTitle } of this.names) {
        const { score, why } = jdNames.match(joined, name);
        if (!score) continue;
        const rest = joined.length > name.length && joined.includes(name) ? joined.replace(name, "") : "";
        const named = !rest ? score : where.includes(rest) ? 96 : about ? score * 0.6 : score;
        const value = named * NAMES[kind][why === "same" ? 0 : 1] * (isTitle ? 1 : 0.93) * share;
        const one = of(document);
        const whole = why === "same" || (why === "part" && !rest && kind === "p");
        if (value > one.name) Object.assign(one, { name: value, whole, why: isTitle && why !== "sound" ? "" : why, by: name });
      }
    }

    matchLines(text, share, approval, enough, of) {
      const grams = this.weighed(text);
      const total = grams.reduce((sum, gram) => sum + gram.weight, 0);
      if (!total) return;
      const points = new Map();
      for (const { lines, weight } of grams) for (const line of lines) points.set(line, (points.get(line) || 0) + weight);
      const runs = jdQuery.runs(text);
      for (const [number, sum] of points) {
        if (sum / total < enough) continue;
        const line = this.lines[number];
        const one = of(line.document);
        one.lines.push({ line: number, score: share * worth(line, sum / total, runs, approval) });
        for (const { text: term } of grams) if (term.length > 1 || grams.length === 1) one.terms.add(term);
      }
    }

    // 查询里的字和词，各有多难得。
    weighed(text) {
      const found = [];
      for (const run of jdQuery.runs(text)) {
        if (jdQuery.isLatin(run)) found.push({ text: run, lines: this.grams.linesOf(run) || this.grams.beginning(run), share: 1.5 });
        else for (const gram of hanGrams(run)) found.push(this.weighedGram(gram, run.length === 1));
      }
      const rarest = Math.log(1 + this.lines.length);
      return found.map(({ text: gram, lines, share }) => ({
        text: gram,
        lines,
        weight: share * (lines.length ? Math.log(1 + this.lines.length / lines.length) : 0.4 * rarest),
      }));
    }

    // 两个字连着从没出现过，多半打错了一个：换成同音的字再找。
    weighedGram(gram, isAll) {
      const lines = this.grams.linesOf(gram);
      if (gram.length === 1) return { text: gram, lines: lines || [], share: isAll ? 1 : ALONE };
      if (lines) return { text: gram, lines, share: 1 };
      for (const other of jdSound.likely(gram)) {
        const found = this.grams.linesOf(other);
        if (found) return { text: other, lines: found, share: MISTYPED };
      }
      return { text: gram, lines: [], share: 1 };
    }
  }

  function namesOf([kind, , title, where, names], document) {
    const place = jdQuery.plain(where).replace(/\s+/g, "");
    const one = (text, isTitle) => ({ document, name: jdQuery.plain(text).replace(/\s+/g, ""), where: place, kind, isTitle });
    return [one(title, true), ...names.map((name) => one(name, false))];
  }

  function hanGrams(run) {
    const grams = [...run];
    for (let at = 0; at + 1 < run.length; at++) grams.push(run.slice(at, at + 2));
    return grams;
  }

  // 一行的分：说到多少、连着说的更像、短的更像、写在哪一节；问谁批的，权限更像。
  function worth(line, covered, runs, approval) {
    const together = runs.every((run) => line.plain.includes(run)) ? 0.25 : 0;
    const length = 1 / (1 + 0.004 * Math.max(0, line.plain.length - 16));
    const asked = approval ? (line.part[0] === "authority" ? 1.25 : /批|审|签|决定/.test(line.plain) ? 1.15 : 1) : 1;
    return (covered + together) * length * line.weight * asked;
  }

  // 名称像的，以名称为主；不像的，看内容。
  function total(one) {
    one.lines.sort((first, second) => second.score - first.score || first.line - second.line);
    const seen = new Set();
    one.lines = one.lines.filter(({ line }) => !seen.has(line) && seen.add(line));
    const [first = 0, second = 0, third = 0] = one.lines.map(({ score }) => score);
    const content = 60 * (first + 0.12 * second + 0.06 * third);
    if (one.name < 56) return Math.max(one.name, content) + 0.25 * Math.min(one.name, content);
    return one.name + (one.whole ? 22 : 0) + (one.name > 100 ? 0.1 : 0.25) * content;
  }

  // 几个词一起：都说到的在前。
  function together(found) {
    const scores = new Map();
    for (const part of found) {
      for (const [document, one] of part) {
        const known = scores.get(document);
        if (!known) scores.set(document, { ...one, parts: 1 });
        else Object.assign(known, { score: known.score + one.score, parts: known.parts + 1, lines: [...known.lines, ...one.lines], terms: new Set([...known.terms, ...one.terms]) });
      }
    }
    for (const one of scores.values()) one.score *= one.parts / found.length / found.length;
    return scores;
  }

  const inOrder = (one, other) => other.score - one.score || one.document - other.document;

  return { Index };
})();
