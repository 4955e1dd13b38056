// 查询：把人们输入的话变成要找的词。不接触网页，也不接触索引。
"use strict";

var jdQuery = (() => {
  const HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ud840-\ud888\udc00-\udfff";
  const LATIN = "[a-z0-9][a-z0-9+#.&-]*";
  const RUNS = new RegExp(`[${HAN}]+|${LATIN}`, "g");
  const WORD = new RegExp(LATIN, "y");
  const IS_HAN = new RegExp(`[${HAN}]`);
  const HAN_CODES = Uint8Array.from({ length: 65536 }, (_, code) => IS_HAN.test(String.fromCharCode(code)));

  // 问句里不指事情的话，从长到短。只在去掉以后还剩下东西时才去掉。
  const ASKING = [
    "请问", "哪个岗位", "什么岗位", "哪个部门", "什么部门", "哪个人", "什么人", "什么时候", "应该找谁", "需要找谁", "要找谁", "去找谁",
    "应该由谁", "是由谁", "由谁来", "归谁", "由谁", "找谁", "问谁", "是谁", "给谁", "交给谁", "向谁", "跟谁", "谁来", "谁能", "谁可以",
    "谁负责", "谁管理", "谁管", "谁做", "谁去", "谁有权", "有权", "哪里", "在哪", "哪些", "哪位", "哪个", "怎么办理", "怎么办", "怎么",
    "怎样", "如何", "什么", "多少", "是不是", "能不能", "可不可以", "可以", "应该", "需要", "那边", "这边", "负责人", "负责", "我想", "我要", "想要", "谁",
  ];
  const ENDINGS = /(?:的(?:是|人|岗位)?|吗|呢|吧|啊|呀|了|么|管|办|做|要|由|归|找|是|来|去|批|审批|批准|签字)$/;
  const BEGINNINGS = /^(?:要|想|由|归|来|去|是|的|我|让|有|管)/;
  const ASKED = /谁|哪|什么|怎么|怎样|如何|吗|呢|？|\?/;
  const APPROVING = /批|审|谁签|签字|同意|授权|谁可以|谁有权|谁能|决定/;

  const UNUSUAL = /[A-Z\uff01-\uff5e\u3000\u0080-\u024f]/;

  // 统一写法，长度不变：全角变半角，大写变小写。
  function plain(text) {
    if (!UNUSUAL.test(text)) return text;
    const half = text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, " ");
    const small = half.toLowerCase();
    return small.length === text.length ? small : half;
  }

  // 去掉问话的部分；什么都不剩就原样返回。
  function matter(text) {
    let left = text;
    for (const word of ASKING) {
      const without = left.split(word).join(" ");
      if (/\S/.test(without)) left = without;
    }
    if (left === text) return text;
    const parts = left.split(/\s+/).filter(Boolean).map(trimmed).filter(Boolean);
    return parts.join(" ") || text;
  }

  function trimmed(part) {
    for (let before = ""; before !== part; ) {
      before = part;
      const shorter = part.replace(ENDINGS, "").replace(BEGINNINGS, "");
      if (shorter.length >= 2 || (shorter && part.length > 3)) part = shorter;
    }
    return part;
  }

  // 换成意思相同的说法，各换一处；`groups` 是意思相同的词。
  function variants(text, groups, most) {
    const found = [];
    for (const group of groups)
      for (const word of group)
        if (text.includes(word) && !(isLatin(word) && !standsAlone(text, word)))
          for (const other of group)
            if (other !== word && !text.includes(other) && !goesOn(text, word, other)) found.push([word.length, text.replace(word, other)]);
    found.sort((one, two) => two[0] - one[0]);
    return [...new Set(found.map(([, other]) => other))].slice(0, most);
  }

  // 已经打出了另一种说法的下一个字：副总经，不是副总。
  const goesOn = (text, word, other) => other.startsWith(word) && text[text.indexOf(word) + word.length] === other[word.length];

  // 各家叫法不一的职级：财务经理，这里也许叫财务总监。
  const RANKS = ["总监", "经理", "主管", "主任", "部长", "负责人", "专员", "员"];
  function otherRanks(text) {
    const rank = RANKS.find((word) => text.endsWith(word) && text.length > word.length + 1);
    return rank ? RANKS.filter((other) => other !== rank).map((other) => text.slice(0, -rank.length) + other) : [];
  }

  const isLatin = (word) => !IS_HAN.test(word);
  const isHan = (code) => HAN_CODES[code];

  // 连着的汉字，或一个拉丁词。
  const runs = (text) => text.match(RUNS) || [];
  const standsAlone = (text, word) => runs(text).includes(word);

  // 从某处起的拉丁词；那里不是，就是空的。
  function wordAt(text, at) {
    WORD.lastIndex = at;
    return WORD.exec(text)?.[0] || "";
  }

  return { plain, matter, variants, otherRanks, runs, wordAt, isLatin, isHan, isApproval: (text) => APPROVING.test(text), isQuestion: (text) => ASKED.test(text) };
})();
