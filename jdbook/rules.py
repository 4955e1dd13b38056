"""Rules of reading (JD0xx), what can be wrong with a file before its content is looked at, and of rosters (JD6xx).

Rules of content stand beside their checks in `jdbook.checks`; both kinds look the same to `check --explain`.
"""

from __future__ import annotations

from jdbook.findings import Rule, Severity

ERROR, WARNING, HINT = Severity


def _rule(code: str, title: str, severity: Severity, *, why: str, mend: str) -> Rule:
    return Rule(code, title, severity, f"**为什么** {why}\n\n**怎么改** {mend}")


# fmt: off
SYNTAX = _rule(
    "JD001", "YAML 写法有误", ERROR,
    why="文件不合 YAML 的写法，程序读不出内容，只能整份跳过。",
    mend="到所指的行看缩进、冒号、引号是否完整；列表项以“- ”开头，键和值之间是半角冒号加一个空格。",
)
ENCODING = _rule(
    "JD002", "文件编码不是 UTF-8", ERROR,
    why="旧版记事本和部分软件把中文存成 GBK，换一台电脑就成乱码，所以一律用 UTF-8。",
    mend="用记事本打开，“另存为”时编码选 UTF-8；或在 VS Code 右下角点编码，选“通过编码保存”→ UTF-8。",
)
EMPTY_FILE = _rule(
    "JD003", "文件是空的", ERROR,
    why="空文件没有岗位可生成，多半是保存时出了差错。",
    mend="写入内容，或删掉这个文件；暂时不用的草稿可改名为以“_”开头。",
)
NOT_A_MAPPING = _rule(
    "JD004", "应为“键: 值”的写法", ERROR,
    why="岗位文件、单位文件的最外层都是一行一个“键: 值”，不是列表或一段文字。",
    mend="第一行写 `title: 岗位名称`，冒号用半角，后面空一格。",
)
UNKNOWN_KEY = _rule(
    "JD005", "不认识的键", ERROR,
    why="写错的键不会出现在页面和 Word 里，内容会悄悄丢失，所以按错误处理。",
    mend="按提示改成正确的英文键；中文键改写成对应的英文键，例如“直接上级”写作 `superior`。",
)
WRONG_SHAPE = _rule(
    "JD006", "值的写法不对", ERROR,
    why="这个键要的是另一种写法，例如要一句话却写成了列表。",
    mend="按提示改写；拿不准时用 `python build.py new` 生成一份样板对照。",
)
DUPLICATE_KEY = _rule(
    "JD007", "同一个键写了两次", ERROR,
    why="两处内容只能留一处，程序不替人选择。",
    mend="把两处合并成一处；列表的内容放到同一个键下面。",
)
ALIAS = _rule(
    "JD008", "用了 YAML 的锚点或引用", ERROR,
    why="`&`、`*` 和 `<<` 会把一处内容暗中复制到别处，读文件的人看不出来，也可能被用来撑爆内存。",
    mend="把内容直接写出来；一个岗位在另一个岗位的基础上增加内容时用 `extends`。以 `*`、`&` 开头的文字要加引号。",
)
TOO_LARGE = _rule(
    "JD009", "文件太大", ERROR,
    why="一个岗位的文件通常只有几千字节，超过 1 MB 多半放错了东西，读它会拖慢所有人。",
    mend="检查文件内容；图片和附件不要放进 YAML。",
)
TOO_DEEP = _rule(
    "JD010", "层次太深", ERROR,
    why="职责最多用到四五层，更深的嵌套读者看不懂，也常是缩进写错的结果。",
    mend="减少层次，检查缩进。",
)
CONTROL_CHARACTER = _rule(
    "JD011", "含有不可见的控制字符", ERROR,
    why="从别的软件粘贴时会带进看不见的控制字符，Word 文件因此打不开。",
    mend="到所指位置删掉重新输入；加引号的写法里也不要用 `\\x..` 一类转义。",
)
MISSING_KEY = _rule(
    "JD012", "缺少必填的键", ERROR,
    why="少了这一项，岗位无法显示或无法引用。",
    mend="按提示补上。",
)
FULL_WIDTH_COLON = _rule(
    "JD013", "键后面用了全角冒号", ERROR,
    why="YAML 只认半角冒号，“title：出纳员”会被读成一整段文字。",
    mend="改成半角冒号并空一格：`title: 出纳员`。",
)
TAB_INDENT = _rule(
    "JD014", "用制表符缩进", ERROR,
    why="YAML 不允许用 Tab 键缩进。",
    mend="改用空格，每层两个；编辑器里可设“用空格代替制表符”。",
)
OPEN_QUOTE = _rule(
    "JD015", "引号没有成对", ERROR,
    why="开了引号没有关，后面的内容都被当成同一段文字。",
    mend="补上另一个引号。中文引号“”不能代替半角引号；文字本身含引号时整段不必再加引号。",
)
BAD_VALUE = _rule(
    "JD016", "值不在允许的范围", ERROR,
    why="状态、日期、权限种类等只能取规定的写法，才能排序、比较和汇总。",
    mend="按提示列出的写法改。",
)
EMPTY_VALUE = _rule(
    "JD017", "留了键或列表项却没有内容", WARNING,
    why="空的条目印出来是一个空行，也可能是漏写。",
    mend="补上内容，或删掉这一行。",
)
BAD_FILE_NAME = _rule(
    "JD020", "文件名或文件夹名不能用作 id", ERROR,
    why="文件名就是岗位的 id，会出现在网址和引用里；空格、点、括号和符号在有的系统上会出错。",
    mend="改名，只用汉字、字母、数字、“-”和“_”，例如 `cashier.yml` 或 `出纳员.yml`。",
)
CASE_CLASH = _rule(
    "JD021", "两个文件名只有大小写不同", ERROR,
    why="Windows 和 macOS 分不清大小写，其中一个会被另一个盖掉。",
    mend="给其中一个改名。",
)
SYMLINK = _rule(
    "JD022", "符号链接不读取", ERROR,
    why="链接可能指向库外的文件，把不该公开的内容带进来。",
    mend="把文件复制进来，或删掉这个链接。",
)
UNREADABLE = _rule(
    "JD023", "文件读不出来", ERROR,
    why="没有读取权限，或被别的程序占用，或磁盘出错。",
    mend="关掉占用它的程序，检查权限后重试。",
)
OUTSIDE_UNIT = _rule(
    "JD024", "岗位文件不在任何单位里", ERROR,
    why="每个岗位属于一个单位；直接放在 jd_source 下的文件不知道属于谁。",
    mend="移到某个单位的文件夹里，例如 `jd_source/ad-company/finance/`。",
)
NO_UNIT_FILE = _rule(
    "JD025", "单位缺少 unit.yml", ERROR,
    why="单位的名称、编号规则写在它的 unit.yml 里，缺了就不知道单位叫什么。",
    mend="在该文件夹新建 unit.yml，至少写一行 `name: 单位名称`；不是单位的文件夹改名为以“_”开头。",
)
NO_COMPANY_FILE = _rule(
    "JD026", "缺少 company.yml", ERROR,
    why="公司名称、不公开的字段和格式版本写在 jd_source/company.yml 里。",
    mend="新建这个文件，写 `schema: 1` 和 `name: 公司名称` 两行。",
)
WRONG_SUFFIX = _rule(
    "JD027", "扩展名不是 .yml", ERROR,
    why="只读取扩展名为 .yml 的文件；写成 .yaml 或 .yml.txt 的岗位不会出现，容易误以为已经发布。",
    mend="改名为 `.yml`。在 Windows 里先打开“显示文件扩展名”。",
)
STRAY_FILE = _rule(
    "JD028", "不是岗位文件，没有读取", HINT,
    why="jd_source 里只放 YAML 和知识库的 Markdown；别的文件不会发布。",
    mend="移到别处；要留在这里就改名为以“_”开头。",
)
EXTENDS_UNKNOWN = _rule(
    "JD030", "继承的岗位不存在", ERROR,
    why="`extends` 所写的岗位找不到，文本就不完整。",
    mend="写同一单位里另一岗位的 id（文件名去掉 .yml），或 `单位/id`。",
)
EXTENDS_CYCLE = _rule(
    "JD031", "继承成了循环", ERROR,
    why="几个岗位互相继承，谁也得不到完整的文本。",
    mend="去掉其中一个 `extends`。",
)
BAD_WAIVER = _rule(
    "JD032", "接受检查结果的写法不对", ERROR,
    why="`waive` 只能接受警告和提示，代码要存在，理由要写清楚；错误不能接受，只能改。",
    mend="写成 `waive:` 下面一行一个 `JD201: 理由`。",
)
USELESS_WAIVER = _rule(
    "JD033", "接受了并不存在的检查结果", HINT,
    why="问题已经改好，或代码写错；留着会让人误以为问题还在。",
    mend="删掉 `waive` 里的这一行。",
)
NO_FRONT_MATTER = _rule(
    "JD034", "文章没有文件头", ERROR,
    why="知识库的文章用开头的文件头写标题、类型和来源；没有文件头就不知道文章叫什么，也没有地方能链接到它。",
    mend="文件第一行写 `---`，下面一行一个“键: 值”（至少 `title: 文章标题`），再用一行 `---` 结束，正文写在后面。",
)
NO_HEADINGS = _rule(
    "JD601", "名单没有表头", ERROR,
    why="签收名单靠表头认出哪一列是姓名、工号、岗位；没有表头就不知道谁签哪一份。",
    mend="第一行写 姓名、工号、岗位，需要时加 单位、入职日期，下面一人一行。",
)
SHEET_LEFT_OUT = _rule(
    "JD602", "名单里有一张表没有读取", WARNING,
    why="工作簿里有几张表，这一张没有表头；里面如果有人，就没有给他出签收文件。",
    mend="补上表头，或把这张表删掉。",
)
MISSING_CELL = _rule(
    "JD603", "名单里缺姓名、工号或岗位", ERROR,
    why="缺一样就出不了签收文件，签了也说不清是谁签的哪一份。",
    mend="补上这一格；合计行、说明行移到别的表里。",
)
UNKNOWN_POSITION = _rule(
    "JD604", "名单里的岗位对不上", ERROR,
    why="按名称找不到岗位，或几个单位都有这个岗位，不知道该签哪一份。",
    mend="写岗位库里的名称或岗位编号；几个单位同名时加一列“单位”，或用 --unit 指定。",
)
TWO_NAMES = _rule(
    "JD605", "一个工号有两个姓名", ERROR,
    why="工号认人，一个工号两个姓名必有一个写错，签收记录会对不上人。",
    mend="核对人事档案，改正工号或姓名。",
)
LISTED_TWICE = _rule(
    "JD606", "同一人同一岗位写了两次", WARNING,
    why="同一个人的同一份说明书只需签一次。一个人有几个岗位是正常的，每个岗位一行。",
    mend="删掉多余的一行。",
)
BAD_DAY = _rule(
    "JD607", "入职日期看不懂", WARNING,
    why="日期认不出来就不印，避免印错。",
    mend="写成 2026-01-31 这样的形式。",
)
NOT_TO_BE_SIGNED = _rule(
    "JD608", "这个岗位的说明书还不能签", ERROR,
    why="草案没有批准，废止的不再使用；有用工合规问题又没有写明理由的文本，签了也站不住脚。",
    mend="定稿后把 `status` 改为试行或生效；改掉有问题的条款，或在岗位文件的 `waive` 写明签收前怎么处理。",
)

_ALL = tuple(value for value in globals().values() if isinstance(value, Rule))
READING: tuple[Rule, ...] = tuple(rule for rule in _ALL if rule.code.startswith("JD0"))
ROSTER: tuple[Rule, ...] = tuple(rule for rule in _ALL if rule.code.startswith("JD6"))
