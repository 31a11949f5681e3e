from __future__ import annotations

import pytest

from intents.dialogue.change import Change
from intents.dialogue.changes import RULES
from intents.engine import Engine
from intents.language.normalize import normalize
from intents.model.context import Context
from intents.model.query import ByAgency, UnitScope
from tests.intents.names import answer_content, format_filter

# The rule that decides, the turns, and what the last of them comes to.
CHANGES = {
    "another number, after one that is denied": (
        "quantity",
        "最佳案例里单位不是四家的有哪些 / 五家的是哪个",
        "cases 最佳实践案例 & units==5",
    ),
    "absence of each, after a list": (
        "most_absent",
        "安徽参与了哪些案例 / 各省缺席几个",
        "rank province missed all",
    ),
    "absence of each, after a ranking": (
        "most_absent",
        "哪个省参与最多 / 各省缺席几个",
        "rank province missed all",
    ),
    "who is absent most of those": (
        "most_absent",
        "最佳案例有哪些 / 其中谁缺席最多",
        "rank province missed 最佳实践案例",
    ),
    "the one case of two places, after another's agencies": (
        "own",
        "沪甬商标合作的是哪个案例 / 参与单位的全称给我 / 杨浦金华那个案例是哪些单位",
        "units 杨浦 & 金华",
    ),
    "the others, after whether there are any": (
        "complement",
        "讲讲杨浦和金华那个案例 / 金华还参加了别的吗？ / 别的是哪个？",
        "cases 金华 & !csj-2022/2/11",
    ),
    "the number of the case of a truth": (
        "other_ask",
        "食品安全追溯那个案例属于最佳吗 / 它的编号",
        "card 食品安全+追溯",
    ),
    "the title of the case of a truth": (
        "other_ask",
        "食品安全追溯那个案例属于最佳吗 / 标题呢",
        "card 食品安全+追溯",
    ),
    "absence after an unknown place": (
        "swap",
        "徐州有哪些案例 / 没有江苏的呢",
        "cases !江苏",
    ),
    "a claim about a number of those": (
        "add",
        "安徽参与了几个 / 其中最佳是9个？",
        "yes_no 安徽 & 最佳实践案例",
    ),
    "who is absent most, after a ranking": (
        "most_absent",
        "哪个省参与最多 / 谁缺席最多",
        "rank province missed all",
    ),
    "absent most, after who takes part most": (
        "lacks_leader",
        "哪个省参与最多 / 缺席最多的呢",
        "rank province missed all",
    ),
    "absence of others compared": (
        "contrast",
        "上海和江苏各缺席几个 / 安徽和浙江呢",
        "compare [!安徽][!浙江] all",
    ),
    "the ranking by absence in a tier": (
        "swap",
        "哪个省缺席的案例最多 / 最佳里呢",
        "rank province missed 最佳实践案例",
    ),
    "a share of a whole whose tier is given up": (
        "drop",
        "优秀案例里两个省参与的占多大比重 / 不限优秀",
        "count share province==2",
    ),
    "a share in both tiers instead of one": (
        "unnarrowed",
        "优秀案例里两个省参与的占多大比重 / 优秀和最佳一并",
        "count share province==2",
    ),
    "more positions than are listed": (
        "pick",
        "苏州参与的案例 / 最后五个",
        "cases csj-2022/2/2 | csj-2022/2/9",
    ),
    "a range past the end of a list": (
        "pick",
        "苏州参与的案例 / 第5到8个",
        "cases 苏州",
    ),
    "truth asked again of another place with 一样": (
        "swap",
        "浙江是不是每个案例都有份 / 上海也一样吗",
        "yes_no of all: 上海",
    ),
    "another place asked of each of a set": (
        "swap",
        "安徽参与的案例里是不是都有江苏 / 上海呢",
        "yes_no of 安徽: 安徽 & 上海",
    ),
    "number of the one with fewest": (
        "leader",
        "安徽参与得最少吗 / 具体是几个",
        "count 安徽",
    ),
    "cases of a tier not listed": (
        "complement",
        "三省一市共同参与的最佳实践案例 / 未列入的最佳实践案例是哪一个",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "one case of those agencies": (
        "other_ask",
        "安徽有几家县级局参加了 / 哪俩 / 它们参加的是同一个案例吧",
        "yes_no units of a county & units of a county in 340000",
    ),
    "which of those ranked lacks a place": (
        "add",
        "参与单位最多的三个案例 / 其中哪个没有上海的单位",
        "cases !上海",
    ),
    "a place that was left out taken back in": (
        "drop",
        "安徽参与的优秀案例列一下 / 去掉有杭州的 / 算了，杭州不去掉了",
        "cases 安徽 & 优秀实践案例",
    ),
    "no tier, counted with a place": (
        "drop",
        "安徽没参与的优秀案例是哪几个 / 最佳的呢 / 不分档次，安徽没参与的总共几个",
        "count !安徽",
    ),
    "a place without cases counted instead": (
        "own",
        "浙江没参加的案例有几个 / 那安徽有几个没参加",
        "count !安徽",
    ),
    "all cases of a place again": (
        "own",
        "最佳案例里有安徽参与的，列一下 / 优秀的呢 / 其中没有上海的 / 回到安徽参与的全部案例",
        "cases 安徽",
    ),
    "which of those listed has more": (
        "by_units",
        "质量提升方面的案例有哪些 / 哪个的单位更多",
        "rank by units 质量提升*",
    ),
    "an exclamation before a number": (
        "other_ask",
        "芜湖参加的是哪个案例 / 哎哟这么多单位，一共是几家呀",
        "count units 芜湖",
    ),
    "those without all provinces as a question": (
        "own",
        "四地都参与的优秀案例有几个 / 没有全部参与的优秀案例是哪些",
        "cases 优秀实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "the same truth of a case named by a pronoun's place": (
        "of_another_case",
        "安徽参与了长江禁渔吗 / 示范区统一企业登记标准它参与了吗",
        "yes_no 安徽 & 示范区统一企业登记标准",
    ),
    "an earlier place again": (
        "returned",
        "金华参与了几个案例 / 那芜湖呢 / 回到金华",
        "count 金华",
    ),
    "an earlier number told again": (
        "returned",
        "金华参与了几个案例 / 那芜湖呢 / 金华刚才是几个",
        "count 金华",
    ),
    "an earlier list with nothing narrowed": (
        "returned",
        "安徽参与了哪些案例 / 其中最佳的 / 返回刚才安徽的全部案例",
        "cases 安徽",
    ),
    "another place that those shown have": (
        "add",
        "金华参与了哪些案例 / 同时也有杭州的是哪些案例",
        "cases 金华 & 杭州",
    ),
    "partners among those shown": (
        "add",
        "金华参与了哪些案例 / 同杭州一起参与的案例有哪些",
        "cases 金华 & 杭州",
    ),
    "those that were not shown": (
        "complement",
        "安徽没有参与的案例有哪些 / 另外那些案例是哪些",
        "cases 安徽",
    ),
    "those outside what was shown": (
        "complement",
        "安徽没有参与的案例有哪些 / 不在这里面的案例有哪些",
        "cases 安徽",
    ),
    "another tier looked at": (
        "swap",
        "安徽参与了哪些案例 / 其中最佳的 / 再看优秀那一档",
        "cases 安徽 & 优秀实践案例",
    ),
    "the other end of a ranking as a case": (
        "other_ask",
        "哪个案例的参与单位最多 / 那么单位最少的案例是什么",
        "rank least by units all",
    ),
    "no region, counted": (
        "drop",
        "苏州参与了哪些案例 / 那吴江呢 / 不限地区，案例总数是多少",
        "count all",
    ),
    "all tiers in a number": (
        "contrast",
        "最佳案例里安徽参与了几个 / 所有档次合计多少个",
        "count 安徽",
    ),
    "all places at once after agencies": (
        "of_units",
        "长江禁渔是谁做的 / 四个省市是不是都有",
        "yes_no 长江禁渔 & 上海 & 江苏 & 浙江 & 安徽",
    ),
    "what the one that leads does": (
        "leader",
        "参与案例最少的是不是安徽 / 它具体参与了多少个呢",
        "count 安徽",
    ),
    "a place counted too": (
        "swap",
        "上海参与的优秀案例有几个 / 安徽也帮我数一下吧",
        "count 优秀实践案例 & 安徽",
    ),
    "back to a place dismissed": (
        "exchange",
        "金华参与了几个案例 / 那芜湖呢 / 不看芜湖了，还是金华",
        "count 金华",
    ),
    "cities without a case of a province": (
        "of_places",
        "缺席的城市有哪些 / 其中江苏的",
        "rank city absence least all",
    ),
    "a tier given up that is pointed at": (
        "drop",
        "安徽参与的案例有哪些 / 其中优秀的 / 优秀这条不要了",
        "cases 安徽",
    ),
    "a place given up without the noun for a condition": (
        "drop",
        "浙江的优秀案例有哪些 / 其中安徽也参与的 / 不加安徽这个条件呢",
        "cases 浙江 & 优秀实践案例",
    ),
    "a place that is no longer looked at": (
        "drop",
        "浙江的优秀案例有哪些 / 其中安徽也参与的 / 不用管安徽了，再列一遍",
        "cases 浙江 & 优秀实践案例",
    ),
    "a whole question without a place": (
        "drop",
        "浙江的优秀案例有哪些 / 其中安徽也参与的 / 不考虑安徽，浙江的优秀案例有哪些",
        "cases 浙江 & 优秀实践案例",
    ),
    "whether a tier holds given up": (
        "drop",
        "安徽参与的案例有哪些 / 其中优秀的 / 不管是不是优秀，安徽参与的都要",
        "cases 安徽",
    ),
    "the absent place exchanged": (
        "exchange",
        "除了安徽，其他三地都参与的案例有几个 / 没参与的那一家改成上海，是几个",
        "count !上海 & 安徽 & 江苏 & 浙江",
    ),
    "a condition exchanged by its noun": (
        "exchange",
        "上海和浙江都参与、江苏没参与的案例有哪些 / 江苏那个条件换成安徽",
        "cases 上海 & 浙江 & !安徽",
    ),
    "the absent place said anew in a whole question": (
        "headless",
        "上海和浙江都参与、江苏没参与的案例有哪些 / 沪浙都参与而安徽没参与的有哪些",
        "cases 上海 & 浙江 & !安徽",
    ),
    "a comparison after a demonstrative": (
        "contrast",
        "上海参与的最佳案例有几个 / 那和安徽比呢",
        "compare [上海][安徽] 最佳实践案例",
    ),
    "the same two compared in another tier": (
        "contrast",
        "最佳案例里江苏和安徽哪个多 / 优秀实践案例中，两省哪个更多",
        "compare [江苏][安徽] 优秀实践案例",
    ),
    "the same two by who": (
        "contrast",
        "最佳案例里江苏和安徽哪个多 / 两省的优秀案例，哪边多",
        "compare [江苏][安徽] 优秀实践案例",
    ),
    "the difference after a truth": (
        "contrast",
        "安徽比江苏多吗 / 差几个",
        "compare [安徽][江苏] all",
    ),
    "a place's agencies of the case counted": (
        "of_card",
        "讲讲G60科创走廊那个案例 / 数数这个案例的安徽单位，有几个",
        "count units in 安徽 g60科创走廊 & 安徽",
    ),
    "the same place's agencies of another case": (
        "swap",
        "计量技术规范那个案例，江苏是哪个单位做的 / 换成叉车那个案例",
        "units in 江苏 江苏 & 叉车",
    ),
    "all units of the notice": (
        "other_ask",
        "宁波参与了哪些案例 / 整份通知里一共有多少个单位",
        "count units all",
    ),
    "the cases shown ranked by agencies": (
        "other_ask",
        "安徽参与的优秀案例有哪些 / 请依单位数对上述案例排名",
        "rank by units 安徽 & 优秀实践案例",
    ),
    "a ranking again of a tier": (
        "swap",
        "各省参与的案例数排名 / 按最佳案例数重新排",
        "rank province 最佳实践案例",
    ),
    "a ranking of all tiers": (
        "other_ask",
        "优秀实践案例里四个省市的参与数排名 / 全部案例的呢",
        "rank province all",
    ),
    "one number for another": (
        "quantity",
        "两个省市参与的案例有哪些 / 两个改成三个，再列一下",
        "cases province==3",
    ),
    "the rest listed": (
        "complement",
        "优秀案例有哪些 / 其中安徽参与的 / 其余几个列一下",
        "cases 优秀实践案例 & !安徽",
    ),
    "the tier supposed of those shown": (
        "add",
        "江苏和安徽都没参加的案例 / 这两个都是优秀档的吧",
        "yes_no of !江苏 & !安徽: !江苏 & !安徽 & 优秀实践案例",
    ),
    "the agencies of the one of the other tier": (
        "one_of_tier",
        "安徽的认证认可与检验检测监督管理处参加了几个案例 / 优秀的那个有几家单位 / 最佳的那个呢",
        "count units 安徽[认证认可与检验检测监督管理处] & 最佳实践案例",
    ),
    "both bureaus": (
        "joint",
        "杭州市局参与了啥 / 金华市局呢 / 两个局都在的",
        "cases 杭州[] & 金华[]",
    ),
    "other cases without a place": (
        "elsewhere",
        "企业登记标准那个 / 安徽在不在 / 缺安徽的还有哪些案例",
        "cases !安徽 & !企业登记标准",
    ),
    "all agencies again": (
        "other_ask",
        "长兴县和郎溪县都参加的是哪个案例 / 除了这两个县还有谁 / 加上它们一共几家单位",
        "count units 长兴 & 郎溪",
    ),
    "as many agencies as the case has": (
        "of_card",
        "杨浦金华那个 / 杨浦那个，具体是哪两家单位",
        "units 杨浦 & 金华",
    ),
    "a place corrected by its denial": (
        "exchange",
        "安徽参与的优秀案例 / 我指的是江苏，不是安徽",
        "cases 江苏 & 优秀实践案例",
    ),
    "a place meant instead": (
        "swap",
        "安徽参与的优秀案例 / 我想问的是江苏",
        "cases 优秀实践案例 & 江苏",
    ),
    "all tiers of a place, listed": (
        "swap",
        "安徽参与的最佳案例有哪些 / 两档都列出来",
        "cases 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "all cases of a place after those of a tier": (
        "own",
        "安徽参与的最佳案例有哪些 / 安徽参与的全部案例呢",
        "cases 安徽",
    ),
    "another tier, too, listed": (
        "widen",
        "安徽参与的最佳案例有哪些 / 优秀的也一起列",
        "cases 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "the condition just added, given up by its name": (
        "drop",
        "浙江参与了哪些案例 / 其中最佳的有哪些 / 把刚加的最佳条件去掉",
        "cases 浙江",
    ),
    "one after the card, called that behind": (
        "step",
        "江苏参与了哪些案例 / 第三个 / 后面那个呢",
        "cases csj-2022/1/4",
    ),
    "the same question of another place": (
        "swap",
        "安徽参与杨浦金华那个案例了吗 / 同样问一下上海",
        "yes_no csj-2022/2/11 & 上海",
    ),
    "the tier looked at, set aside": (
        "swap",
        "安徽参与了哪些最佳案例 / 最佳的看完了，看优秀的",
        "cases 安徽 & 优秀实践案例",
    ),
    "a place not considered any more": (
        "drop",
        "最佳案例有哪些 / 其中没有安徽参与的 / 不考虑安徽了",
        "cases 最佳实践案例",
    ),
    "another place, its absence kept": (
        "swap",
        "没有安徽参与的案例有哪些 / 要是换作江苏，是哪几个案例",
        "cases !江苏",
    ),
    "the ranking again, of a tier": (
        "swap",
        "各省参与案例数排名 / 按优秀案例再排一次",
        "rank province 优秀实践案例",
    ),
    "with the other tier, counted": (
        "widen",
        "安徽参与的最佳案例有几个 / 包括优秀的在内多少个",
        "count 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "both tiers together, counted": (
        "add",
        "安徽参与的最佳案例有几个 / 最佳和优秀合起来它有多少个",
        "count 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "the case that its places name, pointed at": (
        "of_card",
        "安徽参与杨浦金华那个案例了吗 / 上海参与这个案例了吗",
        "yes_no csj-2022/2/11 & 上海",
    ),
    "the rest of those with either place": (
        "complement",
        "湖州市或者嘉兴市参与的案例 / 其中两市同时参与的 / 其余的呢",
        "cases (湖州 | 嘉兴) & !(湖州 & 嘉兴)",
    ),
    "an agency among those of the case": (
        "that_unit",
        "没有上海参与的案例是哪个 / 其参与单位里有南京市局吗",
        "yes_no !上海 & 南京[]",
    ),
    "the cases of one of the agencies' place, counted": (
        "headless",
        "杨浦的案例 / 杨浦是和谁一起做的 / 金华一共参加了几个",
        "count 金华",
    ),
    "the same truth of another position": (
        "pick",
        "优秀案例 / 第八个是否有上海 / 第十个是否也有",
        "yes_no csj-2022/2/10 & 上海",
    ),
    "the one case counted, introduced": (
        "other_ask",
        "恰好三个省市参与的案例 / 其中缺上海的有几件 / 请介绍这一件",
        "card province==3 & !上海",
    ),
    "the case that leads, of a tier or not": (
        "leader",
        "案例按单位数排名 / 第一名是最佳案例吗",
        "yes_no csj-2022/2/9 & 最佳实践案例",
    ),
    "the first place of a ranking, claimed": (
        "pick",
        "各省参与的案例数排名 / 浙江是第一吗",
        "yes_no province [浙江] all",
    ),
    "the last place of a ranking, claimed": (
        "pick",
        "各省参与的案例数排名 / 江苏是最后一个吗",
        "yes_no province least [江苏] all",
    ),
    "the cases of the last place of a ranking": (
        "pick",
        "各省参与的案例数排名 / 最后那个省有哪些案例",
        "cases 安徽",
    ),
    "the cases of the last place of a ranking, by it": (
        "leader",
        "各省参与的案例数排名 / 排名垫底的那个，它参与了哪些案例",
        "cases 安徽",
    ),
    "a place ranked, from its other end": (
        "other_ask",
        "优秀案例里单位最多的是哪个 / 把最多换成最少",
        "rank least by units 优秀实践案例",
    ),
    "the second of a ranking, introduced": (
        "other_ask",
        "案例按单位数排名 / 给我介绍排名第二的案例",
        "card csj-2022/2/8",
    ),
    "one more place compared": (
        "contrast",
        "杭州和宁波哪个参与的案例多 / 加入金华，再比一次",
        "compare [杭州][宁波][金华] all",
    ),
    "the ranking, within a province": (
        "of_places",
        "各城市参与的案例数排名 / 我只要浙江各城市的排名",
        "rank city all",
    ),
    "the tier left open by naming both": (
        "drop",
        "江苏参与了几个案例 / 优秀的呢 / 不管最佳还是优秀，江苏参与了几个",
        "count 江苏",
    ),
    "all cases, without the places compared": (
        "drop",
        "金华和宁波哪个参与的案例多 / 不分地区，全部案例有几个",
        "count all",
    ),
    "another tier's truth of the same place": (
        "swap",
        "宁波参与了最佳案例吗 / 优秀的有参与吗",
        "yes_no 宁波 & 优秀实践案例",
    ),
    "the busy agencies of a place, picked": (
        "add",
        "哪些单位参与了不止一个案例 / 把浙江的单位挑出来",
        "units in 浙江 >1 all",
    ),
    "the rest, after their number, listed": (
        "complement",
        "四地都参与的案例有几个 / 看看其余那些案例是什么",
        "cases !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "two places, either of them after both": (
        "joint",
        "杭州和湖州同时参与的案例 / 这两个市只要有一个参与的都算上，有哪些案例",
        "cases 杭州 | 湖州",
    ),
    "another case of the place than the one shown": (
        "complement",
        "杨浦跟金华合作的那个 / 是优秀的吗 / 杨浦还有别的案例吗",
        "yes_no 杨浦 & !csj-2022/2/11",
    ),
    "a tier removed with 之后": (
        "headless",
        "标题里出现“标准”的案例 / 排除最佳案例之后还剩哪些",
        "cases title:标准 & !最佳实践案例",
    ),
    "the count of all cases after a part": (
        "other_ask",
        "安徽参与了哪些案例 / 其中最佳的 / 所有案例总数是多少",
        "count all",
    ),
    "the count of the notice after a part": (
        "other_ask",
        "安徽参与了哪些案例 / 其中最佳的 / 整个通知里有几个案例",
        "count all",
    ),
    "the case whose units were shown, looked at": (
        "other_ask",
        "长江禁渔是谁做的 / 看看这个案例",
        "card 长江禁渔",
    ),
    "a theme within those listed": (
        "headless",
        "最佳案例有哪些 / 与标准相关的是哪几个",
        "cases 最佳实践案例 & 标准*",
    ),
    "which of those are of a tier": (
        "own",
        "安徽参与了哪些案例 / 哪几个是最佳案例",
        "cases 最佳实践案例",
    ),
    "a measure after a share": (
        "turn",
        "四个省市全参与的案例多少个 / 占比呢 / 没有全部参与的有几个",
        "count !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "whole after two that nobody has": (
        "joint",
        "有没有哪个案例是上海单独做的 / 那浙江单独做的呢 / 两家单位合作的有哪些",
        "cases units==2",
    ),
    "the other units of a department's case": (
        "other_ask",
        "上海的标准创新管理处入选了什么案例 / 还有哪些单位参与",
        "units without 标准创新管理处 上海[标准创新管理处]",
    ),
    "the other unit of the case": (
        "other_ask",
        "杭州参加了几个案例 / 那宁波呢 / 这个案例还有哪家单位",
        "units out 宁波 csj-2022/2/12",
    ),
    "a place in another of those picked": (
        "pick",
        "标题带“平台”两个字的案例有哪些 / 头一个，江苏是哪个处做的 / 上海呢 / 我是想问第二个案例里的上海",
        "units in 上海 csj-2022/1/10",
    ),
    "each of the places within a tier": (
        "other_ask",
        "最佳案例有哪些 / 其中四地各参与了几个",
        "rank province 最佳实践案例",
    ),
    "the card of the case whose units were shown": (
        "other_ask",
        "长江禁渔是谁做的 / 想了解一下这个案例",
        "card 长江禁渔",
    ),
    "all tiers again": (
        "drop",
        "安徽参与了哪些最佳案例 / 放宽到所有档次",
        "cases 安徽",
    ),
    "the others, asked loosely": (
        "complement",
        "安徽参与了哪些案例 / 其中最佳的有哪些 / 那其他几个呢",
        "cases 安徽 & !最佳实践案例",
    ),
    "a ranking within those, asked politely": (
        "other_ask",
        "优秀案例有哪些 / 看看里面哪个案例参加的单位最多",
        "rank by units 优秀实践案例",
    ),
    "all cases after a card": (
        "other_ask",
        "介绍一下叉车案例 / 所有案例都列出来",
        "cases all",
    ),
    "the cases selected, after a card": (
        "other_ask",
        "介绍一下叉车案例 / 入选的案例有哪些",
        "cases all",
    ),
    "what is left after a condition": (
        "complement",
        "安徽参与了哪些案例 / 其中最佳的 / 还剩哪些",
        "cases 安徽 & !最佳实践案例",
    ),
    "how many are left after what is kept": (
        "complement",
        "最佳案例第3至第6号 / 保留安徽参与的 / 还剩几个",
        "count 最佳实践案例 & #3-6 & 安徽",
    ),
    "how many are left of all": (
        "complement",
        "安徽参与了几个案例 / 还剩多少个",
        "count !安徽",
    ),
    "the others of those before": (
        "complement",
        "安徽参与了哪些案例 / 其中最佳的 / 除去这几个，剩下哪些",
        "cases 安徽 & !最佳实践案例",
    ),
    "a place that makes no difference": (
        "drop",
        "最佳案例有哪些 / 其中没有安徽参与的 / 安徽参不参与都行",
        "cases 最佳实践案例",
    ),
    "a place that may be there or not": (
        "drop",
        "最佳案例有哪些 / 其中没有安徽参与的 / 别管安徽参没参与",
        "cases 最佳实践案例",
    ),
    "any tier": (
        "drop",
        "安徽参与了哪些案例 / 其中最佳的 / 哪一档的都可以",
        "cases 安徽",
    ),
    "one place put aside for another": (
        "exchange",
        "安徽参与了哪些最佳案例 / 不看安徽了，看江苏",
        "cases 江苏 & 最佳实践案例",
    ),
    "others around the place": (
        "besides",
        "芜湖评上几个 / 哪一个 / 安徽还有谁参加",
        "units in 安徽 out 芜湖 芜湖",
    ),
    "every listed case of another place": (
        "swap",
        "最佳里每一个都有浙江吗 / 安徽呢",
        "yes_no of 最佳实践案例: 最佳实践案例 & 安徽",
    ),
    "all of one of two places": (
        "own",
        "常州和无锡都参与的 / 换成湖州和嘉兴 / 湖州参与的一共有哪些",
        "cases 湖州",
    ),
    "any of those that also have a place": (
        "headless",
        "浙江的案例有哪些 / 安徽也参与的有吗",
        "yes_no 浙江 & 安徽",
    ),
    "all of those with the fewest agencies": (
        "headless",
        "单位最少的优秀案例有哪些 / 都有浙江吗",
        "yes_no of csj-2022/2/11 | csj-2022/2/12: (csj-2022/2/11 | csj-2022/2/12) & 浙江",
    ),
    "a place in those with the fewest agencies": (
        "headless",
        "单位最少的优秀案例有哪些 / 有江苏吗",
        "yes_no (csj-2022/2/11 | csj-2022/2/12) & 江苏",
    ),
    "the agencies after two places were asked about": (
        "other_ask",
        "青浦 / 同案例有嘉善吗 / 有安徽吗 / 列一下参与单位",
        "units 青浦",
    ),
    "another subject after an agency": (
        "swap",
        "涉及药监局的是哪个案例 / 安徽是哪家 / 知识产权方面的案例呢",
        "cases 知识产权*",
    ),
    "all cases of the place of a denial": (
        "own",
        "杨浦和金华的案例 / 金华还参加别的案例了吗 / 那金华一共参与了几个",
        "count 金华",
    ),
    "the agencies of all cases after 那": (
        "other_ask",
        "江苏有多少家单位参与 / 安徽呢 / 那所有案例一共有多少家参与单位",
        "count units all",
    ),
    "a title after an agency": (
        "other_ask",
        "标准创新管理处参加的是哪个案例 / 这个案例里安徽的是哪个处 / 标题再发一遍",
        "cases csj-2022/1/2 & 安徽",
    ),
    "a question that takes back what was said": (
        "own",
        "江苏和安徽都参与的最佳案例，一共几个 / 优秀的呢 / 刚才说错了，我要安徽没有参加的优秀案例",
        "cases !安徽 & 优秀实践案例",
    ),
    "the number of a case": (
        "of_card",
        "吴江参与了哪个案例 / 是优秀案例第几号",
        "card 吴江",
    ),
    "partners of a place that no case shown has": (
        "swap",
        "安徽和江苏都没参加的是哪几个 / 溧阳那边跟谁合作的",
        "units out 溧阳 溧阳",
    ),
    "as many cities of another place": (
        "of_places",
        "八城联动那个案例，江苏有几个城市 / 浙江呢 / 安徽也是两个城市吗",
        "yes_no city 八城联动*",
    ),
    "units besides a place, after the case of an agency": (
        "other_ask",
        "药监局办的是哪一桩案例 / 除了安徽的，还有哪几家",
        "units out 安徽 [药监局]",
    ),
    "a claim of several cases after one": (
        "own",
        "“五统一”那个是讲什么的 / 浙江的合格评定处是不是参与了两个案例",
        "yes_no 浙江[合格评定处]",
    ),
    "the number of cities, of another case": (
        "swap",
        "G60科创走廊一案共涉及几个城市 / “八城联动”一案呢",
        "count city 八城联动*",
    ),
    "what another place did besides": (
        "elsewhere",
        "杨浦与金华的合作是哪一则 / 金华另外还参与了哪则 / 杨浦有没有参与别的案例",
        "yes_no 杨浦 & !csj-2022/2/11 & !csj-2022/2/9",
    ),
    "a share among the selected": (
        "own",
        "入选的案例占参评的百分之几 / 入选的案例中，安徽参与的又占百分之几",
        "count share 安徽",
    ),
    "one place for the one denied": (
        "exchange",
        "杭州参与的案例 / 不是杭州，绍兴",
        "cases 绍兴",
    ),
    "who else, after the unit of a place in a case": (
        "besides",
        "叉车是谁做的 / 上海的呢 / 除了它还有谁",
        "units out 上海 叉车",
    ),
    "the units of the other ranked case": (
        "complement",
        "八城联动和一地六县里参与单位最多的是哪个 / 另外一个是谁做的",
        "units csj-2022/2/10",
    ),
    "what somebody adds": (
        "add",
        "对方问上海和江苏两家都参与的案例有多少个 / 对方说再加上浙江呢",
        "count 上海 & 江苏 & 浙江",
    ),
    "cases among those that lead": (
        "add",
        "哪个案例参加的单位最少呀 / 其中哪个有金华",
        "cases (csj-2022/2/11 | csj-2022/2/12) & 金华",
    ),
    "a truth of those that lead": (
        "add",
        "哪个案例来的单位最多呀 / 最少的呢 / 江苏在里面吗",
        "yes_no (csj-2022/2/11 | csj-2022/2/12) & 江苏",
    ),
    "either place in the place of both": (
        "swap",
        "湖州参与的列一下 / 湖州和嘉兴都参与的呢 / 改成湖州或者嘉兴有一个参与就算",
        "cases 湖州 | 嘉兴",
    ),
    "agencies of another place in the case shown before": (
        "of_units",
        "常州有份的是哪个案例 / 这里面常州出的是哪家单位 / 无锡那边呢 / 里面宣城的呢",
        "units in 宣城 常州",
    ),
    "the denied place affirmed with 那": (
        "affirmed",
        "优秀里边上海没参加的 / 那参加了的呢",
        "cases 优秀实践案例 & 上海",
    ),
    "number of those that the denied place has": (
        "affirmed",
        "优秀里边上海没参加的有几个 / 参加的有几个",
        "count 优秀实践案例 & 上海",
    ),
    "both tiers ranked together": (
        "swap",
        "优秀案例里各省的参与数排名 / 最佳的呢 / 两档加起来呢",
        "rank province 最佳实践案例 | 优秀实践案例",
    ),
    "full names of each agency": (
        "other_ask",
        "消费者权益保护委员会参与了几项 / 请给出各家全称",
        "units [消费者权益保护委员会]",
    ),
    "agencies of the cases left out by a place": (
        "complement",
        "请列出优秀案例的后三项 / 其中安徽参与的 / 其余两项是谁做的",
        "units 优秀实践案例 & #-3--1 & !安徽",
    ),
    "the case that the leader lacks": (
        "exception",
        "最佳案例中江苏参与了几项 / 安徽呢 / 少的那一项是哪个",
        "cases 最佳实践案例 & 江苏 & !安徽",
    ),
    "those lost by a place that was added": (
        "turn",
        "沪苏浙三地都参与的案例有几个 / 把安徽也加上 / 少掉的是哪三个",
        "cases 上海 & 江苏 & 浙江 & !安徽",
    ),
    "the other of two ranked cases": (
        "complement",
        "我们杭州参与了哪些案例 / 哪个案例的参与单位更多 / 另外那个介绍下",
        "card csj-2022/2/8",
    ),
    "the least of all after one case": (
        "other_ask",
        "请问参与单位最多的是哪个案例 / 第二多的呢 / 它有几家单位 / 单位最少的是哪几个",
        "rank least by units all",
    ),
    "the case of the first place told": (
        "other_ask",
        "全部案例按单位数量排，前三是哪些 / 第一名讲什么的",
        "card csj-2022/2/9",
    ),
    "tiers of another place equal or not": (
        "contrast",
        "安徽参与的最佳和优秀，哪种多 / 上海呢 / 江苏呢，是不是一样多",
        "yes_no as many [最佳实践案例][优秀实践案例] 江苏",
    ),
    "the other agency, asked in the singular": (
        "other_ask",
        "嘉善和吴江一起做的 / 还有哪个单位",
        "units out 嘉善 吴江 嘉善 & 吴江",
    ),
    "agencies besides the one named": (
        "besides",
        "杨浦区市场监督管理局参与了哪个案例 / 除它以外还有谁",
        "units without 市场监督管理局 杨浦[市场监督管理局]",
    ),
    "agencies besides both places named": (
        "besides",
        "安吉和长兴一起做的是啥 / 除了它俩还有谁",
        "units out 安吉 长兴 安吉 & 长兴",
    ),
    "all places of the case after three turns": (
        "other_ask",
        "历史文化名城合作那个案例，江苏去了哪几座城的局 / 浙江又是谁 / 安徽又是谁 / 这个案例加起来一共是几座城市",
        "count city 历史文化名城",
    ),
    "a number of the last count claimed": (
        "quantity",
        "四个省市都参加的案例一共多少个 / 16个，对吗？",
        "yes_no 上海 & 江苏 & 浙江 & 安徽",
    ),
    "whether other cases have a subject": (
        "elsewhere",
        "基础数据库可视化平台谁做的 / 还有别的平台类案例不",
        "yes_no 平台* & !基础数据库+可视化平台",
    ),
    "other agencies than of the place before": (
        "other_ask",
        "吴江有没有参与 / 是双随机那个案例，对吗 / 那这个案例另外两家是谁",
        "units out 吴江 双随机",
    ),
    "all cases claimed after others": (
        "own",
        "江苏参与而浙江未参与的呢 / 也就是说，所有案例浙江都参与了，对吗？",
        "yes_no of all: 浙江",
    ),
    "other agencies that took part together": (
        "other_ask",
        "合肥跟芜湖都有份的是哪个 / 还有谁一块儿干的",
        "units out 合肥 芜湖 合肥 & 芜湖",
    ),
    "only other places, one of them denied before": (
        "swap",
        "仅由苏浙皖三省联合、不含上海的案例 / 仅沪苏浙的呢",
        "cases only(上海 江苏 浙江)",
    ),
    "other places of which one is absent": (
        "swap",
        "江苏和安徽至少有一方缺席的案例有哪些？ / 换成上海和江苏呢？",
        "cases !上海 | !江苏",
    ),
    "the one with more agencies": (
        "other_ask",
        "标题带质量提升的案例 / 单位多的那个",
        "rank by units title:质量提升",
    ),
    "the one with fewer agencies": (
        "other_ask",
        "宣城的两个案例是啥 / 哪个案例的单位更少",
        "rank least by units 宣城",
    ),
    "another case of the one agency there": (
        "unit_there",
        "“五统一”是哪个案例？ / 浙江那家单位还参与了哪个案例",
        "cases 浙江[市场监督管理局合格评定监督管理处] & !五统一*",
    ),
    "less of the same comparison": (
        "contrast",
        "江苏和安徽哪个多 / 哪个更少",
        "compare [江苏][安徽] all",
    ),
    "cases of two places after one case": (
        "swap",
        "金华跟上海合作的有几个 / 第二个讲讲 / 上海那边是哪个区 / 那宁波跟上海合作的案例呢",
        "cases 宁波 & 上海",
    ),
    "another place denied": (
        "headless",
        "浙江参与的案例 / 上海没参加的是哪个 / 江苏没参加的几个",
        "count 浙江 & !江苏",
    ),
    "another place denied after that": (
        "swap",
        "浙江参与的案例 / 上海没参加的是哪个 / 江苏没参加的几个 / 安徽呢",
        "count 浙江 & !安徽",
    ),
    "either of places named before": (
        "headless",
        "杭州参与而绍兴未参与的 / 杭州或者绍兴参与的合计几项",
        "count 杭州 | 绍兴",
    ),
    "any of places asked before": (
        "headless",
        "杭州几个案例 / 苏州呢 / 宁波呢 / 杭州、苏州、宁波任意一家参与的共几个",
        "count 杭州 | 苏州 | 宁波",
    ),
    "whole tier after its last ones": (
        "headless",
        "最佳案例列一下 / 后三个是什么 / 最佳里面安徽没有参加的是哪个",
        "cases 最佳实践案例 & !安徽",
    ),
    "tier taken away with its noun": (
        "headless",
        "三省一市悉数参与的案例有几个 / 去掉最佳实践案例，还剩哪些",
        "cases 上海 & 江苏 & 浙江 & 安徽 & !最佳实践案例",
    ),
    "both tiers put together": (
        "of_both_tiers",
        "浙江的最佳案例有几个 / 优秀的呢 / 合起来一共几个",
        "count 浙江 & (最佳实践案例 | 优秀实践案例)",
    ),
    "besides, again of the place": (
        "elsewhere",
        "沪甬商标合作的案例 / 宁波另外还有案例吗",
        "yes_no 宁波 & !沪甬商标+合作*",
    ),
    "other agencies of the case": (
        "other_ask",
        "安吉县局在哪个案例 / 这个案例里浙江还有别的单位吗 / 是哪家",
        "units in 浙江 csj-2022/2/10",
    ),
    "so many that took part": (
        "other_ask",
        "花开太湖西岸说的是哪个案例 / 参加的六家单位是哪些",
        "units 花开太湖西岸*",
    ),
    "a card of the one listed": (
        "other_ask",
        "只有三个省市参加的案例 / 其中没有上海的是 / 麻烦讲解一下这个案例",
        "card csj-2022/2/10",
    ),
    "other cases of two places": (
        "elsewhere",
        "宁波参与的案例 / 跟谁一块儿弄的 / 上海还跟宁波一起搞过别的吗",
        "yes_no 上海 & 宁波 & !csj-2022/2/12",
    ),
    "who did the other of two": (
        "complement",
        "正好两个省市合作的案例有哪些 / 里面有宁波的是哪个 / 它是哪些单位做的 / 那另一个案例是谁做的",
        "units province==2 & !(province==2 & 宁波)",
    ),
    "another position after giving up": (
        "pick",
        "前三个最佳案例发来看看 / 第二个细说 / 算了，看第三个",
        "cases csj-2022/1/3",
    ),
    "the bureaus of the level asked about": (
        "other_ask",
        "安徽有没有县里的局参加 / 是哪些局",
        "units in 安徽 county 安徽 & units of a county",
    ),
    "the city that a place lies in": (
        "headless",
        "合肥这次参加了几个案例 / 芜湖呢 / 安徽总共有几个地级市参加",
        "count city 安徽",
    ),
    "another place in the case, after none": (
        "of_card",
        "八城联动的名单里有没有南通？ / 常州有吗",
        "yes_no 八城联动 & 常州",
    ),
    "those of a place in a tier, counted": (
        "own",
        "上海的参与单位共有多少家 / 最佳的有几家",
        "count units in 上海 上海 & 最佳实践案例",
    ),
    "another place for the one put in last": (
        "swap",
        "上海参与但安徽没参与的有哪些 / 把安徽换成江苏 / 再换成浙江",
        "cases 上海 & !浙江",
    ),
    "the number of the place that leads": (
        "leader",
        "把城市按参与案例数排个序 / 最多的那个有几个案例",
        "count 上海",
    ),
    "whether all are in the case": (
        "of_units",
        "讲讲叉车的那个案例 / 上海是哪个部门 / 江苏呢 / 四个省市都参加了吗",
        "yes_no 叉车 & 上海 & 江苏 & 浙江 & 安徽",
    ),
    "of the whole case again": (
        "of_units",
        "叉车是谁做的 / 除浙江、安徽外还有谁 / 该案例中浙江是哪个处",
        "units in 浙江 叉车",
    ),
    "the names of those counted": (
        "other_ask",
        "检验检测行业那条 / 几家单位 / 名字都发我",
        "units 检验检测行业",
    ),
    "what makes it fewer": (
        "exception",
        "江苏参与了几个案例 / 安徽呢 / 怎么少了？少的是哪几个",
        "cases 江苏 & !安徽",
    ),
    "what another has more": (
        "exception",
        "江苏参加的最佳案例有哪些 / 那安徽的 / 比江苏少的是哪一个",
        "cases 江苏 & 最佳实践案例 & !安徽",
    ),
    "how many cities of another place": (
        "of_places",
        "全部案例一共覆盖多少个城市 / 其中江苏的城市有几个 / 安徽的呢",
        "count city all",
    ),
    "the number within its tier": (
        "of_its_tier",
        "叉车的案例 / 属于哪一档 / 在这一档里是第几项",
        "card 叉车*",
    ),
    "of the case, after a no": (
        "other_ask",
        "芜湖参加过几个案例 / 杭州也在里头吗 / 宁波呢 / 这个案例总共几家单位",
        "count units 芜湖",
    ),
    "so many agencies of this one": (
        "other_ask",
        "宁波参加了哪些案例 / 这个是哪两家单位做的",
        "units 宁波",
    ),
    "the number of another place after a claimed one": (
        "swap",
        "江苏的优秀案例是不是10个 / 安徽几个",
        "count 优秀实践案例 & 安徽",
    ),
    "another agency's number": (
        "swap",
        "药监局参与了哪个案例 / 一共几家药监局 / 知识产权局有几家",
        "count units [知识产权局]",
    ),
    "one of a tier among those counted": (
        "own",
        "有没有江浙沪都参与、安徽缺席的案例 / 有几个 / 哪个是最佳案例",
        "cases 上海 & 江苏 & 浙江 & !安徽 & 最佳实践案例",
    ),
    "the bureaus of a level in the one case": (
        "of_card",
        "没有上海参与的案例，有吗 / 由哪些县市局参与",
        "units county !上海 & units of a county",
    ),
    "the bureaus of a level and place asked about": (
        "of_listed_level",
        "湖州下面有县局参与吗 / 是哪几个县局",
        "units in 湖州 county 湖州 & units of a county",
    ),
    "an agency of another place": (
        "swap",
        "嘉善县参加了几个案例 / 嘉兴市局呢",
        "count 嘉兴[]",
    ),
    "one of several places by itself": (
        "swap",
        "溧阳和宜兴都在名单上吗 / 溧阳自己呢",
        "yes_no 溧阳",
    ),
    "which case of another agency": (
        "swap",
        "质量发展处参与的案例是哪个 / 一共几个单位参加 / 产品质量安全监督管理处参与的又是哪个案例",
        "cases [产品质量安全监督管理处]",
    ),
    "the full name of a like bureau elsewhere": (
        "swap",
        "“双随机、一公开”那个案例是第几号 / 嘉善县局的全称给我 / 吴江的呢",
        "units 双随机一公开 & 吴江[]",
    ),
    "what the agency of another place is called": (
        "called_there",
        "上海和江苏都有认可与检验检测监督管理处吗 / 安徽的那个叫什么",
        "units in 安徽 [认可与检验检测监督管理处] & 安徽",
    ),
    "the full title of the one shown": (
        "own",
        "标题里出现“协同”的案例 / 其中有杨浦的是哪个 / 标题全文再发一下",
        "card title:协同 & 杨浦",
    ),
    "the agencies of those left": (
        "complement",
        "浙江参加的优秀案例 / 不要有江苏的 / 剩下这两个都有哪些单位",
        "units 浙江 & 优秀实践案例 & !江苏",
    ),
    "what a place lacks": (
        "turn",
        "安徽参与了几个最佳 / 缺哪个",
        "cases !安徽 & 最佳实践案例",
    ),
    "in what two places differ": (
        "exception",
        "浙江和上海，哪个参与的案例多 / 差在哪个案例上",
        "cases 浙江 & !上海",
    ),
    "what one of all places lacks, in a tier": (
        "headless",
        "各省市各参与了几个最佳案例 / 安徽少了哪一个",
        "cases 最佳实践案例 & !安徽",
    ),
    "either of those apart before": (
        "swap",
        "杭州参与而金华不参与的 / 杭州或金华参与的呢",
        "cases 杭州 | 金华",
    ),
    "the number of the first, politely": (
        "other_ask",
        "参加单位最多的是哪个案例 / 那它一共有多少家单位呢",
        "count units csj-2022/2/9",
    ),
    "those not all there": (
        "turn",
        "三省一市都参与的最佳案例有几个 / 没署全的是哪个",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "whether each of two has a place": (
        "add",
        "湖州参与了哪些案例 / 这两个案例上海都在吗",
        "yes_no of 湖州: 湖州 & 上海",
    ),
    "all agencies after those of a place": (
        "of_every_place",
        "“长江禁渔”那一案，安徽单位的全称 / 江苏呢 / 四地的都给我",
        "units 长江禁渔",
    ),
    "other cases of one of the agencies": (
        "unit_there",
        "“五统一”案例由哪几家单位完成 / 其中浙江的处室还参与了哪个案例",
        "cases 浙江[市场监督管理局合格评定监督管理处] & !五统一",
    ),
    "the case of another, after partners": (
        "swap",
        "青浦区局参加的是哪个案例 / 它和谁一起做的 / 松江区局参加的呢",
        "cases 松江[]",
    ),
    "a list by digits": (
        "add",
        "不到四家单位的优秀案例 / 这4个里有江苏的是哪些",
        "cases units<4 & 优秀实践案例 & 江苏",
    ),
    "a ranking of the other tier, in turn": (
        "swap",
        "最佳里哪个案例单位最多 / 优秀里又是哪个",
        "rank by units 优秀实践案例",
    ),
    "the complement of all": (
        "turn",
        "四省市都参与的案例数 / 取反，列出来",
        "cases !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "a whole question that finds nothing there": (
        "own",
        "江苏参与的案例一共多少个 / 其中最佳的有几个 / 领导还问，江苏没参与的是哪几个案例",
        "cases !江苏",
    ),
    "the agencies beside those called so": (
        "complement",
        "知识产权信息公共服务平台的参与单位有哪些 / 其中知识产权局有几家 / 剩下的是哪两家",
        "units without 知识产权局 知识产权信息公共服务平台",
    ),
    "a place in the claim, not in its set": (
        "swap",
        "湖州参与的案例，安徽都参与了吗 / 上海也都参与了吗",
        "yes_no of 湖州: 湖州 & 上海",
    ),
    "by agencies this time": (
        "contrast",
        "最佳和优秀，哪一档的案例多 / 哪一档的单位多",
        "compare by units [最佳实践案例][优秀实践案例] all",
    ),
    "a truth in the other tier": (
        "swap",
        "最佳案例里有没有区县局参加的 / 优秀里有吗",
        "yes_no units of a county & 优秀实践案例",
    ),
    "two other places compared": (
        "swap",
        "江苏与浙江谁多 / 再换成上海与安徽",
        "compare [上海][安徽] all",
    ),
    "the agency of a place that was listed": (
        "unit_there",
        "有哪些计量处呀 / 浙江的那个做了哪个案例",
        "cases 浙江[市场监督管理局计量处]",
    ),
    "left out of a list": (
        "add",
        "仅由三个省市参与的案例 / 请排除安徽省参与的案例",
        "cases province==3 & !安徽",
    ),
    "those of the set not all there": (
        "add",
        "最佳案例是不是都有四个省市参加 / 其中哪一个四地没到齐",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "a tier of another case": (
        "swap",
        "认证监管那个案例，是最佳吗 / 检验检测行业那个呢",
        "yes_no 最佳实践案例 & 检验检测行业",
    ),
    "agencies of a place but one": (
        "of_units",
        "一地六县是哪六个县 / 安徽除了广德还有谁",
        "units in 安徽 out 广德 county 一地六县",
    ),
    "of the case, after a place that is not in it": (
        "of_card",
        "芜湖和合肥一块儿参与的是哪个案例 / 宣城也在吗 / 滁州呢 / 哦，那浙江有几家单位",
        "count units in 浙江 芜湖 & 合肥 & 浙江",
    ),
    "both places of two questions, in a tier": (
        "joint",
        "江苏的最佳案例有哪些 / 上海市的呢？ / 两地都有的优秀案例呢",
        "cases 江苏 & 上海 & 优秀实践案例",
    ),
    "a number for each of two other places": (
        "other_ask",
        "上海和江苏各有多少个案例 / 浙江和安徽各有多少呢",
        "rank province all",
    ),
    "the same truth of another case": (
        "swap",
        "质量提升试点是不是四个省市都参加了 / 企业登记标准那个也是吗",
        "yes_no 上海 & 江苏 & 浙江 & 安徽 & 企业登记标准",
    ),
    "how many agencies the first has": (
        "other_ask",
        "参与单位最多的是哪个案例？ / 排第一的那个有几家单位",
        "count units csj-2022/2/9",
    ),
    "whether another agency was chosen": (
        "own",
        "上海市局计量处评上了没有 / 一起的还有哪些处室 / 上海质量发展处评上了吗",
        "yes_no 上海[质量发展处]",
    ),
    "a number for each, of a tier": (
        "each_again",
        "各省参与几个 / 最佳案例各是多少",
        "rank province 最佳实践案例",
    ),
    "this ranking, of a tier": (
        "add",
        "各省市参与单位数排名 / 最佳案例里这个排名如何",
        "rank province by units 最佳实践案例",
    ),
    "narrower by another number": (
        "add",
        "四地全都参与的有多少个案例 / 其中优秀的列出来 / 再缩小到三个以上城市参与的",
        "cases 上海 & 江苏 & 浙江 & 安徽 & 优秀实践案例 & city>=3",
    ),
    "a condition gone, and what is asked then": (
        "drop",
        "上海和安徽都有份的优秀案例有哪些 / 去掉上海，安徽的有多少个",
        "count 安徽 & 优秀实践案例",
    ),
    "all of the case that is pointed at, after some": (
        "other_ask",
        "杭州和绍兴一起做的是哪个呀 / 里面江苏的单位有哪些 / 一共有几个局参加这个案例啊",
        "count units csj-2022/2/8",
    ),
    "which unit of each province": ("other_ask", "食品安全追溯的案例 / 各省是哪个部门承办的", "units 食品安全+追溯*"),
    "those of so many among those of fewer": (
        "quantity",
        "少于四家单位的案例 / 其中只有两家的",
        "cases units<4 & units==2",
    ),
    "a whole case after some of its units": (
        "other_ask",
        "杭州参与的案例有哪些？ / 要湖州也参与的 / 这个案例里安徽有哪些单位？ / 整个案例一共几家单位？",
        "count units 杭州 & 湖州 & 安徽",
    ),
    "more units of one place than of another, in a case": (
        "contrast",
        "涉及苏州和湖州的案例 / 这个案例有多少家单位 / 浙江比安徽多几家",
        "compare by units [浙江][安徽] csj-2022/2/9",
    ),
    "the case of another unit": ("swap", "消保委是啥案例里的呀 / 药监局又是哪个案例里的", "cases [药监局]"),
    "another tier is right": ("swap", "没有安徽的案例 / 只看最佳 / 噢，优秀才对", "cases !安徽 & 优秀实践案例"),
    "no number, but the list": ("other_ask", "浙江有多少个案例 / 别给数字了，列一下", "cases 浙江"),
    "a tier alone": ("add", "示范区相关的案例 / 优秀档", "cases 示范区* & 优秀实践案例"),
    "a ranking by the other number, too": ("other_ask", "各省市单位数量排个榜 / 案例数也排一个", "rank province all"),
    "whether it is among them, in writing": (
        "of_card",
        "花开太湖西岸是哪个案例 / 安吉可在其列",
        "yes_no 花开太湖西岸* & 安吉",
    ),
    "the rest of a range": ("complement", "前五个优秀案例 / 剩下的", "cases 优秀实践案例 & !#1-5"),
    "the same of two other places": (
        "of_places",
        "上海、浙江各参加了几个优秀案例 / 江苏、安徽呢",
        "rank province 优秀实践案例",
    ),
    "with whom, after the unit of a place": ("other_ask", "常州有没有 / 哪个局 / 跟谁一起的", "units out 常州 常州"),
    "the next number besides": ("add", "第四个最佳案例 / 还有第五个", "cases 最佳实践案例 & #5"),
    "the list of counted units": (
        "other_ask",
        "最佳案例里江苏的单位有多少个 / 把名单给我看",
        "units in 江苏 最佳实践案例 & 江苏",
    ),
    "those of the one that leads, in a tier": (
        "leader",
        "哪一个省份参与得最少 / 它有多少个优秀案例",
        "count 安徽 & 优秀实践案例",
    ),
    "another place besides": ("widen", "合肥参与了几个 / 也算上宁波", "count 合肥 | 宁波"),
    "the whole list of places, again": ("other_ask", "长三角有哪些城市参加 / 全部列出来", "units city all"),
    "its own place left out": ("add", "上海有几个区参与 / 不含上海的", "cases !上海"),
    "how many units of those places": ("other_ask", "上海有几个区参与 / 有几家", "count units in 上海 county 上海"),
    "one of the units above": (
        "of_units",
        "五统一案例有哪些单位 / 上述单位中属于安徽的是哪一个",
        "units in 安徽 五统一",
    ),
    "all units, after some": (
        "own",
        "单位去重后一共多少个 / 其中安徽的 / 所有单位里参与了不止一个案例的有哪些",
        "units >1 all",
    ),
    "a name alone, after a swap": ("swap", "最佳里没有安徽的 / 江苏呢 / 浙江", "cases 最佳实践案例 & !浙江"),
    "a whole place, after an agency of it": ("swap", "苏州市市场监督管理局的案例 / 那整个苏州市范围内呢", "cases 苏州"),
    "by provinces, after the units of one": (
        "other_ask",
        "一共多少家单位 / 上海有多少家 / 按省分组看一下",
        "rank province by units all",
    ),
    "a soft question of what was shown": (
        "add",
        "杨浦区市场监管局参加了哪个 / 它是跟金华市局一块儿的吧",
        "yes_no 杨浦[市场监管局] & 金华[]",
    ),
    "a statement about a case": (
        "add",
        "苏州有什么案例 / 吴江是哪条 / 青浦也参与了这个？",
        "yes_no 苏州 & 吴江 & 青浦",
    ),
    "neither of those named": ("joint", "安徽或者江苏没有参与的案例 / 两地均未参与的有哪些？", "cases !安徽 & !江苏"),
    "exactly one of those named": (
        "joint",
        "安徽和江苏都参与的 / 只有其中一个参与的有几个",
        "count (安徽 & !江苏) | (江苏 & !安徽)",
    ),
    "at least one of those named": (
        "joint",
        "安徽与江苏都参与的案例有几个 / 如果改成至少有一方参与呢",
        "count 安徽 | 江苏",
    ),
    "the other units than that one": (
        "complement",
        "上海市药品监督管理局参与的案例 / 除该局外，其余参与单位有哪些",
        "units out 上海 上海[药品监督管理局]",
    ),
    "either denied, after both": (
        "headless",
        "江苏省和安徽省均未参与的案例 / 江苏省或者安徽省未参与的",
        "cases !江苏 | !安徽",
    ),
    "a tier asked of a position": ("pick", "安徽的案例 / 第五个是最佳案例吗", "yes_no csj-2022/1/6 & 最佳实践案例"),
    "a tier supposed of a card": ("of_card", "叉车 / 是优秀案例？", "yes_no 叉车 & 优秀实践案例"),
    "the units of the whole case": ("other_ask", "叉车 / 上海是什么单位 / 单位有哪几家", "units 叉车"),
    "another case, after units": (
        "add",
        "儿童免票那个案例 / 是哪些单位推动的 / 那杨浦和金华合作的那个呢",
        "units 杨浦 & 金华",
    ),
    "the others, one more time": (
        "complement",
        "双随机一公开那条，嘉善县的单位全称 / 另外两家也给我",
        "units out 嘉善 双随机一公开",
    ),
    "the units of the rest": (
        "complement",
        "标题里带“标准”的案例 / 哪些是最佳 / 剩下的参与单位有多少家",
        "count units title:标准 & !最佳实践案例",
    ),
    "the most of a number": ("other_ask", "参与单位超过五家的案例有几件 / 最多的那件是哪个", "rank by units units>5"),
    "both only of two places": (
        "add",
        "没有江苏的是哪两个 / 这两个都只有上海和浙江，是吧",
        "yes_no of !江苏: !江苏 & only(上海 浙江)",
    ),
    "so many, and all of one name": (
        "of_card",
        "医疗器械注册人制度试点 / 四家单位全是药监局，对吗",
        "yes_no 医疗器械注册人制度试点 & units==4 & only([药监局])",
    ),
    "these two, counted": ("other_ask", "涉及城市不少于8个的案例 / 这两条一共多少个单位", "count units city>=8"),
    "which of them, after a truth of all": (
        "add",
        "安徽没参与的是哪几个 / 都是优秀的吗 / 其中哪个是最佳",
        "cases !安徽 & 最佳实践案例",
    ),
    "the same tier of another place": (
        "headless",
        "安徽参加了几个优秀案例 / 浙江参加了几个优秀的",
        "count 浙江 & 优秀实践案例",
    ),
    "the units of the whole city": (
        "own",
        "广德有几家单位上榜 / 郎溪呢 / 宣城市全部算上有几家",
        "count units in 宣城 all",
    ),
    "others compared, by their units": (
        "swap",
        "安徽和江苏的案例数对比 / 换成苏州和杭州的单位数",
        "compare by units [苏州][杭州] all",
    ),
    "units of so many cases, of all": ("own", "叉车 / 参与了2个案例的处室有哪些", "units ==2 all"),
    "those of so many cases, of units": ("so_many", "安徽的单位 / 参与了两个案例的有哪些", "units in 安徽 ==2 安徽"),
    "what one case is about": ("own", "八城联动 / 讲什么的", "card 八城联动"),
    "the same truth of another place": ("swap", "浙江是不是所有案例都参与了 / 上海是吗", "yes_no of all: 上海"),
    "a whole question that ends in 呢": ("own", "叉车 / 最佳案例有几个呢", "count 最佳实践案例"),
    "a whole question of a list, that ends in 呢": ("own", "叉车 / 安徽参与了哪些案例呢", "cases 安徽"),
    "a comparison, after a denied number": (
        "swap",
        "最佳里参与单位数不是4的 / 超过4个单位的",
        "cases 最佳实践案例 & units>4",
    ),
    "a tier, after one that no notice has": ("swap", "三等奖有哪些 / 那优秀的有哪些", "cases 优秀实践案例"),
    "both numbers, as two": (
        "of_both_tiers",
        "优秀案例一共几个 / 最佳呢 / 两个加起来总共多少",
        "count 优秀实践案例 | 最佳实践案例",
    ),
    "whether a third is there, too": (
        "headless",
        "嘉兴湖州都去了的有哪些 / 那金华也去了没",
        "yes_no 嘉兴 & 湖州 & 金华",
    ),
    "so many units of a place": ("of_units", "一地六县那个案例都是哪几个局 / 江苏的两个", "units in 江苏 一地六县"),
    "units in more than one case, of those": (
        "so_many",
        "去重后一共多少家单位 / 浙江的单位明细 / 其中参与不止一个案例的",
        "units in 浙江 >1 all",
    ),
    "the other cases of an agency, after a truth": (
        "its_others",
        "安徽省药品监督管理局是不是参与了医疗器械注册人制度试点 / 它还参与了其他案例吗",
        "yes_no 安徽[药品监督管理局] & !医疗器械注册人制度试点",
    ),
    "who else, after units of another place": (
        "other_ask",
        "一地六县有哪些单位 / 浙江的 / 除了安徽还有谁",
        "units out 安徽 一地六县",
    ),
    "the other place that names the case": (
        "swap",
        "沪甬合作的那个案例叫什么 / 宁波出的是哪个单位 / 上海呢",
        "units in 上海 上海 & 宁波",
    ),
    "both counts together": (
        "of_both_tiers",
        "最佳的一共评了几个 / 优秀的呢 / 那两样加起来一共多少个案例",
        "count 最佳实践案例 | 优秀实践案例",
    ),
    "each case's units, after a number": ("other_ask", "安徽参与的案例有几个 / 它们各有几家单位", "rank by units 安徽"),
    "whether it is one case": ("other_ask", "杭州和金华都参与的案例是哪个 / 是同一个案例吗", "yes_no 杭州 & 金华"),
    "whether two questions share a case": (
        "other_ask",
        "宁波参加了哪个案例 / 金华呢 / 是同一个案例吗",
        "yes_no 宁波 & 金华",
    ),
    "a tier, after both were counted": ("swap", "最佳和优秀各有几个 / 优秀呢", "count 优秀实践案例"),
    "units, after a comparison": ("other_ask", "江苏和浙江谁参与的案例多 / 都有谁", "units all"),
    "those of a place among counted cities": (
        "of_places",
        "有几个城市参与了八城联动 / 其中浙江的呢",
        "count city 八城联动",
    ),
    "the sum of places, again": ("other_ask", "有几个城市参与了八城联动 / 合计多少", "count city 八城联动"),
    "a city, after the position of a province": ("swap", "浙江排第几 / 那湖州呢", "rank city [湖州] all"),
    "a place, after a comparison of tiers": ("widen", "最佳和优秀各有几个 / 再看看宁波的", "cases 宁波"),
    "a position, after counted cases": ("pick", "标题里有“长三角”的案例有几个 / 第2个呢", "cases csj-2022/1/4"),
    "whether the case has most units": (
        "leader",
        "叉车那个 / 它是不是单位最多的案例",
        "yes_no by units [csj-2022/2/4] all",
    ),
    "the ranking, after whether one leads": (
        "leader",
        "叉车那个 / 它是不是单位最多的案例 / 那最少的呢",
        "rank least by units all",
    ),
    "the cases of each of two places": (
        "other_ask",
        "绍兴、金华各参与了几个案例 / 具体是哪些案例",
        "cases 绍兴 | 金华",
    ),
    "not all of them": ("turn", "四家都有的 / 不全的呢", "cases !(上海 & 江苏 & 浙江 & 安徽)"),
    "all that was chosen": ("own", "优秀的名单也发我 / 这次一共评出22个案例对吧", "yes_no all"),
    "units of another name": ("called_so", "把名称里带特种设备的单位都列出来 / 计量呢", "units all"),
    "those above": (
        "add",
        "上海与安徽共同参与的案例 / 以上案例江苏是否全部参与",
        "yes_no of 上海 & 安徽: 上海 & 安徽 & 江苏",
    ),
    "all of an area, after its bureau": ("swap", "宣城市局参加了几个 / 那宣城全市呢", "count 宣城"),
    "exactly three, after all four": (
        "headless",
        "三省一市均参与的案例有哪些 / 仅三个省市参与的有哪些",
        "cases province==3",
    ),
    "all cases of a city, after its agencies": (
        "headless",
        "苏州市局参加了几个 / 吴江区局呢 / 合起来苏州一共几个",
        "count 苏州",
    ),
    "at least one of those that were absent": ("joint", "苏皖都没去的 / 至少一家没去的呢", "cases !江苏 | !安徽"),
    "as many as were named": (
        "joint",
        "杭州、湖州、嘉兴、金华里至少有一个参与的案例 / 四个都参与的",
        "cases 杭州 & 湖州 & 嘉兴 & 金华",
    ),
    "a whole condition that contradicts the last": (
        "headless",
        "杭州、湖州都参与的案例 / 湖州或者嘉兴参与、但没有杭州的",
        "cases (湖州 | 嘉兴) & !杭州",
    ),
    "its own object, after units": ("of_card", "双随机那个案例是哪些单位做的 / 金华参加了哪几个", "cases 金华"),
    "another tier of the same case": ("add", "长江禁渔那个是最佳吗 / 所以它是优秀咯", "yes_no 长江禁渔 & 优秀实践案例"),
    "a place that is in the case, as if asked": ("of_card", "说说G60那个案例 / 杭州也在里面", "yes_no g60 & 杭州"),
    "whether another has part in all of them": (
        "own",
        "上海是否参与了全部案例 / 缺的是哪一个 / 浙江是否参与了全部案例",
        "yes_no of all: 浙江",
    ),
    "another tier, after a number": (
        "swap",
        "沪苏浙都有 皖没有的 发我 / 几个优秀 / 最佳的是哪个",
        "cases 上海 & 江苏 & 浙江 & !安徽 & 最佳实践案例",
    ),
    "all cases of a place, after one case": ("of_card", "沪甬商标那个发我 / 宁波一共参加几个", "count 宁波"),
    "several others, without their noun": (
        "complement",
        "最佳案例有哪些 / 前两个 / 另外几个呢",
        "cases 最佳实践案例 & !(csj-2022/1/1 | csj-2022/1/2)",
    ),
    "a numbered case, after a number": ("swap", "最佳案例有几个 / 最佳第一个呢", "cases 最佳实践案例 & #1"),
    "which units they are": ("other_ask", "G60那个案例有哪些单位 / 是哪几个", "units g60"),
    "more than a place, after one case": ("of_card", "优秀案例第三个 / 比江苏多吗", "yes_no 江苏"),
    "the units there, after a numbered case": ("of_card", "优秀案例第三个 / 安徽的", "units in 安徽 优秀实践案例 & #3"),
    "the units of a level, after a case": (
        "of_card",
        "优秀案例第九个 / 市级的有哪些",
        "units city 优秀实践案例 & #9 & units of a city",
    ),
    "a place, after the tier of a case": ("swap", "长三角G60案例是最佳的吗 / 上海呢", "yes_no 长三角g60 & 上海"),
    "how many places were listed": ("other_ask", "八城联动是哪八个城市 / 有几个", "count city 八城联动"),
    "one place of a ranking": ("swap", "各省参与了几个最佳案例 / 上海呢", "count 最佳实践案例 & 上海"),
    "one place of a ranking by units": ("swap", "各省单位数排名 / 江苏呢", "count units in 江苏 江苏"),
    "said again of what was narrowed": (
        "headless",
        "江苏参与了哪些案例 / 没有安徽的 / 安徽没参加的",
        "cases 江苏 & !安徽",
    ),
    "what else the units of a case did": ("that_unit", "宁波参与了哪些案例 / 这些单位还参与了什么", "cases all"),
    "a position after a number of units": ("pick", "G60那个案例有哪些单位 / 浙江的有几家 / 第一个", "cases #1"),
    "another place, once a tier narrowed them": (
        "swap",
        "上海参与了哪些案例 / 其中最佳的 / 换成宁波",
        "cases 最佳实践案例 & 宁波",
    ),
    "who is at a position of a ranking": ("leader", "上海排第二吗 / 那谁第二", "rank province [上海] all"),
    "whether another place leads": ("swap", "参与最多的是浙江吗 / 江苏呢", "yes_no province [江苏] all"),
    "whether another case leads": ("swap", "单位最多的是G60吗 / 八城联动呢", "yes_no by units [八城联动] all"),
    "whether two others are equal": ("swap", "江苏和上海一样多吗 / 浙江和安徽呢", "yes_no as many [浙江][安徽] all"),
    "the number of the places listed": ("other_ask", "浙江有哪些城市参与了案例 / 一共几个市", "count city 浙江"),
    "a number for each of the places listed": ("other_ask", "安徽哪些市参与了 / 这几个市各参与几个", "rank city 安徽"),
    "the places of a province among those counted": (
        "of_places",
        "合肥参加了啥案例 / 一共有几个城市参加 / 安徽的有哪些",
        "units in 安徽 city 合肥",
    ),
    "a list of places in the place of another": (
        "exchange",
        "仅由沪苏浙三地完成的案例 / 把沪苏浙换成苏浙皖",
        "cases only(江苏 浙江 安徽)",
    ),
    "one of the only places": ("exchange", "只有上海和浙江的 / 把上海换成安徽", "cases only(浙江 安徽)"),
    "one place for another, the other way round": ("exchange", "安徽的案例 / 用江苏代替安徽", "cases 江苏"),
    "both of two, after only one of them": (
        "joint",
        "安徽和江苏都参与的有几个 / 只有其中一个省参与的呢 / 两个都没参与的",
        "count !安徽 & !江苏",
    ),
    "both absent, after each": (
        "joint",
        "江苏没参与的案例有哪些 / 那安徽呢 / 这两个省都没参与的呢",
        "cases !江苏 & !安徽",
    ),
    "what all four lack": (
        "turn",
        "四地全部参与的最佳案例 / 缺少的是哪一个",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "what one of two lacks": (
        "exception",
        "浙江跟江苏比，哪家案例多 / 只看优秀的呢 / 江苏少的是哪两个",
        "cases 优秀实践案例 & 浙江 & !江苏",
    ),
    "another place's agencies in the case of one": (
        "of_units",
        "溧阳参加了什么案例 / 这里面安徽有哪几个单位 / 那有没有上海的单位",
        "yes_no 溧阳 & 上海",
    ),
    "those beside the one just asked about": (
        "besides",
        "八城联动有亳州吗 / 安徽还有哪家",
        "units in 安徽 out 亳州 八城联动 & 亳州",
    ),
    "another of those that share its cases, counted": (
        "swap",
        "苏州参与了啥 / 嘉兴也在里面的有几个 / 湖州的呢",
        "count 苏州 & 湖州",
    ),
    "a ranking for both tiers": (
        "of_both_tiers",
        "按优秀案例数给四地排个名 / 最佳的呢 / 合起来呢",
        "rank province 优秀实践案例 | 最佳实践案例",
    ),
    "the units of the other of two": (
        "complement",
        "湖州参与的案例有哪些 / 其中以湖州市局自身的名义参与的 / 另一个案例里是湖州的哪些单位",
        "units in 湖州 湖州 & !(湖州 & 湖州[])",
    ),
    "the name of the one that was counted": ("other_ask", "宁波的案例有几个 / 这个叫啥名字", "cases 宁波"),
    "a number taken back": ("swap", "最佳第5个 / 不是，第6个", "cases 最佳实践案例 & #6"),
    "another denied, of several": (
        "swap",
        "上海和江苏都参与、浙江没参与的 / 安徽没参与的呢",
        "cases 上海 & 江苏 & !安徽",
    ),
    "by another measure": ("other_ask", "优秀里谁最少 / 单位数谁最多", "rank province by units 优秀实践案例"),
    "the agencies of a place that was ranked by them": (
        "of_places",
        "各省单位数排名 / 浙江的全部列出来",
        "units in 浙江 all",
    ),
    "what the last of a ranking lacks": (
        "exception",
        "各省市分别参与了几个最佳 / 最少的是谁 / 它缺的是哪一项",
        "cases 最佳实践案例 & !安徽",
    ),
    "the place that leads": ("leader", "哪个省最少 / 这个省参与的案例有哪些", "cases 安徽"),
    "agencies in this one": ("add", "长兴县参与的是哪项 / 这项里面安徽的单位有几家", "count units in 安徽 长兴 & 安徽"),
    "so many units, after an only place": (
        "swap",
        "有没有上海自己单独弄的案例 / 那只有两家单位弄的呢",
        "yes_no units==2",
    ),
    "only those two": (
        "joint",
        "上海和宁波联手的案例 / 换成上海和金华 / 只有这两个地方的是哪个",
        "cases only(上海 金华)",
    ),
    "whether a place is in none of them": (
        "add",
        "示范区相关的案例有哪几项 / 这几项安徽是不是都没参与",
        "yes_no of 示范区*: 示范区* & !安徽",
    ),
    "more units, of those listed": (
        "other_ask",
        "质量提升的案例 / 其中参与单位更多的是哪一个",
        "rank by units 质量提升*",
    ),
    "without one, excepted at the end": ("add", "宣城参与的案例 / G60那个除外", "cases 宣城 & !g60"),
    "whether another place has more than it": (
        "contrast",
        "上海参与了多少案例 / 浙江比它多吗",
        "yes_no [浙江][上海] all",
    ),
    "the places of the first of a ranking": (
        "other_ask",
        "单位数最多的前三个案例 / 第一名涉及几个城市",
        "count city csj-2022/2/9",
    ),
    "who did the rest": (
        "complement",
        "示范区相关的案例有哪些 / 哪个是最佳 / 其余的都是谁做的",
        "units 示范区* & !最佳实践案例",
    ),
    "another place's unit, told as well": (
        "swap",
        "“长江禁渔”案例上海是哪个处室参与的 / 江苏呢 / 浙江的也说一下",
        "units in 浙江 长江禁渔",
    ),
    "all of a tier": (
        "other_ask",
        "最佳案例安徽参与了几个 / 都参与了吗",
        "yes_no of 最佳实践案例: 最佳实践案例 & 安徽",
    ),
    "those of the agencies that are in a tier": (
        "said_of_units",
        "安徽省有多少个单位参与 / 其中参与优秀案例的有多少个",
        "count units in 安徽 安徽 & 优秀实践案例",
    ),
    "whether those units did it": (
        "headless",
        "经查，浙江省药监局参与了哪个案例 / 其余三地的药监局是否亦参与",
        "yes_no 浙江[药监局] & [药监局]",
    ),
    "the units beside the one by which the case was asked for": (
        "complement",
        "安徽的食品安全协调处参加了什么 / 这个案例另外三家是什么处",
        "units without 食品安全协调处 csj-2022/1/7",
    ),
    "more cases than another, after one case": (
        "swap",
        "叉车案例 / 那浙江比江苏多参与了哪些",
        "cases 浙江 & !江苏",
    ),
    "fewer than another, too": (
        "contrast",
        "安徽参与的案例比江苏少，是不是 / 那比上海呢，也少吗",
        "yes_no least [安徽][上海] all",
    ),
    "the number of another place, after a list": ("swap", "安徽参与了哪些案例 / 浙江有多少", "count 浙江"),
    "units of the place that the list is of": (
        "headless",
        "江苏参与的最佳案例有哪些 / 江苏是哪个处",
        "units in 江苏 江苏 & 最佳实践案例",
    ),
    "a list, place by place": ("other_ask", "安徽参与了哪些案例 / 按省列一下", "rank province 安徽"),
    "the leader among all, after a list of one": ("among_all", "安徽参与了哪些案例 / 哪个省最多", "rank province all"),
    "the leader by units, after units of one": (
        "among_all",
        "浙江有多少家单位参与 / 哪个省最多",
        "rank province by units all",
    ),
    "the title of the case that leads": ("other_ask", "单位最多的是哪个案例 / 标题叫什么", "cases csj-2022/2/9"),
    "the places of the case that leads": (
        "other_ask",
        "单位最多的是哪个案例 / 哪个省最多",
        "rank province by units csj-2022/2/9",
    ),
    "nothing to turn round": ("turn", "最佳案例有哪些 / 反过来呢", "cases all"),
    "the truth of some of the cases": (
        "add",
        "浙江是否参与了每个案例 / 只看优秀的",
        "yes_no of 优秀实践案例: 浙江 & 优秀实践案例",
    ),
    "others, after a comparison": ("complement", "江苏和浙江谁参与的案例多 / 其他省呢", "compare [上海][安徽] all"),
    "others, after a number": ("complement", "江苏参与了几个案例 / 其他省呢", "rank province all"),
    "others, after a truth of one case": ("complement", "上海参与了叉车那个案例吗 / 其他省呢", "units out 上海 叉车"),
    "others, where no place was named": ("complement", "最佳案例有哪些 / 其他省呢", "cases all"),
    "others, after units of one": ("complement", "浙江有多少家单位参与 / 其他省呢", "count units out 浙江 all"),
    "a topic after a comparison of places": ("swap", "江苏和浙江谁参与的案例多 / 叉车那个呢", "cases 叉车"),
    "an agency after a comparison of places": ("swap", "江苏和浙江谁参与的案例多 / 药监局的呢", "cases [药监局]"),
    "a topic that the last conditions leave empty": ("swap", "最佳案例有哪些 / 那禁渔呢", "cases 禁渔"),
    "a comparison without some": ("swap", "江苏和浙江谁参与的案例多 / 没有安徽的呢", "compare [江苏][浙江] !安徽"),
    "both that were compared": ("joint", "江苏和浙江谁参与的案例多 / 两个都参与的", "cases 江苏 & 浙江"),
    "units of a further place": ("add", "安徽有哪些单位 / 再加上江苏", "units in 安徽 江苏 安徽 | 江苏"),
    "a further place, where none says whose they are": (
        "add",
        "双随机那个案例是哪些单位做的 / 再加上江苏",
        "cases 江苏",
    ),
    "a position after a ranking of places": ("pick", "各省参与案例数排名 / 第二个", "cases #2"),
    "units of a place without it": ("swap", "安徽有哪些单位 / 没有安徽的呢", "cases !安徽"),
    "their cases, after a comparison": ("other_ask", "江苏和浙江谁参与的案例多 / 它们参与了哪些案例", "cases all"),
    "a tier, after units chosen by their number": (
        "add",
        "哪些单位参与了不止一个案例 / 其中最佳的有哪些",
        "cases 最佳实践案例",
    ),
    "another agency, after a place that is elsewhere": (
        "swap",
        "盐城市市场监督管理局在列吗 / 扬州市市场监督管理局呢",
        "yes_no 扬州[市场监督管理局]",
    ),
    "any of both, once one was left out": (
        "joint",
        "杭州、金华均参与的案例 / 含金华但不含杭州的呢 / 两市任一参与的有哪些",
        "cases 金华 | 杭州",
    ),
    "a ranking, narrowed": ("add", "按省份分组，数一下各省案例数 / 过滤到最佳", "rank province 最佳实践案例"),
    "the number of another place": ("swap", "上海参与了几个 / 浙江几个", "count 浙江"),
    "both, once one was turned round": (
        "joint",
        "上海参与但江苏没参与的有几条 / 反过来呢 / 两个都参与的",
        "count 上海 & 江苏",
    ),
    "their union": ("joint", "上海和安徽都参与的案例 / 并集呢", "cases 上海 | 安徽"),
    "the position in a tier": ("of_card", "儿童免票那个案子 / 是优秀案例里第几个", "card 儿童免票"),
    "a share of its own": (
        "own",
        "安徽的案例占全部的百分之几 / 最佳案例在全部案例里的占比",
        "count share 最佳实践案例",
    ),
    "another agency's": ("swap", "产品质量监督抽查 / 合格评定监督管理处参与的呢", "cases [合格评定监督管理处]"),
    "those places alone": ("joint", "上海与金华合作的案例 / 只有这两个地方参与的是哪一个", "cases only(上海 金华)"),
    "a ranking again": (
        "swap",
        "按省市排一下参与案例的数量 / 只算优秀的 / 最佳的再来一版",
        "rank province 最佳实践案例",
    ),
    "another place, asked before whether there are such": (
        "swap",
        "苏州参加了哪些案例 / 有最佳的吗 / 无锡呢",
        "yes_no 最佳实践案例 & 无锡",
    ),
    "another list, after whether some are such": (
        "swap",
        "苏州参加了哪些案例 / 有最佳的吗 / 那无锡参加了哪些",
        "cases 无锡",
    ),
    "afresh, after what was denied": ("swap", "禁渔案例是谁做的 / 有药监局吗 / 那药监局参加的是哪个", "cases [药监局]"),
    "of the units, without an ask": ("of_units", "G60 案例有哪些单位 / 其中浙江是", "units in 浙江 g60"),
    "a question of its own beside what is dropped": (
        "own",
        "浙江的单位 / 参与案例数大于1的单位有哪些，不限地区",
        "units >1 all",
    ),
    "a whole case asked about": ("of_card", "沪甬合作的案例介绍一下 / 是宁波和上海一起做的吧", "yes_no 上海 & 宁波"),
    "the number of both tiers": (
        "of_both_tiers",
        "最佳案例有几个 / 优秀的呢 / 两者合计多少",
        "count 最佳实践案例 | 优秀实践案例",
    ),
    "two others in a question of truth": ("contrast", "浙江比上海多吗 / 那安徽跟江苏呢", "yes_no [安徽][江苏] all"),
    "two more in a comparison": (
        "widen",
        "江苏与浙江案例数对比 / 再加上上海、安徽",
        "compare [江苏][浙江][上海][安徽] all",
    ),
    "the units of places that were counted": (
        "other_ask",
        "G60 有几个城市 / 其中浙江的几个 / 单位名称分别是",
        "units in 浙江 g60",
    ),
    "another place, counted by its cities": ("of_places", "安徽有多少个城市参与 / 浙江呢", "count city all"),
    "places counted, said to be so many": (
        "other_ask",
        "G60 案例浙江有几个市参加 / 安徽呢 / 是哪三个",
        "units in 安徽 city g60*",
    ),
    "the exception by what it lacks": (
        "exception",
        "安徽参与了全部最佳案例，对不对 / 缺的是哪一个",
        "cases 最佳实践案例 & !安徽",
    ),
    "a ranked place, in full": ("headless", "按省统计优秀案例数 / 安徽的明细拉出来", "cases 优秀实践案例 & 安徽"),
    "the cases of units that are counted": (
        "of_those_units",
        "哪些单位参与次数大于1 / 其中浙江的 / 它们都在哪些案例里",
        "cases csj-2022/1/8 | csj-2022/2/7 | csj-2022/2/8 | csj-2022/2/9 | csj-2022/2/11",
    ),
    "of the case, once a place is denied": ("other_ask", "G60 / 有温州吗 / 一共几个市", "count city g60"),
    "alternatives made a conjunction": ("joint", "嘉兴或者湖州的案例 / 或换成和", "cases 嘉兴 & 湖州"),
    "shown, after whether there are some": ("other_ask", "三个省参与的案例有吗 / 发来看看", "cases province==3"),
    "the case of a unit there": (
        "unit_there",
        "叉车案例是谁做的 / 浙江的那家单位还参与了哪个案例",
        "cases 浙江[市场监督管理局特种设备安全监察处]",
    ),
    "one of the units": ("of_units", "叉车案例是谁做的 / 浙江的那个呢", "units in 浙江 叉车"),
    "as many as said": ("other_ask", "叉车案例，江苏是哪个单位 / 四家单位的全称", "units 叉车"),
    "the same of another case": ("swap", "G60 有安徽吗 / 八城联动那个呢", "yes_no 安徽 & 八城联动"),
    "counted again": ("swap", "安徽的单位有多少家 / 江苏呢，报个数", "count units in 江苏 江苏"),
    "filtered at the end": ("add", "江苏的案例 / 按优秀过滤", "cases 江苏 & 优秀实践案例"),
    "another measure of a ranking": (
        "other_ask",
        "江苏和浙江的案例数对比 / 各省的单位数从多到少排一下",
        "rank province by units all",
    ),
    "its own card": ("headless", "杨浦的案例 / 松江参加的是优秀里面第几个", "card 松江 & 优秀实践案例"),
    "a third in a comparison": ("widen", "上海与江苏案例数对比 / 把安徽也算进来", "compare [上海][江苏][安徽] all"),
    "another tier, counted": (
        "widen",
        "安徽的最佳案例有几个 / 加上优秀的一共几个",
        "count 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "another number besides": ("quantity", "两个省市参与的案例 / 三个的也算", "cases province==2 | province==3"),
    "a number with the comparison of the last": ("quantity", "至少五个单位参与的案例 / 放宽到四个", "cases units>=4"),
    "a number of places with the comparison of the last": (
        "swap",
        "至少三个省参与的案例 / 放宽到两个省",
        "cases province>=2",
    ),
    "two exchanged": ("exchange", "江苏参与的最佳案例 / 江苏改成安徽，最佳改成优秀", "cases 安徽 & 优秀实践案例"),
    "two exchanged that the conditions deny": (
        "exchange",
        "除安徽外，其他三方均参与的案例 / 不是安徽，是江苏",
        "cases !江苏 & 上海 & 安徽 & 浙江",
    ),
    "places that the cases exclude, counted apart": (
        "swap",
        "哪些案例是两个省合作、又不含浙江的 / 浙江有哪些地级市局，各参加了几个",
        "rank units in 浙江 city 浙江 & units of a city",
    ),
    "a kind of condition dropped": ("drop", "江苏的优秀案例有哪些 / 不管哪个省，优秀的全要", "cases 优秀实践案例"),
    "a kind dropped by its noun": ("drop", "上海的优秀案例 / 去掉等级条件", "cases 上海"),
    "仅 dropped": ("drop", "仅上海和浙江参与的案例 / 把“仅”去掉", "cases 上海 & 浙江"),
    "nor another": ("swap", "安徽没参与的案例 / 也没有金华的呢", "cases !安徽 & !金华"),
    "other two compared": (
        "contrast",
        "G60和八城联动谁的单位多 / 那八城联动和一地六县比呢",
        "compare by units [八城联动][一地六县] all",
    ),
    "any of them": ("joint", "南京和青浦都参加的案例 / 或者呢", "cases 南京 | 青浦"),
    "only they": ("joint", "上海和浙江联手的案例有哪些 / 只有这两家的呢", "cases only(上海 浙江)"),
    "the first of a ranking": ("other_ask", "单位超过五家的案例 / 第一名的详情", "card csj-2022/2/9"),
    "what was left, of a tier": ("complement", "最佳案例里有安徽的 / 剩下那个是谁做的", "units 最佳实践案例 & !安徽"),
    "levels turned round": ("turn", "有县级局参与的优秀案例 / 没有的呢", "cases !units of a county & 优秀实践案例"),
    "a share, in a tier": (
        "share_in_tier",
        "安徽参与了百分之几的案例 / 那优秀案例它参与了百分之几",
        "count share 安徽 & 优秀实践案例",
    ),
    "a share of the list": ("own", "安徽参与的案例 / 最佳占百分之几", "count share 安徽 & 最佳实践案例"),
    "each of the places": ("other_ask", "上海和安徽共同参与的案例 / 各参加了几个", "compare [上海][安徽] all"),
    "another level": ("other_level", "市级单位参与的案例 / 县级呢", "cases units of a county"),
    "the place that was asked for": ("told", "我省参与了几个案例 / 安徽", "count 安徽"),
    "那个 before a name": ("swap", "安徽有几个最佳案例 / 那个浙江呢", "count 最佳实践案例 & 浙江"),
    "two cases compared by their units": (
        "by_units",
        "合肥或者亳州 / 这两个案例哪个单位多",
        "rank by units 合肥 | 亳州",
    ),
    "one place more, of those that all took part": (
        "add",
        "上海和浙江都参与的案例 / 再加上江苏参与的",
        "cases 上海 & 浙江 & 江苏",
    ),
    "two places, by units": ("contrast", "安徽参与的 / 和江苏比哪个单位多", "compare by units [安徽][江苏] all"),
    "a correction that opens the turn": ("swap", "江苏参与的案例 / 呃不是浙江", "cases 浙江"),
    "the others of another place": (
        "swap",
        "除了安徽，其余三地都参与的案例有哪些 / 除了上海呢",
        "cases !上海 & 江苏 & 浙江 & 安徽",
    ),
    "the place taken part in, after those without another": (
        "swap",
        "跟标准有关的案例有哪些 / 里面有上海没参加的吗 / 那安徽参加了的是哪些",
        "cases 标准* & 安徽",
    ),
    "another number, asked the same": (
        "pick",
        "第3个最佳案例里有没有安徽的单位 / 第4个呢",
        "yes_no 最佳实践案例 & 安徽 & #4",
    ),
    "another claim of a number": ("swap", "浙江是不是参与了22个案例 / 那江苏是21个吗", "yes_no 江苏"),
    "a title with another word": ("swap", "标题里有“协同”的案例 / “联动”的呢", "cases title:联动"),
    "a ranking by units of another level": (
        "other_level",
        "哪个省的区县局最多 / 市局呢",
        "rank province by units units of a city",
    ),
    "other places and another tier compared": (
        "swap",
        "对比上海和安徽的优秀案例数 / 换成浙江和江苏，最佳案例",
        "compare [浙江][江苏] 最佳实践案例",
    ),
    "neither of the places that one lacked": (
        "joint",
        "江苏、安徽至少缺一个的案例 / 两个都没有的",
        "cases !江苏 & !安徽",
    ),
    "units besides those of the places named": (
        "besides",
        "合肥跟芜湖一起参加的案例 / 除了它们，还有哪些安徽的单位参加",
        "units in 安徽 out 合肥 芜湖 合肥 & 芜湖",
    ),
    "the other units that took part more than once": (
        "complement",
        "哪些单位参与了不止一个案例 / 浙江的有哪些 / 其他的呢",
        "units out 浙江 >1 all",
    ),
    "all of those that were counted": (
        "add",
        "安徽缺席的是五个，对吗 / 这五个都是优秀案例吗",
        "yes_no of !安徽: !安徽 & 优秀实践案例",
    ),
    "another mean": ("swap", "平均每个案例几个单位 / 优秀案例的平均数呢", "count units mean 优秀实践案例"),
    "other places ranked": ("other_ask", "把地级市按参与案例数排个名 / 换成省份排", "rank province all"),
    "the cases of a place's units": ("of_those_units", "湖州下面有哪些单位入选 / 一共参与了几个案例", "count 湖州"),
    "another partner": ("add", "安徽参加的 / 跟宁波一起的 / 跟芜湖一起的呢", "cases 安徽 & 芜湖"),
    "whether one was with them": ("headless", "安徽参加的 / 跟宁波一起的有吗", "yes_no 安徽 & 宁波"),
    "what a tier leaves of a list": (
        "complement",
        "那安徽没参加的呢 / 有几个是优秀的 / 剩下那个是什么",
        "cases !安徽 & !优秀实践案例",
    ),
    "only units of a level": (
        "other_level",
        "各省的参与单位数从多到少怎么排 / 只算县级单位呢",
        "rank province by units units of a county",
    ),
    "said twice with a negation": ("headless", "扬州镇江都去了的 / 杭州去没去", "yes_no 扬州 & 镇江 & 杭州"),
    "the list of those counted": ("other_ask", "安徽没有参加的案例共有几个 / 给我名单", "cases !安徽"),
    "a place denied instead": ("swap", "安徽的优秀案例 / 改成不含安徽", "cases 优秀实践案例 & !安徽"),
    "whether another was in that one": (
        "add",
        "宣城参与的案例 / 有宜兴的是哪个 / 南京也参加这个了吗",
        "yes_no 宣城 & 宜兴 & 南京",
    ),
    "units of a place in the one case of two places": (
        "swap",
        "长兴跟安吉那个案例都有谁 / 安徽的呢",
        "units in 安徽 长兴 & 安吉",
    ),
    "units of another place, besides the same": (
        "swap",
        "芜湖参与了什么案例 / 除了芜湖，还有哪些安徽的单位 / 浙江那边呢",
        "units in 浙江 out 芜湖 芜湖",
    ),
    "which units, after whether a place has any": (
        "other_ask",
        "只有区县局参加的案例 / 第二个有安徽的单位吗 / 是哪几个",
        "units in 安徽 csj-2022/2/10 & 安徽",
    ),
    "the cases of units that took part in several": (
        "of_those_units",
        "参与案例数大于1的单位有哪些 / 只留浙江的 / 它们参与了哪些案例",
        "cases csj-2022/1/8 | csj-2022/2/7 | csj-2022/2/8 | csj-2022/2/9 | csj-2022/2/11",
    ),
    "places compared by units": ("other_ask", "江苏和安徽哪个多 / 单位呢", "compare by units [江苏][安徽] all"),
    "the cases of the one with more": ("leader", "宁波和安徽谁参与得多 / 最多的参与了哪些", "cases 安徽"),
    "units of two turns": (
        "other_ask",
        "合肥的单位有哪些 / 芜湖的呢 / 合起来几家",
        "count units in 合肥 芜湖 合肥 | 芜湖",
    ),
    "the cases of each district": ("other_ask", "上海哪个区参与了 / 各参与了几个", "rank county 上海"),
    "the ranking turned, after its leaders": (
        "other_ask",
        "优秀案例里单位最少的 / 是谁做的 / 单位最多的呢",
        "rank by units 优秀实践案例",
    ),
    "the cases of a place's county bureaus": (
        "of_those_units",
        "浙江的区县局有哪些 / 一共参与了几个案例",
        "count units of a county in 330000",
    ),
    "thanks before 那个 and a name": ("swap", "安徽参与了哪些最佳案例 / 好的，那个浙江呢", "cases 最佳实践案例 & 浙江"),
    # Positions in the last list.
    "第二个": ("pick", "最佳案例有哪些 / 第二个", "cases csj-2022/1/2"),
    "a position in that list, not in the tier": ("pick", "上海和宁波都参与的案例 / 第1个", "cases csj-2022/2/12"),
    "a bare number": ("pick", "安徽没有参与的案例 / 3", "cases csj-2022/2/2"),
    "the last": ("pick", "安徽没有参与的案例 / 最后一个", "cases csj-2022/2/12"),
    "again, after a pick": ("pick", "最佳案例有哪些 / 第二个 / 第四个", "cases csj-2022/1/4"),
    "two positions": ("pick", "优秀案例有哪些 / 第二个和第四个", "cases csj-2022/2/2 | csj-2022/2/4"),
    "a range": ("pick", "安徽没有参与的案例 / 前两个", "cases csj-2022/1/3 | csj-2022/2/1"),
    "the units of it": ("pick", "最佳案例有哪些 / 第三个是谁做的", "units csj-2022/1/3"),
    "its card": ("pick", "最佳案例有哪些 / 介绍一下第二个", "card csj-2022/1/2"),
    "who did it": ("pick", "优秀案例有哪些 / 第二个是谁搞的", "units csj-2022/2/2"),
    "all but one": ("pick", "最佳案例有哪些 / 除了第一个", "cases 最佳实践案例 & !csj-2022/1/1"),
    # The next and the one before.
    "下一个, after a number": ("step", "第3个最佳案例 / 下一个", "cases 最佳实践案例 & #4"),
    "上一个": ("step", "第3个最佳案例 / 上一个", "cases 最佳实践案例 & #2"),
    "下一个, after a pick": ("step", "安徽没有参与的案例 / 第二个 / 下一个", "cases csj-2022/2/2"),
    "after a case": ("step", "食品安全追溯的案例是哪个 / 下一个", "cases 最佳实践案例 & #8"),
    "twice": ("step", "最佳案例有哪些 / 第三个 / 下一个 / 下一个", "cases csj-2022/1/5"),
    "再说一个": ("step", "最佳案例有哪些 / 讲讲第一个 / 再说一个", "cases csj-2022/1/2"),
    "下一个, after a question of one case": (
        "step",
        "最佳案例有哪些 / 讲讲第九个 / 有几家单位参加的 / 下一个呢",
        "cases csj-2022/1/10",
    ),
    "the case that is otherwise": (
        "exception",
        "最佳案例是否全部由四地共同参与 / 反例是哪个",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "the agency of another place": ("swap", "安徽省药监局参与了什么 / 那江苏的呢", "cases 江苏[药监局]"),
    # The rest.
    "其他的": ("complement", "安徽参与了哪些案例 / 其他的呢", "cases !安徽"),
    "剩下的": ("complement", "安徽参与了哪些案例 / 剩下的", "cases !安徽"),
    "the rest of a tier": ("complement", "安徽参与的最佳案例 / 其余的", "cases 最佳实践案例 & !安徽"),
    "the rest of the last condition": ("complement", "安徽的案例 / 最佳的呢 / 其余的", "cases 安徽 & !最佳实践案例"),
    "the other one of a list": (
        "complement",
        "嘉兴参与了哪些案例 / 第二个讲讲 / 那另外一个呢",
        "cases 嘉兴 & !csj-2022/2/9",
    ),
    "其他省": ("complement", "安徽参与的最佳案例 / 其他省呢", "cases 最佳实践案例 & !安徽"),
    "the other units": ("complement", "叉车安徽是谁做的 / 其他的是哪些单位", "units out 安徽 叉车"),
    "after a question of truth": (
        "complement",
        "四地都参与的案例里有最佳的吗 / 剩下的",
        "cases 上海 & 江苏 & 浙江 & 安徽 & !最佳实践案例",
    ),
    # Of the case at the top of a ranking, of the one that a question of truth was about, and of each that was listed.
    "at the top": ("other_ask", "参与单位最多的案例是哪个 / 一共几家单位", "count units csj-2022/2/9"),
    "all at the top": ("other_ask", "参与单位最少的案例 / 都是谁做的", "units csj-2022/2/11 | csj-2022/2/12"),
    "none there": ("other_ask", "统一企业登记标准那个有安徽吗 / 那都有谁", "units 统一企业登记标准"),
    "the ranking before": (
        "other_ask",
        "参与单位最多的案例是哪个 / 有多少个单位 / 最少的是哪些",
        "rank least by units all",
    ),
    "each": ("other_ask", "只有两个省参与的案例 / 各有几家单位", "rank by units province==2"),
    # One name in the place of another.
    "把…换成…": ("exchange", "合肥和芜湖都参与的案例有哪些 / 把芜湖换成亳州", "cases 合肥 & 亳州"),
    # Besides the one case that was shown, and of the units that were.
    "其他案例": ("elsewhere", "叉车案例 / 江苏还参与了其他案例吗", "yes_no 江苏 & !叉车*"),
    "of a number of cities": ("of_places", "一共有多少个城市参与 / 其中浙江有几个", "count city all"),
    "their cases": ("of_those_units", "安徽的县级局有哪些 / 它们参与的是哪个案例", "cases units of a county in 340000"),
    # The agency that was named last.
    "这个处": ("that_unit", "禁渔安徽是哪个处 / 这个处还参与了几个", "count 安徽[市场监督管理局执法稽查处]"),
    # Two places against each other.
    "比江苏少吗": ("contrast", "安徽参与了几个案例 / 比江苏少吗", "yes_no least [安徽][江苏] all"),
    "两省哪个多": ("contrast", "安徽参与了几个案例 / 江苏呢 / 两省哪个多", "compare [安徽][江苏] all"),
    "of the same cases": ("contrast", "优秀案例安徽参与了几个 / 比江苏多吗", "yes_no [安徽][江苏] 优秀实践案例"),
    "as many": ("contrast", "安徽有几个案例 / 浙江的一样多吗", "yes_no as many [安徽][浙江] all"),
    "the two as many": ("contrast", "上海和江苏参与的案例哪个多 / 一样多吗", "yes_no as many [上海][江苏] all"),
    "the second of those picked from a ranking": (
        "pick",
        "案例按单位数从多到少排名 / 前两个 / 第二个有哪些单位",
        "units csj-2022/2/8",
    ),
    "but those of a place": ("leave_out", "叉车案例有哪些单位 / 除了上海以外还有哪些", "units out 上海 叉车"),
    "none with units of a level": (
        "add",
        "县级局参与的案例有哪些 / 排除有地级市局参与的",
        "cases units of a county & !units of a city",
    ),
    "besides those of another": (
        "widen",
        "杭州或者宁波参与的案例 / 再加上合肥参与的，一共几个",
        "count 杭州 | 宁波 | 合肥",
    ),
    "among these, only": (
        "add",
        "没有安徽参与的案例有哪些 / 在这些之中，仅仅展示最佳的",
        "cases !安徽 & 最佳实践案例",
    ),
    # A number, after a card: of the place's units in it, or another question.
    "units of a place in the case": ("of_card", "叉车案例 / 江苏去了几个", "count units in 江苏 叉车* & 江苏"),
    "cases that are otherwise": ("of_card", "叉车案例 / 上海没参与的有几个", "count !上海"),
    # The tier of the case in view.
    "of its tier": ("of_its_tier", "长江禁渔评上哪一档 / 这一档总共几个案例", "count 优秀实践案例"),
    "the others of its tier": ("of_its_tier", "叉车案例 / 同一等次的还有哪些", "cases 优秀实践案例 & !叉车*"),
    "a tier that stays": ("swap", "最佳案例安徽参与了几个 / 这一档江苏呢", "count 最佳实践案例 & 江苏"),
    "the next one after a question of truth": ("step", "叉车案例 / 安徽参与了吗 / 下一个", "cases 优秀实践案例 & #5"),
    "how many more": ("contrast", "江苏和浙江哪个参与得多 / 多几个", "compare [江苏][浙江] all"),
    "a bare place, counted as the last": ("swap", "优秀案例里安徽参与了几个 / 江苏", "count 优秀实践案例 & 江苏"),
    # What is not as it was asked, and the other one of two.
    "which are not": ("exception", "最佳案例是不是都有安徽 / 哪个没有", "cases 最佳实践案例 & !安徽"),
    "which have not all": (
        "exception",
        "最佳案例是不是三省一市都参与了 / 哪个不是",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    # A question of its own.
    "it names what it asks for": ("own", "安徽参与了哪些案例 / 最佳案例一共几个", "count 最佳实践案例"),
    "another whole question": ("own", "安徽参与了哪些案例 / 江苏参与了哪些优秀案例", "cases 江苏 & 优秀实践案例"),
    "of the notice": ("own", "安徽参与了哪些案例 / 多少个案例参评", "notice <参评> all"),
    # Any or all of the places.
    "任意一个": ("joint", "上海和宁波都参与的案例 / 任意一个参与的呢", "cases 上海 | 宁波"),
    "两个都, of those of two questions": ("joint", "上海的案例有几个 / 江苏的呢 / 两个都有的", "count 上海 & 江苏"),
    "两个都": ("joint", "上海或者宁波参与的案例 / 两个都参与的呢", "cases 上海 & 宁波"),
    "the units of any": ("joint", "上海和宁波都参与的案例 / 任意一个参与的有几家单位", "count units 上海 | 宁波"),
    # Another number.
    "两个的": ("quantity", "三个省参与的案例 / 两个的呢", "cases province==2"),
    "两个以上的": ("quantity", "三个省参与的案例 / 两个以上的呢", "cases province>=2"),
    "of units": ("quantity", "单位超过五个的案例 / 超过八个的呢", "cases units>8"),
    "of cases": ("quantity", "参与了两个以上案例的单位有哪些 / 三个以上的呢", "units >=3 all"),
    # The places turned round.
    "那没参与的": ("turn", "安徽参与了哪些案例 / 那没参与的呢", "cases !安徽"),
    "a ranking, for which no position is asked then": ("turn", "安徽排第几 / 反过来", "rank province least all"),
    "反过来": ("turn", "没有安徽的案例 / 反过来呢", "cases 安徽"),
    "the tier stays": ("turn", "安徽参与的最佳案例 / 没参与的呢", "cases !安徽 & 最佳实践案例"),
    "of the place that leads": ("lacks_leader", "哪个省参与的案例最少 / 它没参与的是哪些", "cases !安徽"),
    "another ranking of them": ("turn", "没有安徽的案例 / 反过来，城市数最多", "rank city 安徽"),
    "没有全部参加的, as cases": (
        "turn",
        "四地都参加的案例有多少个 / 那没有全部参加的是哪些",
        "cases !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    # None of those that were shown, and those of another name too.
    "除此之外": ("besides", "苏州参与了哪些案例 / 除此之外还有哪些案例", "cases !苏州"),
    "除此之外, of a place": ("besides", "嘉兴参与了哪些案例 / 除此之外浙江还参与了哪些", "cases 浙江 & !嘉兴"),
    "加上优秀的": ("widen", "安徽的最佳案例有几个 / 加上优秀的呢", "count 安徽 & (最佳实践案例 | 优秀实践案例)"),
    "也算上": ("widen", "安徽最佳案例有哪些 / 把优秀的也算上", "cases 安徽 & (最佳实践案例 | 优秀实践案例)"),
    "也行": ("widen", "金华参与的案例 / 或者宁波的也行", "cases 金华 | 宁波"),
    # Conditions that go.
    "不限等次": ("drop", "安徽参与的最佳案例 / 不限等次", "cases 安徽"),
    "不限最佳": ("drop", "安徽参与的最佳案例 / 不限最佳了", "cases 安徽"),
    "不限地区": ("drop", "安徽参与的最佳案例 / 不限地区", "cases 最佳实践案例"),
    "去掉…这个条件": ("drop", "江苏参与的最佳案例 / 去掉最佳这个条件", "cases 江苏"),
    "去掉, of what was said": ("drop", "江苏参与的最佳案例 / 去掉最佳", "cases 江苏"),
    # Which of the units that were listed.
    "去掉江苏的还有谁": ("leave_out", "叉车是谁做的 / 去掉江苏的还有谁", "units out 江苏 叉车"),
    "安徽的是哪个": ("of_units", "叉车是谁做的 / 安徽的是哪个", "units in 安徽 叉车"),
    "其中安徽的": ("of_units", "最佳案例有哪些 / 第二个 / 是谁做的 / 其中安徽的是哪个", "units in 安徽 csj-2022/1/2"),
    "其中安徽的呢": ("of_units", "八城联动 / 有哪些单位参与 / 其中安徽的呢", "units in 安徽 八城联动"),
    "安徽有吗": ("of_units", "叉车是谁做的 / 安徽有吗", "yes_no 叉车 & 安徽"),
    "a number, after an average": ("of_units", "平均每个案例几个单位 / 浙江的有几家", "count units in 浙江 all"),
    # Another thing of the same cases.
    "谁做的": ("other_ask", "禁渔 / 谁做的", "units 禁渔"),
    "有几个": ("other_ask", "安徽参与了哪些案例 / 有几个", "count 安徽"),
    "有几家, of units": ("other_ask", "叉车是谁做的 / 有几家", "count units 叉车"),
    "列出来": ("other_ask", "安徽有几个最佳案例 / 列出来", "cases 安徽 & 最佳实践案例"),
    "是哪些, of cities counted": ("other_ask", "有几个城市参与了优秀案例 / 是哪些", "units city 优秀实践案例"),
    "城市呢, after a ranking": ("other_ask", "哪个省参与的案例最多 / 城市呢", "rank city all"),
    "案例呢, after a ranking": ("other_ask", "哪个省参与的案例最多 / 案例呢", "rank by units all"),
    "最少的呢": ("other_ask", "哪个省参与的案例最多 / 最少的呢", "rank province least all"),
    "a ranking of cases, after a comparison": ("other_ask", "上海和江苏哪个多 / 参与了最多案例的", "rank by units all"),
    "占比呢": ("other_ask", "杭州参与的案例 / 占比呢", "count share 杭州"),
    # By another number.
    "a comparison by units": ("measure", "上海和江苏哪个参与得多 / 换成单位数呢", "compare by units [上海][江苏] all"),
    "a ranking by units": ("measure", "哪个省参与的案例最多 / 换成单位数呢", "rank province by units all"),
    "by cases again": (
        "measure",
        "上海和江苏谁的单位更多 / 换成案例数再比一次",
        "compare [上海][江苏] all",
    ),
    # Asked of the case that is shown.
    "安徽参与了吗": ("of_card", "叉车 / 安徽参与了吗", "yes_no 叉车 & 安徽"),
    "how many of a place": ("of_card", "叉车 / 上海的单位有几个", "count units in 上海 叉车 & 上海"),
    # A further condition.
    "其中": ("add", "安徽参与了哪些案例 / 其中最佳的有哪些", "cases 安徽 & 最佳实践案例"),
    "其中, by a theme": ("add", "安徽参与的案例 / 其中跟标准有关的", "cases 安徽 & 标准*"),
    "和…一起的": ("add", "安徽参与了哪些案例 / 和上海一起的", "cases 安徽 & 上海"),
    "不要": ("add", "安徽参与了哪些案例 / 不要江苏的", "cases 安徽 & !江苏"),
    "再加上": ("add", "上海和江苏都参加的案例有几个 / 再加上安徽呢", "count 上海 & 江苏 & 安徽"),
    "除了": ("add", "最佳案例有哪些 / 除了安徽的", "cases 最佳实践案例 & !安徽"),
    "what it turns round goes": ("add", "没有安徽的案例 / 其中安徽参与的", "cases 安徽"),
    "仅": ("add", "列出安徽参与单位名单 / 仅最佳案例的", "units in 安徽 安徽 & 最佳实践案例"),
    "a number of places": ("add", "安徽参与了哪些案例 / 只看三个省参与的", "cases 安徽 & province==3"),
    "after a pick past the end": ("add", "最佳案例有哪些 / 第99个 / 其中江苏参与的", "cases 最佳实践案例 & 江苏"),
    # Conditions without a noun, of what was listed.
    "有江苏的": ("headless", "安徽参与的案例 / 有江苏的", "cases 安徽 & 江苏"),
    "最佳的": ("add", "安徽参与了哪些案例 / 最佳的", "cases 安徽 & 最佳实践案例"),
    "哪几个有": ("headless", "江苏参与的最佳案例 / 哪几个有苏州", "cases 江苏 & 最佳实践案例 & 苏州"),
    "不是最佳的": ("headless", "安徽参与的案例 / 不是最佳的", "cases 安徽 & !最佳实践案例"),
    "安徽的有几个": ("headless", "最佳案例有哪些 / 安徽的有几个", "count 最佳实践案例 & 安徽"),
    "也没": ("headless", "江苏没参与的案例 / 安徽也没参与的", "cases !江苏 & !安徽"),
    # Conditions in the place of those of their kind.
    "那江苏呢": ("swap", "安徽参与了哪些案例 / 那江苏呢", "cases 江苏"),
    "换成浙江": ("swap", "安徽参与了哪些案例 / 换成浙江", "cases 浙江"),
    "还是看江苏吧": ("swap", "安徽参与了哪些案例 / 还是看江苏吧", "cases 江苏"),
    "all that is asked": ("swap", "三个省参与的案例都有两个以上城市参与吗 / 四个省的呢", "yes_no province==4"),
    "another tier": ("swap", "最佳案例有哪些 / 优秀的呢", "cases 优秀实践案例"),
    "a tier beside a place": ("swap", "安徽参与了哪些案例 / 优秀的呢", "cases 安徽 & 优秀实践案例"),
    "another subject": ("swap", "叉车是谁做的 / 禁渔呢", "units 禁渔"),
    "the rest is kept": ("swap", "安徽参与了哪些最佳案例 / 那江苏呢", "cases 最佳实践案例 & 江苏"),
    "negation is kept": ("swap", "没有安徽的案例 / 那江苏呢", "cases !江苏"),
    "all tiers together": ("of_all", "优秀案例有几个 / 最佳呢 / 一共呢", "count all"),
    "negation is taken back": ("swap", "没有安徽的案例 / 还是要安徽的", "cases 安徽"),
    "negation is not kept with 有": ("swap", "哪些案例没有安徽 / 那有安徽的呢", "cases 安徽"),
    "a negation beside what is not denied": (
        "swap",
        "江苏参与的优秀案例 / 没有安徽的呢",
        "cases 江苏 & 优秀实践案例 & !安徽",
    ),
    "neither, then one of them": (
        "swap",
        "江苏和安徽都没有参与的案例有哪些 / 江苏或者安徽没有参与的案例呢",
        "cases !江苏 | !安徽",
    ),
    "taken back": ("swap", "江苏有哪些优秀案例 / 哦不对，我要看上海的", "cases 优秀实践案例 & 上海"),
    "of the agencies of cases without a place": (
        "of_units",
        "优秀案例中上海没参与的 / 是哪些单位做的 / 安徽的呢",
        "units in 安徽 优秀实践案例 & !上海",
    ),
    "of a number": ("swap", "上海的案例有几个 / 江苏的", "count 江苏"),
    "after a hesitation": ("swap", "安徽的优秀案例有哪些 / 那个，江苏的呢", "cases 优秀实践案例 & 江苏"),
    "of the units of another place": ("swap", "苏州有哪些单位参与 / 那么宣城又有哪些", "units in 宣城 宣城"),
    "units of a place, of one case": (
        "own",
        "八城联动由哪些单位参与 / 浙江的单位有几个",
        "count units in 浙江 八城联动",
    ),
    "a share of units": (
        "of_all",
        "全部参与单位共有多少家 / 其中上海的单位占百分之几",
        "count units share in 上海 all",
    ),
    "only some units counted": (
        "of_units",
        "江苏的单位有几个 / 只算县级的",
        "count units in 江苏 county units of a county",
    ),
    "any instead of all": ("joint", "江苏、安徽都有的案例数是多少 / 改成有其中一个就行", "count 江苏 | 安徽"),
    "cases ranked after places": ("own", "各省各有几个案例 / 参与单位最多的案例", "rank by units all"),
    "those who are denied too": ("swap", "江苏没参与的案例 / 安徽也没参与的呢", "cases !江苏 & !安徽"),
    "what is picked out of a list": ("add", "最佳的 / 把没有安徽的挑出来", "cases 最佳实践案例 & !安徽"),
    "a number of places for a negation": ("swap", "安徽没参与的 / 两地的呢", "cases province==2"),
    "those beside it": ("other_ask", "宁波承担的是哪个案例 / 跟它合作的是谁", "units out 宁波 宁波"),
    "the other tier of a case by its number": (
        "of_card",
        "最佳第7个 / 是优秀的吗",
        "yes_no csj-2022/1/7 & 优秀实践案例",
    ),
    "how many of the other tier": (
        "add",
        "最佳案例里有没有安徽没参与的 / 优秀案例里有几个这样的",
        "count !安徽 & 优秀实践案例",
    ),
    "absent without its place": ("swap", "江苏未参与的案例为哪几项 / 安徽呢，未参与的有哪几项", "cases !安徽"),
    "the units of another place, counted in short": (
        "of_card",
        "叉车案例上海有几家单位 / 江苏呢，几家",
        "count units in 江苏 叉车 & 江苏",
    ),
    "either, in short": ("joint", "杭州和金华都参加的 / 有一个参加就行的呢", "cases 杭州 | 金华"),
    "other cases, after a denied place": (
        "own",
        "综合规划处搞的是哪个 / 里面有安徽吗 / 还有哪些案例也没有安徽",
        "cases !安徽",
    ),
    "one more of those alone": ("only_with", "只有上海和浙江参与的案例 / 加上江苏呢", "cases only(上海 浙江 江苏)"),
    "another looked up too": ("swap", "松江参与哪个案例 / 杨浦也查一下", "cases 杨浦"),
    "of those beside it": ("swap", "合肥参加了哪个案例 / 跟它一起的还有谁 / 芜湖呢", "units out 芜湖 芜湖"),
    "whose position is asked for": ("swap", "最佳案例安徽排第几 / 浙江呢", "rank province [浙江] 最佳实践案例"),
    "only is kept": ("swap", "只有上海和浙江参与的案例 / 那江苏和浙江呢", "cases only(江苏 浙江)"),
    "what is asked for is kept": ("swap", "最佳案例一共几个 / 优秀的呢", "count 优秀实践案例"),
    "a mean is kept": ("swap", "最佳案例平均每个案例几个单位 / 优秀的呢", "count units mean 优秀实践案例"),
    "of a comparison": ("swap", "上海和江苏哪个参与得多 / 那安徽呢", "compare [上海][安徽] all"),
    "都有上海吗": ("headless", "安徽参与的案例 / 都有上海吗", "yes_no of 安徽: 安徽 & 上海"),
    "安徽都参与了吗": ("headless", "最佳案例有哪些 / 安徽都参与了吗", "yes_no of 最佳实践案例: 最佳实践案例 & 安徽"),
    "of all cases of a tier": ("swap", "最佳案例都有安徽吗 / 优秀的呢", "yes_no of 优秀实践案例: 安徽 & 优秀实践案例"),
    "of the units of a place": ("swap", "叉车浙江是哪个处 / 上海呢", "units in 上海 叉车"),
    "whose full name is asked": (
        "of_card",
        "质量发展处参与了什么 / 浙江的全称是什么",
        "units in 浙江 [质量发展处]",
    ),
    "of the case that was denied a place": (
        "of_card",
        "一地六县有哪些单位参加 / 上海参与了吗 / 安徽的是哪两家",
        "units in 安徽 一地六县 & 安徽",
    ),
    "within that case": (
        "of_card",
        "镇江跟谁一起参加的案例 / 那个案例里浙江有哪些",
        "units in 浙江 镇江 & 浙江",
    ),
    "the units of one case by their number": ("of_card", "优秀第4条 / 四家单位，报一遍", "units 优秀实践案例 & #4"),
    "a tier claimed of the case": (
        "of_card",
        "满意消费安徽是谁负责的 / 这个是最佳案例吧",
        "yes_no 满意消费 & 最佳实践案例",
    ),
    "which two of a level and place": (
        "of_card",
        "湖州市下面的县局参与了哪些案例 / 是哪两个县局",
        "units in 湖州 county units of a county in 330500",
    ),
    "one place of the units of a case": (
        "of_units",
        "青浦区做了哪个案例 / 它有哪些单位 / 江苏的呢",
        "units in 江苏 青浦",
    ),
    "all units once more": (
        "other_ask",
        "知识产权信息平台那个案例 / 江苏是哪家单位 / 一共几家单位",
        "count units 知识产权信息+平台",
    ),
    "the names of what was counted": (
        "other_ask",
        "浙江有几家县级局参加 / 名字呢",
        "units in 浙江 county 浙江 & units of a county",
    ),
    "the leader of a ranking": ("leader", "各省参与案例数排名 / 它参与了多少个最佳案例", "count 浙江 & 最佳实践案例"),
    "the ranking of another tier": (
        "swap",
        "各省参与的优秀案例数量排名 / 最佳案例的排名呢",
        "rank province 最佳实践案例",
    ),
    "a ranking narrowed and turned": (
        "add",
        "案例按单位数从少到多排 / 只要优秀案例，从多到少",
        "rank by units 优秀实践案例",
    ),
    "a comparison in another case": (
        "add",
        "八城联动里江苏和浙江哪个省的单位多 / G60案例里呢",
        "compare by units [江苏][浙江] g60*",
    ),
    "another share": ("swap", "安徽未参与的案例占比 / 上海又是多少", "count share !上海"),
    "a share of all units": ("own", "一共多少家单位 / 浙江占多大比例", "count units share in 浙江 all"),
    "a share of the tier": (
        "own",
        "安徽参与的优秀案例有几个 / 在优秀案例里占比多少",
        "count share 安徽 & 优秀实践案例",
    ),
    "the units of several cases": ("that_unit", "只有两个省市参与的案例 / 其参与单位分别是谁", "units province==2"),
    "neither of two in turn": ("joint", "安徽参与了几个案例 / 江苏呢 / 这两地都没参与的有几个", "count !安徽 & !江苏"),
    "a province for a province": ("swap", "江苏参与杨浦金华那个案例了吗 / 浙江呢", "yes_no csj-2022/2/11 & 浙江"),
    "both conditions said anew": ("headless", "有江苏没安徽的 / 有上海没安徽的", "cases 上海 & !安徽"),
    "whether all of them are": (
        "headless",
        "只有两个省市参与的案例 / 是否均为优秀案例",
        "yes_no of province==2: province==2 & 优秀实践案例",
    ),
    "of those that were counted": (
        "own",
        "四地都参与的案例有几个 / 最佳案例里有几个",
        "count 上海 & 江苏 & 浙江 & 安徽 & 最佳实践案例",
    ),
    "another level of the units of a place": (
        "of_units",
        "江苏有哪些单位参与了优秀案例 / 省级的不要，只看市局",
        "units in 江苏 city 优秀实践案例 & units of a city",
    ),
    "one more level": (
        "of_units",
        "江苏有哪些单位参与了优秀案例 / 只看市局 / 再看区县局",
        "units in 江苏 county 优秀实践案例 & units of a county",
    ),
    "only these": ("swap", "安徽、江苏、浙江均参与的案例有几个 / 仅此三省参与的呢", "count only(江苏 浙江 安徽)"),
    "those of another place besides": ("widen", "宁波的 / 加上金华的", "cases 宁波 | 金华"),
    "other two compared alike": ("contrast", "上海跟安徽哪个案例多 / 那个江苏跟浙江呢", "compare [江苏][浙江] all"),
    "a share of the tier that was counted": (
        "own",
        "上海参与的优秀案例有多少个 / 那占优秀案例的百分之几",
        "count share 上海 & 优秀实践案例",
    ),
    "both of two in turn, by a word for them": (
        "joint",
        "苏州参加了哪些案例 / 那杭州呢 / 这两个城市都参加了的是哪个呢",
        "cases 苏州 & 杭州",
    ),
    "three times": ("swap", "优秀案例里安徽参与了几个 / 上海呢 / 浙江呢", "count 优秀实践案例 & 浙江"),
    "another place of the case asked about": (
        "of_card",
        "八城联动里有没有苏州 / 南京在不在里面",
        "yes_no 八城联动 & 南京",
    ),
    "units of the case asked about": (
        "of_card",
        "G60案例里杭州、湖州都在，是不是 / 安徽是哪三家",
        "units in 安徽 g60 & 安徽",
    ),
    "a kind of unit of the case asked about": (
        "of_card",
        "儿童免票这个案例是四家消保委做的，对吗 / 有市场监管局参与吗",
        "yes_no 儿童免票 & [市场监管局]",
    ),
    "units of the case after a no": (
        "other_ask",
        "儿童免票规则那个案例是哪些委员会做的 / 是最佳案例吗 / 总共几家单位",
        "count units 儿童免票规则",
    ),
    "the tier asked of another subject": (
        "swap",
        "计量的那个案例是最佳的吗 / 那叉车的呢",
        "yes_no 最佳实践案例 & 叉车",
    ),
    "the next position of a tier asked about": (
        "pick",
        "优秀案例第三个是产品质量监督抽查吗 / 第四个是什么",
        "card 优秀实践案例 & #4",
    ),
    "another tier and place": ("headless", "优秀里没有上海的 / 最佳里没有安徽的", "cases 最佳实践案例 & !安徽"),
    "the last condition exchanged": (
        "swap",
        "上海和浙江参与、江苏和安徽没参与的案例 / 其中有区级局参加的是哪一个 / 换成宁波参加的呢",
        "cases 上海 & 浙江 & !江苏 & !安徽 & 宁波",
    ),
    "neither of both": (
        "joint",
        "江苏和安徽至少有一方没有参加的案例有几个 / 双方均没有参加的又有几个",
        "count !江苏 & !安徽",
    ),
    "units of what was listed": (
        "headless",
        "安徽的最佳案例有哪些 / 涉及安徽哪些单位",
        "units in 安徽 安徽 & 最佳实践案例",
    ),
    "the others of a case": (
        "complement",
        "企业登记标准的案例，上海由哪个部门承办 / 其余两家参与单位是谁",
        "units out 上海 企业登记标准",
    ),
    "what one has more": ("contrast", "安徽和江苏哪个参与得多 / 多出来的有哪些", "cases 江苏 & !安徽"),
    "provinces without a part": (
        "other_ask",
        "企业登记标准是谁做的 / 哪个省没参与",
        "rank province absence least 企业登记标准",
    ),
    "units all of one place": ("said_of_units", "叉车有哪些单位 / 都是浙江的吗", "yes_no 叉车 & only(浙江)"),
    "units all of one level by its noun": (
        "said_of_units",
        "八城联动有哪些单位 / 都是市级吗",
        "yes_no 八城联动 & units of a city & !units of a province & !units of a county",
    ),
    "units of several cases all of one level": (
        "said_of_units",
        "优秀案例有哪些单位 / 都是省级的吗",
        "yes_no of 优秀实践案例: 优秀实践案例 & units of a province & !units of a city & !units of a county",
    ),
    "units all of a place after those of a place": (
        "said_of_units",
        "浙江有哪些单位 / 都是省级的吗",
        "yes_no units of a province & !units of a city & !units of a county",
    ),
    "each case of the last all of a tier": (
        "headless",
        "安徽的案例 / 全是优秀吗",
        "yes_no of 安徽: 安徽 & 优秀实践案例",
    ),
    "each case of a tier with the place before": (
        "other_ask",
        "上海参与了几个最佳案例 / 是不是全都参与了",
        "yes_no of 最佳实践案例: 最佳实践案例 & 上海",
    ),
    "what cases are without": ("add", "安徽参与的最佳案例 / 不含安徽", "cases 最佳实践案例 & !安徽"),
    "what cases are without turned round": (
        "add",
        "安徽参与的最佳案例 / 反过来，不含安徽的",
        "cases 最佳实践案例 & !安徽",
    ),
    "a number told of another": ("swap", "杭州有几个案例 / 金华呢也说一下", "count 金华"),
    "so many units there, and no more": (
        "of_units",
        "八城联动有哪些单位 / 浙江就一家吗",
        "yes_no units in 浙江 ==1 八城联动 & 浙江",
    ),
    "so many units there as a statement": (
        "of_units",
        "八城联动有哪些单位 / 浙江有三家？",
        "yes_no units in 浙江 ==3 八城联动 & 浙江",
    ),
    "so many units there after a card": ("of_card", "八城联动 / 浙江有两家单位吧", "yes_no units in 浙江 ==2 八城联动"),
    "so many of the units of a place": ("other_ask", "浙江有哪些单位 / 有二十家吗", "yes_no units in 浙江 ==20 浙江"),
    "whose units are more, of a case": (
        "contrast",
        "八城联动有哪些单位 / 浙江比安徽多吗",
        "yes_no by units [浙江][安徽] 八城联动",
    ),
    "whose units are more, of the units of a place": (
        "contrast",
        "安徽有哪些单位 / 合肥和芜湖哪个多",
        "compare [合肥][芜湖] all",
    ),
    "a level left out": ("other_ask", "八城联动有哪些单位 / 哪个不是市局", "units without city 八城联动"),
    "which of what was ranked has most units": (
        "other_ask",
        "哪个省参与的案例最多 / 哪个的单位最多",
        "rank province by units all",
    ),
    "cases ranked after places, by 呢": ("other_ask", "哪个省参与的案例最多 / 单位最多的案例呢", "rank by units all"),
    "which case has most units": ("other_ask", "安徽参与了哪些案例 / 哪个的单位最多", "rank by units 安徽"),
    "more cases than a number": ("other_ask", "江苏有几个优秀案例 / 超过十个吗", "yes_no 江苏 & 优秀实践案例"),
    "more units than a number": ("other_ask", "八城联动有哪些单位 / 超过十个吗", "yes_no units >10 八城联动"),
    "a number after a ranking": ("other_ask", "哪个省参与的案例最多 / 有十个吗", "yes_no all"),
    "another number claimed": ("other_ask", "草稿说江苏参与了21个案例，对吗 / 那改成20个，对吗", "yes_no 江苏"),
    "units of the case that was picked": ("pick", "最佳案例 / 第二个是五家单位吧", "yes_no units ==5 csj-2022/1/2"),
    "a place at the top there": ("leader", "最佳案例有几个 / 最多的是浙江吗", "yes_no province [浙江] 最佳实践案例"),
    "a place at the top of a case": ("leader", "八城联动 / 最多的是浙江吗", "yes_no province by units [浙江] 八城联动"),
    "who has no part": ("other_ask", "叉车有上海吗 / 还有谁没来", "rank province absence least 叉车"),
    "a position of no cases": ("pick", "八城联动有哪些单位 / 第一个是上海吗", "yes_no #1 & 上海"),
    "a portion": ("headless", "安徽参与了哪些案例 / 有一半是优秀吗", "yes_no 安徽 & 优秀实践案例"),
    "the denied place of the last question exchanged": (
        "swap",
        "浙江的优秀案例 / 江苏没参与的 / 安徽呢",
        "cases 浙江 & 优秀实践案例 & !安徽",
    ),
    "the units of either place": ("of_units", "八城联动有哪些单位 / 江苏或者浙江的", "units in 江苏 浙江 八城联动"),
    "the units of two places of a case": ("of_card", "八城联动 / 江苏和浙江的", "units in 江苏 浙江 八城联动"),
    "a claim of each case": ("headless", "安徽参与了哪些案例 / 都是最佳的吧", "yes_no of 安徽: 安徽 & 最佳实践案例"),
    "a claim of one of several": ("said_of_units", "安徽参与了哪些案例 / 是最佳的吧", "cases 最佳实践案例"),
    "whether a place is there, softly": ("of_card", "六县那个案例 / 有江苏的吧？", "yes_no county==6 & 江苏"),
    "both tiers of what was shown": (
        "contrast",
        "安徽参与了哪些案例 / 两档各几个",
        "compare [最佳实践案例][优秀实践案例] 安徽",
    ),
    "units listed again": ("other_ask", "八城联动有哪些单位 / 分别是哪些", "units 八城联动"),
    "others of nothing": ("complement", "哪个省参与的案例最多 / 剩下的列一下", "cases all"),
    "the others of what was denied": ("complement", "叉车有上海吗 / 其他的呢", "cases all"),
    "the rest of a tier's cases of so many units": (
        "complement",
        "三到五家单位参与的优秀案例有多少 / 剩下的列一下",
        "cases 优秀实践案例 & !(units>=3 & units<=5)",
    ),
    "the cases of the unit that was asked about": (
        "that_unit",
        "松江区局是优秀案例9的参与单位吗 / 青浦区局呢 / 那它参与的是哪一件",
        "cases 青浦[]",
    ),
    "units with the one that was named": (
        "other_ask",
        "上海青浦区参与的是什么案例 / 还有谁和它一起参与",
        "units out 青浦 青浦",
    ),
    "some of them, to be listed": ("headless", "安徽参与的案例 / 有江苏的列一下", "cases 安徽 & 江苏"),
    "another tier, to be listed": ("swap", "安徽参与的优秀案例几个 / 最佳的列一下", "cases 安徽 & 最佳实践案例"),
    "units of a place, to be listed": ("of_card", "八城联动 / 江苏的列一下", "units in 江苏 八城联动"),
    "each of them": ("other_ask", "有几个案例是三个省市做的 / 分别是？", "cases province==3"),
    "what is denied exchanged": ("exchange", "浙江且不含江苏的案例 / 把不含江苏换成不含安徽", "cases 浙江 & !安徽"),
    "the case with most units": (
        "other_ask",
        "省份数小于4的案例有哪些 / 按单位数取最大那个",
        "rank by units province<4",
    ),
    "neither, after either": (
        "swap",
        "江苏或安徽参与的优秀案例有多少个 / 既没有江苏也没有安徽的呢",
        "count 优秀实践案例 & !江苏 & !安徽",
    ),
    "the same place asked of another, and another": (
        "swap",
        "亳州参与了哪个案例 / 有安庆吗 / 那上海呢 / 宁波呢",
        "yes_no 亳州 & 宁波",
    ),
    "other cases after a truth about one": (
        "elsewhere",
        "儿童免票那个案例是谁推动的 / 是最佳案例吗 / 消保委还参与了别的案例吗",
        "yes_no [消保委] & !儿童免票",
    ),
    "the units of another place": ("swap", "湖州市的单位有哪些 / 嘉兴的单位呢", "units in 嘉兴 嘉兴"),
    "the units of a place, said to be so many": (
        "of_card",
        "八城联动 / 浙江两个处分别叫什么",
        "units in 浙江 八城联动 & 浙江",
    ),
    "all cases ranked again": (
        "other_ask",
        "哪个案例参与单位最多 / 前三名 / 参与单位最少的案例呢",
        "rank least by units all",
    ),
    "an agency of another place in its stead": (
        "exchange",
        "杭州市局参与的案例 / 其中湖州市局亦参与的 / 把湖州换成南京",
        "cases 杭州[] & 南京[]",
    ),
    "the units of one field": ("of_card", "长江禁渔 / 其中执法稽查部门有哪些", "units 长江禁渔 & [执法稽查]"),
    "a range after a question of truth": ("pick", "有没有无锡参与的案例 / 取前三", "cases #1-3"),
    "both tiers of another place": (
        "swap",
        "浙江的最佳和优秀案例数对比 / 安徽的呢",
        "compare [最佳实践案例][优秀实践案例] 安徽",
    ),
    "one of those that answer a question of truth": (
        "pick",
        "浙江和上海一起搞的只有他们两家的有吗 / 第二个",
        "cases csj-2022/2/12",
    ),
    "another number than all provinces": ("quantity", "四个省市共同完成的案例 / 哪些只有三个", "cases province==3"),
    "another tier within": (
        "swap",
        "沪苏浙皖都参与的有几个 / 最佳里 / 优秀里",
        "count 上海 & 江苏 & 浙江 & 安徽 & 优秀实践案例",
    ),
    "units there, after a number of units": (
        "of_units",
        "合肥芜湖一起参加的案例是哪个 / 它有几个单位 / 浙江有哪几个",
        "units units in 浙江 合肥 & 芜湖",
    ),
    "units in another place": (
        "swap",
        "知识产权信息平台 / 浙江是哪个部门 / 而在江苏？",
        "units in 江苏 知识产权信息+平台",
    ),
    "units by what they do": ("other_ask", "最佳案例第八项 / 责任处室是哪些", "units 最佳实践案例 & #8"),
    "all, after all but one": (
        "joint",
        "除安徽以外，其余三地都参与的案例 / 四地均参与的呢",
        "cases 安徽 & 上海 & 江苏 & 浙江",
    ),
    "the other end of a ranking": ("pick", "各省参与单位数排名 / 最后一名是谁", "rank province least by units all"),
    "units of other places": ("said_of_units", "叉车有哪些单位 / 不是上海的有吗", "yes_no units out 上海 >=1 叉车"),
    "who leads in what was shown": ("other_ask", "示范区有关的案例有哪些 / 谁参与了最多", "rank province 示范区*"),
    "neither of two others": (
        "swap",
        "没有上海、也没有安徽的案例有吗 / 那没有江苏也没有安徽的呢",
        "yes_no !江苏 & !安徽",
    ),
    "a name after a question of truth about a place": ("swap", "松江参加了没 / 吴江？", "yes_no 吴江"),
    "a filter with a colon": ("add", "安徽参与的案例 / 过滤：最佳", "cases 安徽 & 最佳实践案例"),
    "units of another place, too": ("swap", "浙江全部单位拉一下 / 安徽的也来一份", "units in 安徽 安徽"),
    "the same ranking of a tier": ("swap", "四省市参与案例数排名 / 优秀案例的排名", "rank province 优秀实践案例"),
    "who leads, after one place and another": (
        "among_all",
        "安徽有几个啊 / 江苏嘞 / 哈哈 那谁最多",
        "rank province all",
    ),
    "the share of another tier": ("own", "优秀案例在全部案例里的占比 / 最佳的占百分之几", "count share 最佳实践案例"),
    "units of more places": (
        "widen",
        "查一下八城联动都有哪些市局，江苏的 / 浙江和安徽的也要",
        "units in 江苏 浙江 安徽 city 八城联动 & units of a city & (江苏 | 浙江 | 安徽)",
    ),
    "a position after units": ("pick", "最佳案例里哪个单位最多 / 第一个是谁做的", "units #1"),
    "each, after a number of units": ("said_of_units", "浙江有几个区县局参与 / 都是优秀吗", "yes_no 优秀实践案例"),
    "all of one level": (
        "said_of_units",
        "G60的案例有几家单位 / 都是市级的吗",
        "yes_no g60 & units of a city & !units of a province & !units of a county",
    ),
    "the same name of another place": (
        "swap",
        "长江禁渔案例里江苏是哪个单位 / 浙江也是执法稽查局吗 / 安徽呢",
        "yes_no 长江禁渔 & 安徽[执法稽查局]",
    ),
    "provinces of one case by units": (
        "among_all",
        "八城联动里浙江有哪几个城市 / 哪个省最多",
        "rank province by units 八城联动",
    ),
    "the cases of those districts": (
        "other_ask",
        "上海哪个区参与了案例 / 分别是哪个案例",
        "cases units of a county in 310000",
    ),
    "in the same case": ("joint", "常州参与了哪些案例 / 无锡呢 / 两地参与的是同一个案例，对吗", "yes_no 常州 & 无锡"),
    "how many of them are of a tier": (
        "own",
        "标题里有质量的案例都有哪些 / 有几个是优秀案例",
        "count title:质量 & 优秀实践案例",
    ),
    "another tier ranked too": (
        "swap",
        "按参与单位数量给优秀案例排个序 / 最佳案例也排一下",
        "rank by units 最佳实践案例",
    ),
    "a number of units of the case claimed": (
        "of_card",
        "优秀案例第九个有九家单位参与，对吗 / 其中浙江占四家，对吗",
        "yes_no units in 浙江 ==4 优秀实践案例 & #9",
    ),
    "all four places, after three": ("swap", "三个省市参与的案例 / 四个都参与的呢", "cases 上海 & 江苏 & 浙江 & 安徽"),
    "this case": ("other_ask", "安徽参与的案例 / 没有上海的 / 这案例的单位名单", "units 安徽 & !上海"),
    "only those shown": (
        "of_units",
        "计量技术规范的案例 / 参与的单位是哪些 / 请仅显示上海的单位",
        "units in 上海 计量技术规范*",
    ),
    "two others compared": ("swap", "比较江苏与安徽参与案例的数量 / 请换为上海与江苏", "compare [上海][江苏] all"),
    "the next of the list, after who has no part": (
        "pick",
        "苏州参与了哪些案例 / 第一个缺哪个省 / 第二个呢",
        "cases csj-2022/2/9",
    ),
    "absence of another case": ("swap", "企业登记标准的案例缺了哪个省 / 叉车的呢", "rank province absence least 叉车"),
    "provinces of one case, the least": (
        "other_ask",
        "一地六县的单位有哪些 / 哪个省最少",
        "rank province least by units 一地六县",
    ),
    "the second of a ranking": ("pick", "单位最多的案例 / 第二多的呢", "cases csj-2022/2/8"),
    "the units of the first of a ranking": (
        "other_ask",
        "按单位数从多到少排一下 / 第一名的单位清单",
        "units csj-2022/2/9",
    ),
    "the last ones after the first ones": (
        "pick",
        "最佳的前五个 / 后五个呢",
        "cases csj-2022/1/6 | csj-2022/1/7 | csj-2022/1/8 | csj-2022/1/9 | csj-2022/1/10",
    ),
    "more of the first ones": (
        "pick",
        "优秀案例前三个 / 前五个呢",
        "cases csj-2022/2/1 | csj-2022/2/2 | csj-2022/2/3 | csj-2022/2/4 | csj-2022/2/5",
    ),
    "all but that one": ("add", "标题含有标准的案例 / 排除叉车的那一个", "cases title:标准 & !叉车"),
    "a share of the units of a case": (
        "own",
        "G60案例有几家单位 / 其中浙江占了几家 / 占百分之几",
        "count units share in 浙江 g60",
    ),
    "a share of all units, named": (
        "own",
        "优秀案例有多少单位 / 安徽的单位占全部单位的百分之几",
        "count units share in 安徽 all",
    ),
    "a share of all units after a count": ("own", "浙江的单位有几家 / 占百分之几", "count units share in 浙江 all"),
    "counties and cities at once": (
        "add",
        "有区县局参与的案例 / 同时有地市局参与的呢",
        "cases units of a county & units of a city",
    ),
    "cities too": ("add", "有区县局参与的案例 / 地市局也参与的呢", "cases units of a county & units of a city"),
    "a place at once": ("add", "有浙江的案例 / 同时有安徽的呢", "cases 浙江 & 安徽"),
    "both tiers of units": ("add", "有最佳案例的单位 / 同时有优秀案例的呢", "cases 优秀实践案例"),
    "another case after partners": ("add", "宁波和谁合作 / 杨浦和金华合作的那个，请也介绍一下", "card 杨浦 & 金华"),
    "two units of the case": ("of_card", "一地六县发一下 / 浙江哪两个", "units in 浙江 一地六县 & 浙江"),
    "units not called so": ("called_so", "禁渔的单位 / 哪家不是执法稽查的", "units without 执法稽查 禁渔"),
    "units called so": ("called_so", "禁渔的单位 / 名字里有执法的是哪家", "units 禁渔"),
    "units not of a place": ("leave_out", "禁渔的单位 / 哪家不是江苏的", "units out 江苏 禁渔"),
    "another number of places": ("headless", "三地合作的案例 / 四地的最佳几个", "count province==4 & 最佳实践案例"),
    "a place that was the only one": ("swap", "只有上海和浙江参与的案例 / 上海没参与的呢", "cases !上海"),
    "another case of a tier": ("swap", "它在优秀案例里排第几 / 那优秀案例第一个是什么", "card 优秀实践案例 & #1"),
    "the other units by their number": ("leave_out", "G60有哪些单位 / 除浙江外，其余五家是哪些", "units out 浙江 g60"),
    "what is left": ("other_ask", "最佳案例 / 去掉标题有标准的 / 去掉之后还有几个", "count 最佳实践案例 & !title:标准"),
    "the same number in turn": ("swap", "最佳案例里有安徽的几个 / 江苏的又是几个", "count 最佳实践案例 & 江苏"),
    "a tier in turn": ("swap", "浙江参与的最佳案例有几个 / 优秀案例里又是多少", "count 浙江 & 优秀实践案例"),
    "a share of another tier": (
        "swap",
        "最佳案例里四地齐全的占比 / 优秀的占比呢",
        "count share 上海 & 江苏 & 浙江 & 安徽 & 优秀实践案例",
    ),
    "a share of all tiers": (
        "drop",
        "最佳案例里四地齐全的占比 / 不分档，整体占比",
        "count share 上海 & 江苏 & 浙江 & 安徽",
    ),
    "a share of a tier's cases": (
        "add",
        "四地都参与的优秀案例 / 这部分占优秀案例的比重是多少",
        "count share 上海 & 江苏 & 浙江 & 安徽 & 优秀实践案例",
    ),
    "a share of a place's cases": (
        "add",
        "安徽参与的案例中，参与单位全部是省级单位的有哪些 / 它们占安徽参与案例总数的多少",
        "count share 安徽 & units of a province & !units of a city & !units of a county",
    ),
    "the others of a place": (
        "complement",
        "安徽参与的优秀案例 / 安徽其余的案例是哪几个",
        "cases 安徽 & !优秀实践案例",
    ),
    "a place ranked besides": ("widen", "杭州、苏州、合肥各参与了几个案例 / 加上金华", "rank city all"),
    "titles besides": ("widen", "标题含质量的案例 / 再并上标题含计量的", "cases title:质量 | title:计量"),
    "a tier alone compared": (
        "add",
        "浙江与安徽参与的案例数，孰多孰少 / 仅就优秀案例作比较",
        "compare [浙江][安徽] 优秀实践案例",
    ),
    "limited to another tier": (
        "swap",
        "标题有标准的案例 / 限于最佳实践案例 / 改为限于优秀实践案例",
        "cases title:标准 & 优秀实践案例",
    ),
    "units of both cases": (
        "other_ask",
        "G60和八城联动这两个案例，哪个参与单位多 / 两个案例都参与了的单位是谁",
        "units g60 | 八城联动",
    ),
    "what does not meet it": (
        "complement",
        "最佳实践案例中，四地均参与的有哪些 / 不满足这一条件的是哪个",
        "cases 最佳实践案例 & !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "the case after it": ("step", "帮我看下食品安全那个案例 / 它后面那个案例是啥", "cases 最佳实践案例 & #8"),
    "two units of a place": ("of_units", "八城联动有哪些单位 / 安徽两家是哪两家", "units in 安徽 八城联动"),
    "units of the case in a place": (
        "of_units",
        "单位最多的三个案例 / 第二个有哪些单位 / 当中属于江苏的呢",
        "units in 江苏 csj-2022/2/8",
    ),
    "the partner": ("other_ask", "杨浦那个 / 对方哪家", "units out 杨浦 杨浦"),
    "not two units": ("swap", "三家以内单位参与的案例 / 去掉只有两家单位的", "cases units<=3 & !units==2"),
    "cases ranked by their units": (
        "by_units",
        "单位超过五家的案例有哪些 / 这里面哪个单位最多",
        "rank by units units>5",
    ),
    "two cases by their units": (
        "by_units",
        "湖州参加的有哪几个案例 / 这两个里头单位少的是哪一个",
        "rank least by units 湖州",
    ),
    "the rest after a range": (
        "complement",
        "最佳案例有哪些 / 前三个 / 其余的呢",
        "cases 最佳实践案例 & !(csj-2022/1/1 | csj-2022/1/2 | csj-2022/1/3)",
    ),
    "units limited to a place": ("of_units", "哪些单位负责计量方面的案例 / 仅限浙江的", "units in 浙江 计量*"),
    "no number of units any more": ("drop", "参与单位不少于八家的优秀案例 / 取消单位数量的限制", "cases 优秀实践案例"),
    "another place in these too": (
        "add",
        "安徽的优秀案例 / 其中有多少个也包含上海",
        "count 安徽 & 优秀实践案例 & 上海",
    ),
    "both tiers together": (
        "swap",
        "最佳实践案例里有安徽的 / 优秀的呢 / 两档合计多少个",
        "count 安徽 & (最佳实践案例 | 优秀实践案例)",
    ),
    "either of them instead": ("joint", "湖州嘉兴都在的 / 改成或者", "cases 湖州 | 嘉兴"),
    "cities of the first": ("other_ask", "单位最多的三个案例 / 第一名都有哪些城市参与", "units city csj-2022/2/9"),
    "a condition in SQL": ("add", "案例数按省排名 / where 档次=优秀", "rank province 优秀实践案例"),
    "either is enough": (
        "joint",
        "苏州无锡都有的案例 / 任一有就行",
        "cases 苏州 | 无锡",
    ),
    "both of two, in a tier": (
        "joint",
        "浙江或者安徽参与的优秀案例 / 两个都参与的",
        "cases 优秀实践案例 & 浙江 & 安徽",
    ),
    "how many the units shown are": (
        "that_unit",
        "安徽有哪些案例 / 涉及哪些单位 / 上述单位合计多少家",
        "count units 安徽",
    ),
    "what leads a ranking of cases, in full": (
        "other_ask",
        "参与单位最多的三个案例 / 第一名的具体情况",
        "card csj-2022/2/9",
    ),
    "the cases of the place that leads": (
        "leader",
        "谁参与的案例最多 / 第一名的案例",
        "cases 浙江",
    ),
    "those of the second place of a ranking, in a tier": (
        "pick",
        "谁参与的案例最多 / 第二名参与了几个最佳",
        "count 上海 & 最佳实践案例",
    ),
    "the second place of a ranking, which names it": (
        "pick",
        "谁参与的案例最多 / 第二名是谁",
        "rank province [上海] all",
    ),
    "those of a tier among those shown": (
        "headless",
        "安徽参加的案例 / 最佳那几个",
        "cases 安徽 & 最佳实践案例",
    ),
    "a part of what was shown, of a tier": (
        "headless",
        "安徽参加的案例 / 优秀那部分",
        "cases 安徽 & 优秀实践案例",
    ),
    "what is left, which was shown": (
        "other_ask",
        "安徽参与的案例 / 不要最佳的 / 剩下这些有几个单位",
        "count units 安徽 & !最佳实践案例",
    ),
    "its list, attached": (
        "other_ask",
        "江苏参与的案例有几项 / 请把清单附上",
        "cases 江苏",
    ),
    "those with a lower level": (
        "add",
        "安徽的案例 / 其中有区县参与的",
        "cases 安徽 & units of a county",
    ),
    "one more place, after those that two share": (
        "widen",
        "上海跟江苏都在里面的有多少个 / 把安徽也加上",
        "count 上海 & 江苏 & 安徽",
    ),
    "two more places to compare": (
        "widen",
        "安徽和江苏谁多 / 若把上海、浙江也放进来，四地排名如何",
        "compare [安徽][江苏][上海][浙江] all",
    ),
    "the places of the last questions, compared": (
        "other_ask",
        "上海一共入选几个 / 浙江多少 / 安徽多少个 / 这几个省市里谁最多",
        "compare [上海][浙江][安徽] all",
    ),
    "one of two places absent, at least": (
        "any_absent",
        "苏、皖两省均未参与的案例有哪些 / 至少一省未参与的呢",
        "cases !江苏 | !安徽",
    ),
    "the bureaus of a level that were asked of": (
        "of_listed_level",
        "上海各区的市场监管局参与了哪些案例 / 分别是哪几个区局",
        "units in 上海 county 上海 & units of a county & [市场监管局]",
    ),
    "a ranking of cases, after the units of one": (
        "swap",
        "最佳案例里单位最少的是哪个 / 它由哪几家单位参与 / 最佳案例里单位最多的又是哪个",
        "rank by units 最佳实践案例",
    ),
    "the other of two, after the units of one": (
        "complement",
        "只有两个省市合作的案例有哪些 / 杨浦那个是跟哪里合作的 / 另一个呢",
        "units province==2 & !(province==2 & 杨浦)",
    ),
    "with what place, after a truth": (
        "other_ask",
        "宁波这次有案例上榜吗 / 是和哪里合作的",
        "units out 宁波 宁波",
    ),
    "each of a tier has a place": (
        "headless",
        "最佳案例共计几项 / 是否每一项均有上海参与",
        "yes_no of 最佳实践案例: 最佳实践案例 & 上海",
    ),
    "the truth of another place": (
        "headless",
        "金华参与了吗 / 宁波参与了吗",
        "yes_no 宁波",
    ),
    "fewest of the same places": (
        "other_ask",
        "哪个省上榜的案例最多 / 最少的是哪家",
        "rank province least all",
    ),
    "each place, after two compared": (
        "measure",
        "江苏和安徽比，哪家的案例多 / 若按单位数量给各省排名呢",
        "rank province by units all",
    ),
    "all cases counted, after one": (
        "own",
        "叉车的案例 / 安徽有参加这个吗 / 那安徽没参加的案例一共有几个呢",
        "count !安徽",
    ),
    "another tier instead, whatever it asks besides": (
        "swap",
        "有没有安徽没参加的最佳案例 / 换成优秀案例，都有哪些",
        "cases !安徽 & 优秀实践案例",
    ),
    "those that another place shares": (
        "add",
        "苏州案例 / 加上嘉兴一起的",
        "cases 苏州 & 嘉兴",
    ),
    "the names of its units": (
        "other_ask",
        "食品安全协调处牵头的是哪一案例 / 请提供各参与单位名称",
        "units [食品安全协调处]",
    ),
    "counts the units of another place": (
        "swap",
        "江苏有几家单位参与 / 浙江的单位呢",
        "count units in 浙江 浙江",
    ),
    "adds a tier to a number of units": (
        "widen",
        "最佳案例里江苏的单位有多少个 / 优秀案例也算上呢",
        "count units in 江苏 江苏 & (最佳实践案例 | 优秀实践案例)",
    ),
    "asks for another agency after one case": (
        "swap",
        "儿童免票是谁推动的 / 消费者权益保护处参与的又是哪个",
        "cases [消费者权益保护处]",
    ),
    "compares the units of a case with another's": (
        "contrast",
        "G60有哪些单位 / 比八城联动的单位多吗",
        "yes_no by units [g60][八城联动] all",
    ),
    "compares a case with a third": (
        "contrast",
        "八城联动有几个单位 / 比G60多吗 / 比一地六县呢",
        "yes_no by units [八城联动][一地六县] all",
    ),
    "ranks again for another tier": (
        "swap",
        "各省市参与案例数请排个名 / 只看最佳这一档呢 / 再看优秀这一档",
        "rank province 优秀实践案例",
    ),
    "compares again for another tier": (
        "swap",
        "浙江和安徽最佳案例哪个多 / 优秀案例再比一下",
        "compare [浙江][安徽] 优秀实践案例",
    ),
    "goes back to the list after a no": (
        "add",
        "请提供与示范区有关的案例 / 这几个里安徽有参与吗 / 其中浙江省局参与了哪几个",
        "cases 示范区* & 浙江[]",
    ),
    "swaps the place of the units of some cases": (
        "swap",
        "有县级局参与的案例列表 / 返回这些案例的上海单位 / 江苏的单位呢",
        "units in 江苏 units of a county",
    ),
    "takes a share of another tier": (
        "own",
        "四省市全部参与的案例占全部案例的比例 / 在最佳案例里的占比呢",
        "count share 上海 & 江苏 & 浙江 & 安徽 & 最佳实践案例",
    ),
    "leaves out what some of the cases have": (
        "add",
        "有县级局参与的案例列表 / 排除其中有地级市局参与的",
        "cases units of a county & !units of a city",
    ),
    "turns round what all have, said otherwise": (
        "turn",
        "四地都参与的案例 / 没来全的呢",
        "cases !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "asks of the thing done": (
        "other_ask",
        "介绍一下八城联动 / 这件事是谁做的",
        "units 八城联动",
    ),
    "begins anew with a verb": (
        "own",
        "嘉兴参与了哪几项 / 其中同时有湖州的 / 重新看湖州参与的案例",
        "cases 湖州",
    ),
    "asks of the thing that leads a ranking": (
        "other_ask",
        "单位最多的案例 / 第一名的那个是谁做的",
        "units csj-2022/2/9",
    ),
    "leaves the narrowing of a no for its case": (
        "other_ask",
        "杨浦和金华搞的那个案例给我讲讲 / 这里头有江苏的单位吗 / 那有几家单位一起做的",
        "count units 杨浦 & 金华",
    ),
    "narrows by a subject that is not meant": (
        "headless",
        "安徽参与的最佳案例 / 跟质量无关的有哪些",
        "cases 安徽 & 最佳实践案例 & !质量*",
    ),
    "asks the same truth of those without another place": (
        "swap",
        "有没有江苏没参与的最佳案例 / 安徽没参与的有吗",
        "yes_no 最佳实践案例 & !安徽",
    ),
    "asks who handled that case": (
        "other_ask",
        "安徽未参与的最佳实践案例 / 该案由哪些部门办理",
        "units !安徽 & 最佳实践案例",
    ),
    "counts all without another place": (
        "own",
        "安徽参加的案例有哪些 / 江苏没参加的案例又有哪些",
        "cases !江苏",
    ),
    "names the number of units of the one case found": (
        "of_card",
        "县级局参与的案例 / 其中上海未参与的 / 该案例六家单位逐一列明",
        "units units of a county & !上海",
    ),
    "takes either of the two places": (
        "swap",
        "松江跟杨浦都参与的有吗 / 松江或杨浦的呢",
        "yes_no 松江 | 杨浦",
    ),
    "takes any of the two places": (
        "joint",
        "绍兴市与杭州市均参与的案例 / 只要有其中一市参与的呢",
        "cases 绍兴 | 杭州",
    ),
    "asks the truth of another place after partners": (
        "own",
        "宁波上榜了吗 / 是跟谁合作的 / 绍兴上榜没",
        "yes_no 绍兴",
    ),
    "lists the busy units of all": (
        "own",
        "一共有多少家单位 / 其中江苏的有多少 / 列出参与案例数大于1的单位",
        "units >1 all",
    ),
    "reports a number once more": (
        "swap",
        "安徽参与的最佳案例有几个 / 换成江苏呢 / 上海呢也报一下",
        "count 最佳实践案例 & 上海",
    ),
    "compares two other places within the tier": (
        "contrast",
        "江苏和安徽哪边参与的案例多 / 限定在优秀这一档 / 换上海和浙江来比",
        "compare [上海][浙江] 优秀实践案例",
    ),
    "asks of the whole place after an agency": (
        "swap",
        "苏州市市场监督管理局参与了哪些案例 / 吴江区局呢 / 那整个苏州呢",
        "cases 苏州",
    ),
    "counts the units of a third place": (
        "swap",
        "安徽省一共有多少个单位上榜 / 江苏省是多少个 / 浙江省又有多少个单位",
        "count units in 浙江 浙江",
    ),
    "takes the mean of all": (
        "other_ask",
        "最佳案例平均每个案例几家单位 / 优秀案例的平均呢 / 全部案例的平均呢",
        "count units mean all",
    ),
    "counts for the city that a county lies in": (
        "headless",
        "安吉参与的案例 / 湖州全市总共几个",
        "count 湖州",
    ),
    "compares one tier alone": (
        "contrast",
        "请对比浙江、江苏两省的入选案例数量 / 优秀一档单独比较又如何",
        "compare [浙江][江苏] 优秀实践案例",
    ),
    "leaves out the one case of a subject": (
        "add",
        "标题含有质量二字的案例 / 去掉产品质量监督抽查那一件",
        "cases title:质量 & !产品质量+监督抽查",
    ),
    "asks which case has most units after units": (
        "other_ask",
        "哪个单位参与的案例最多 / 那哪个案例的单位最多呢",
        "rank by units all",
    ),
    "asks for another than the one shown": (
        "besides",
        "金华市与杨浦区联合开展的是哪一项 / 除这一项外，金华还参与了什么案例",
        "cases 金华 & !(金华 & 杨浦)",
    ),
    "another place wanted too": ("widen", "安徽参与的优秀案例有哪些 / 也要江苏", "cases 优秀实践案例 & (安徽 | 江苏)"),
    "another place wanted too, after its unit": (
        "widen",
        "叉车上海是哪个单位 / 也要安徽",
        "units in 上海 安徽 叉车 & (上海 | 安徽)",
    ),
    "who leads among units of a level": (
        "of_all",
        "区县级的局有哪些 / 哪个单位最多",
        "rank units county units of a county",
    ),
    "two of the places that were ranked": ("swap", "各省市参与案例数排名 / 那浙江和江苏呢", "compare [浙江][江苏] all"),
    "who else, after a truth": ("other_ask", "江苏参与了长江禁渔吗 / 还有谁", "units out 江苏 长江禁渔"),
    "all of them, after a truth": ("other_ask", "江苏参与了长江禁渔吗 / 都有谁", "units 长江禁渔"),
    "who else, after the unit of a place": ("other_ask", "叉车上海是哪个单位 / 还有谁", "units out 上海 叉车 & 上海"),
    "all of them, after the unit of a place": ("other_ask", "叉车上海是哪个单位 / 都有谁", "units 叉车 & 上海"),
    "the tiers in a place": ("swap", "各档案例各有几个 / 江苏呢", "compare [最佳实践案例][优秀实践案例] 江苏"),
    "one of the tiers that were compared": ("add", "各档案例各有几个 / 只留最佳的", "count 最佳实践案例"),
    "the units of a place, ranked": ("swap", "哪个单位参与的案例最多 / 江苏呢", "rank units in 江苏 all"),
    "two places, after one that has no part": ("swap", "上海没参与的案例 / 上海和江苏呢", "cases !上海 & !江苏"),
    "by how much they differ": ("contrast", "请把浙江和安徽的案例数分别报一下 / 相差多少", "compare [浙江][安徽] all"),
    "all but these": (
        "besides",
        "三省一市一个不缺的案例有哪些 / 除开这些，剩下的是哪几个",
        "cases !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "whether those that share the last place have it": (
        "add",
        "哪个案例参与单位最多呀 / 最少的又是哪些 / 这两个是不是都有上海呀",
        "yes_no of csj-2022/2/11 | csj-2022/2/12: (csj-2022/2/11 | csj-2022/2/12) & 上海",
    ),
    "a third place added to either": ("widen", "合肥或者芜湖参与的案例 / 宣城的也加上", "cases 合肥 | 芜湖 | 宣城"),
    "an agency that is supposed": (
        "of_card",
        "禁渔的案例四个省市都参与了么 / 江苏是执法稽查局吧？",
        "yes_no 禁渔 & 江苏[执法稽查局]",
    ),
    "where the unit of a place is": (
        "unit_there",
        "名称中含“登记注册”字样的单位有哪些 / 安徽的那家在哪个案例",
        "cases 安徽[市场监督管理局登记注册局]",
    ),
    "units of two other places": ("swap", "上海有哪些单位 / 绍兴和宁波呢", "units in 绍兴 宁波 绍兴 | 宁波"),
    "two other places of another level": ("of_places", "上海和浙江各参与了多少 / 绍兴和宁波呢", "rank city all"),
    "the list of units, each": ("other_ask", "上海有哪些单位 / 各是什么", "units in 上海 上海"),
    "cities among the units of a place": ("other_ask", "上海有哪些单位 / 涉及哪些城市", "units in 上海 city 上海"),
    "where a place stands": ("other_ask", "杭州参与了几个案例 / 排第几", "rank city [杭州] all"),
    "a level besides a number of places": (
        "swap",
        "哪些案例只有两个省市参与 / 市级的呢",
        "cases province==2 & units of a city",
    ),
    "a number of places besides a level": (
        "headless",
        "市级局参与的案例有哪些 / 少于三个省的",
        "cases units of a city & province<3",
    ),
    "a number of another place, said softly": ("swap", "安徽有几个得奖的 / 江苏有几个嘛", "count 江苏"),
    "the numbers of another tier, ranked": (
        "swap",
        "各省的最佳案例数怎么排？ / 优秀案例数呢？",
        "rank province 优秀实践案例",
    ),
    "one more of the only places": ("only_with", "只有上海和浙江的 / 再加上江苏", "cases only(上海 浙江 江苏)"),
    "the number of such units": (
        "that_unit",
        "参加过两个以上案例的单位有哪些？ / 这样的单位有几个？",
        "count units >=2 all",
    ),
    "a whole question that denies": ("own", "四省市全部到齐的案例有多少个 / 缺了安徽的案例又有几个", "count !安徽"),
    "the units there, too, told": (
        "swap",
        "领导想了解“一地六县”这个案例 / 浙江参与的是哪两个县局 / 安徽的呢，也请报一下",
        "units in 安徽 county 一地六县 & units of a county",
    ),
    "the one of the other tier": (
        "one_of_tier",
        "除安徽外，其他三地均参与的案例有哪些 / 有几项属于优秀 / 最佳的那一项由哪些单位承担",
        "units !安徽 & 上海 & 江苏 & 浙江 & 最佳实践案例",
    ),
    "both cities": ("joint", "金华、湖州的案例分别列 / 两市都有的案例", "cases 金华 & 湖州"),
    "one more of those listed": (
        "complement",
        "只有两个省市参与的案例 / 宁波那个叫啥 / 还有一个嘞",
        "cases province==2 & !宁波",
    ),
    "two places compared, after one": (
        "add",
        "最佳案例中江苏参与的个数 / 安徽的个数呢 / 两者之比较：江苏和安徽在最佳案例里哪个多",
        "compare [江苏][安徽] 最佳实践案例",
    ),
    "both numbers added up": (
        "of_both_tiers",
        "优秀的一共几个 / 最佳的咧 / 加一块多少",
        "count 优秀实践案例 | 最佳实践案例",
    ),
    "any one of them will do": ("joint", "嘉兴、湖州、金华三家都在的 / 任意一家在就行", "cases 嘉兴 | 湖州 | 金华"),
    "another place merged in": ("widen", "合肥或者宁波 / 再并入亳州", "cases 合肥 | 宁波 | 亳州"),
    "without those of so many units": (
        "quantity",
        "参与单位不到四家的案例 / 去掉只有两家的",
        "cases units<4 & !units==2",
    ),
    "the number of units of the case": (
        "other_ask",
        "知识产权信息平台 / 上海的部门呢 / 参与单位总数是多少",
        "count units 知识产权信息+平台",
    ),
    "the other tier": ("complement", "最佳案例实际有多少个 / 另一档呢", "count !最佳实践案例"),
    "who with whom": ("own", "金华那边有啥案例 / 杨浦那个讲讲 / 谁跟谁搞的", "units 金华 & 杨浦"),
    "provinces, after cities": ("other_ask", "哪个城市上得最多 / 哪个省最多呢", "rank province all"),
    "who did the others": (
        "complement",
        "标题里有“示范区”的 / 其中列为最佳的是哪一则 / 其余几则是哪些单位承办的",
        "units title:示范区 & !最佳实践案例",
    ),
    "those with it, after those without": (
        "affirmed",
        "标准相关的案例有哪些 / 安徽没参与的是 / 参与了的呢",
        "cases 标准* & 安徽",
    ),
    "the mean of all, after two": (
        "other_ask",
        "叉车和禁渔的承担单位是谁 / 另外，平均每个案例有几家单位",
        "count units mean all",
    ),
    "the last of the other tier": (
        "add",
        "先把前三个最佳案例念给我听 / 再来后两个优秀案例",
        "cases #-2--1 & 优秀实践案例",
    ),
    "its four units": (
        "of_card",
        "消费者权益保护委员会参与的是哪个案例？ / 浙江的消保委参与了吗？ / 四家单位全部列出来吧",
        "units [消费者权益保护委员会] & 浙江[消保委]",
    ),
    "the tiers of a place": (
        "contrast",
        "安徽参与的案例有哪些 / 其中最佳的 / 最佳的多还是优秀的多",
        "compare [最佳实践案例][优秀实践案例] 安徽",
    ),
    "where a unit of those called so is": (
        "unit_there",
        "涉及登记注册的单位有哪些 / 安徽那一家参加的是哪个案例",
        "cases 安徽[市场监督管理局登记注册局]",
    ),
    "the case itself": (
        "other_ask",
        "特种设备安全监察处入选的有哪些 / 参与的案例是哪一个",
        "cases [特种设备安全监察处]",
    ),
    "the cases of those compared": ("other_ask", "镇江和扬州哪个参加得多 / 都是哪个案例呀", "cases 镇江 | 扬州"),
    "the cases of those counted": (
        "other_ask",
        "青浦、松江、杨浦各参加了几个案例 / 分别是哪些",
        "cases 青浦 | 松江 | 杨浦",
    ),
    "the places said again, one absent": (
        "headless",
        "是否存在江苏和安徽均未参与的案例？ / 江苏、安徽至少有一方未参与的有几件",
        "count !江苏 | !安徽",
    ),
    "those of a place, after one case": ("headless", "芜湖评上了啥 / 宣城的哪几个呀", "cases 宣城"),
    "another case introduced": (
        "swap",
        "想查一下与标准有关的案例 / 这里面最佳的有几条 / 叉车那一条请介绍一下",
        "card 叉车",
    ),
    "back to those before": ("swap", "宣城参加了哪些 / 不要合肥参加的 / 不对，还是看宣城的", "cases 宣城"),
    "departments of other places": (
        "complement",
        "安徽省局标准化处报的是哪一个案例？ / 其他三地对口的是哪些处",
        "units out 安徽 安徽[标准化处]",
    ),
    "the units of the next number": ("pick", "查优秀2号案例的单位 / 3号的呢 / 4号的单位", "units 优秀实践案例 & #4"),
    "who did the first two": ("pick", "最佳案例都有哪些呀 / 前两个是谁搞的", "units csj-2022/1/1 | csj-2022/1/2"),
    "two others compared by units": (
        "contrast",
        "对比江苏和浙江的参与单位数量 / 上海和安徽的对比",
        "compare by units [上海][安徽] all",
    ),
    "the units of the other case": (
        "complement",
        "只有两家单位的案例名称 / 第一个案例的单位 / 另一个案例的单位",
        "units units==2 & !csj-2022/2/11",
    ),
    "the other units of its case": (
        "complement",
        "广德市市场监督管理局参与案例 / 同案例其他单位",
        "units without 市场监督管理局 广德[市场监督管理局]",
    ),
    "only a tier with the same number asked": (
        "add",
        "安徽省有多少家单位参与 / 只看最佳案例的话，是多少家",
        "count units in 安徽 安徽 & 最佳实践案例",
    ),
    "the tier that a leading place lacks": (
        "lacks_leader",
        "谁的案例最少 / 它没参加的最佳案例有哪些",
        "cases 最佳实践案例 & !安徽",
    ),
    "whether a place has units of two cases": (
        "of_units",
        "哪些单位参与了两个案例 / 安徽有吗",
        "yes_no units in 安徽 ==2 all",
    ),
    "which after whether units have two cases": ("other_ask", "有单位参与了两个案例吗 / 是哪几家呢", "units ==2 all"),
    "units of a place picked out": ("add", "八城联动是哪八个局 / 江苏的单拎出来", "units in 江苏 八城联动"),
    "one more condition, named as one": (
        "add",
        "既有江苏又有安徽的案例 / 再加上一个条件：没有上海",
        "cases 江苏 & 安徽 & !上海",
    ),
    "a limit given up as such": ("drop", "上海与安徽共同参与的最佳案例 / 取消最佳这一限定", "cases 上海 & 安徽"),
    "it has a part too, supposed": (
        "of_card",
        "叉车检验标准是哪个案例 / 安徽也有份的吧",
        "yes_no 叉车检验标准* & 安徽",
    ),
    "ranked again of another tier": ("swap", "各省案例数排名 / 最佳的再排一次", "rank province 最佳实践案例"),
    "the number of another tier by share": (
        "own",
        "安徽有几个案例 / 最佳的占几个 / 那优秀的占多少",
        "count 安徽 & 优秀实践案例",
    ),
    "a list of what was counted, too": ("other_ask", "安徽有多少案例 / 名单也发我一下吧", "cases 安徽"),
    "an ordinal without a measure": ("pick", "最佳案例有哪些 / 第三", "cases csj-2022/1/3"),
    "not, as a question": ("of_card", "儿童免票那个是咋回事 / 上海是消保委不", "yes_no 儿童免票 & 上海 & [消保委]"),
    "the other tier without its noun, of the same place": (
        "swap",
        "安徽参与的最佳案例有哪些 / 优秀的有哪些",
        "cases 安徽 & 优秀实践案例",
    ),
    "the cities, after a ranking of provinces": ("swap", "各省参与案例数排名 / 城市的呢", "rank city all"),
    "by how much, after a comparison": ("contrast", "安徽和江苏哪个案例多 / 那相差几个呢", "compare [安徽][江苏] all"),
    "who has more of a tier": ("contrast", "安徽和江苏哪个案例多 / 最佳的谁多", "compare [安徽][江苏] 最佳实践案例"),
    "both tiers, after one": ("unnarrowed", "安徽的案例 / 只看最佳 / 两档都要", "cases 安徽"),
    "all of them, after one tier": ("unnarrowed", "安徽的案例 / 只看最佳 / 都要", "cases 安徽"),
    "two positions of a list": ("pick", "最佳案例有哪些 / 第2、3个的单位", "units csj-2022/1/2 | csj-2022/1/3"),
    "a whole question after one case, with that": ("own", "叉车案例是谁做的 / 那江苏参与了哪些案例呢", "cases 江苏"),
    "a number of a tier after one case, besides": (
        "own",
        "叉车案例是谁做的 / 另外优秀案例有几个",
        "count 优秀实践案例",
    ),
    "all of a tier asked of another place": (
        "own",
        "安徽省是否参与了全部最佳实践案例 / 未参与的是哪一件 / 江苏省是否参与了全部最佳实践案例呢",
        "yes_no of 最佳实践案例: 最佳实践案例 & 江苏",
    ),
    "who has no part in one case": (
        "other_ask",
        "最佳案例第3个 / 谁没参与",
        "rank province absence least 最佳实践案例 & #3",
    ),
    "the last of a ranking": ("pick", "哪个省案例最多 / 倒数第一呢", "rank province least all"),
    "leaves a tier out, as a suggestion": ("add", "上海参与的案例 / 去掉最佳案例吧", "cases 上海 & !最佳实践案例"),
    "once more for another tier": ("swap", "按省份统计参与案例数 / 最佳档再来一遍", "rank province 最佳实践案例"),
    "besides one case, of a place": ("elsewhere", "叉车 / 那安徽还参与了哪些案例呢", "cases 安徽 & !叉车"),
    "units of one case by the number of its places": ("of_card", "叉车检验 / 四地具体是哪些处室", "units 叉车检验"),
    "the names of its units, so many": ("of_card", "叉车检验 / 四家单位的名称", "units 叉车检验"),
    "not one place but another, changed": (
        "exchange",
        "嘉兴的案例 / 湖州也在的 / 不要湖州，换苏州",
        "cases 嘉兴 & 苏州",
    ),
    "units of a place, together with it": (
        "headless",
        "宣城广德参加的案例 / 江苏有哪几个局一起弄的",
        "units in 江苏 广德",
    ),
    "compared with another place, again": (
        "contrast",
        "安徽跟上海比，哪个参加的案例多 / 跟浙江比呢",
        "compare [安徽][浙江] all",
    ),
    "together with another agency": ("add", "杭州市局参与的案例 / 和绍兴市局一起的呢", "cases 杭州[] & 绍兴[]"),
    "cities of a place, counted": ("of_units", "哪些城市参与了优秀案例 / 其中江苏的有几个", "count city 优秀实践案例"),
    "another agency, asked by its units": ("swap", "药监局参与了哪些案例 / 那消保委有哪些", "cases [消保委]"),
    "what comes after the first three": (
        "complement",
        "安徽的案例 / 前三个 / 后面的呢",
        "cases 安徽 & !(csj-2022/1/1 | csj-2022/1/2 | csj-2022/1/4)",
    ),
    "the rest, after the number of a part": (
        "complement",
        "四地都参与的案例 / 其中最佳 / 数量 / 剩下的列一下",
        "cases 上海 & 江苏 & 浙江 & 安徽 & !最佳实践案例",
    ),
    "all provinces, after a comparison of two": (
        "own",
        "安徽和江苏哪个多 / 哪个省参加的案例最少",
        "rank province least all",
    ),
    "who did it, by any verb": ("other_ask", "叉车那个案例 / 是哪几个局办理的", "units 叉车"),
    "其次是谁": ("pick", "哪个省参与的案例最多 / 其次是谁", "rank province [上海] all"),
    "其次, before another question": ("own", "叉车案例有哪些单位 / 其次安徽有几个案例", "count 安徽"),
    "units of another place, counted for each case": ("swap", "浙江的单位最多的案例 / 江苏呢", "rank by units 江苏"),
    "all of one bureau, of a case": (
        "said_of_units",
        "知识产权那个案例 / 全是知识产权局吗",
        "yes_no 知识产权 & only([知识产权局])",
    ),
    "all units of one bureau, stated": (
        "said_of_units",
        "知识产权那个案例 / 参与单位都是知识产权局？",
        "yes_no 知识产权 & only([知识产权局])",
    ),
    "all units of one bureau, after the only case": (
        "said_of_units",
        "知识产权局的案例 / 单位都是知识产权局吗",
        "yes_no [知识产权局] & only([知识产权局])",
    ),
    "units in both listed cases": (
        "other_ask",
        "杭州的案例有哪些 / 这两个案例都参与的单位有哪些",
        "units csj-2022/2/8 | csj-2022/2/9",
    ),
    "cities in both listed cases": (
        "other_ask",
        "杭州的案例有哪些 / 两个案例都参与的城市有哪些",
        "units city csj-2022/2/8 | csj-2022/2/9",
    ),
    "those units listed": ("that_unit", "安徽有几家单位 / 把这些单位列出来", "units in 安徽 安徽"),
    "a case without a place, of those listed": (
        "headless",
        "优秀案例列一下 / 有没有哪个是没有江苏的",
        "yes_no 优秀实践案例 & !江苏",
    ),
    "units of several cases, of all": ("own", "四地都参与的案例 / 哪些单位参与了不止一个案例", "units >1 all"),
    "included, with a question mark": ("of_units", "长江禁渔，谁负责 / 安徽在内？", "yes_no 长江禁渔 & 安徽"),
    "its tier, with a question mark": ("of_card", "长江禁渔，谁负责 / 评的是优秀？", "yes_no 长江禁渔 & 优秀实践案例"),
    "the number of the rest": (
        "complement",
        "把最佳案例列一下 / 前三个 / 剩下的 / 还剩几个",
        "count 最佳实践案例 & !(csj-2022/1/1 | csj-2022/1/2 | csj-2022/1/3)",
    ),
    "another place, after a picked case": ("swap", "金华的案例有哪些 / 第二个详细说说 / 那宁波呢", "cases 宁波"),
    "the cases of another agency, after a subject": (
        "swap",
        "食品安全方面的案例 / 由哪些部门承担 / 特种设备安全监察处参与的案例呢",
        "cases [特种设备安全监察处]",
    ),
    "agencies of one place, of partners": (
        "of_units",
        "和松江一起参与的单位有哪些 / 安徽的呢",
        "units in 安徽 out 松江 松江",
    ),
    "agencies but those of a place, counted": (
        "leave_out",
        "参与了两个以上案例的单位有哪些 / 不是浙江的有几家",
        "count units out 浙江 >=2 all",
    ),
    "agencies but those of a place, listed": (
        "leave_out",
        "江苏的单位有哪些 / 不是苏州的有哪些",
        "units in 江苏 out 苏州 江苏",
    ),
    "them, listed": ("that_unit", "上海的单位有哪些 / 把它们列出来", "units in 上海 上海"),
    "the place with most of them": (
        "other_ask",
        "优秀案例有哪些单位参与 / 哪个省最多",
        "rank province by units 优秀实践案例",
    ),
    "counted beside another": (
        "add",
        "优秀案例列一下 / 其中江苏参与了几个 / 其中上海参与了几个",
        "count 优秀实践案例 & 上海",
    ),
    "counted beside another, without 其中": (
        "headless",
        "优秀案例列一下 / 有江苏的有几个 / 有上海的有几个",
        "count 优秀实践案例 & 上海",
    ),
    "what the list excludes, asked of it": ("add", "上海没参与的案例 / 里面有上海的吗", "yes_no !上海 & 上海"),
    "the same number of another subject": ("swap", "一地六县有几家单位 / 杨浦金华那个呢 / G60呢", "count units g60"),
    "given up, then asked anew": ("own", "叉车那个案例 / 先不管它了，三个省市参加的案例有几个", "count province==3"),
    "the cities of the leading case": (
        "other_ask",
        "涉及三个以上城市的案例 / 哪个案例的城市最多 / 它有多少个城市",
        "count city csj-2022/2/9",
    ),
    "those that have it": ("affirmed", "安徽参与的案例 / 哪些没有江苏 / 哪些有", "cases 安徽 & 江苏"),
    "those without it": ("exception", "在优秀案例里，哪些有安徽 / 哪些没有", "cases 优秀实践案例 & !安徽"),
    "the last of two": ("pick", "优秀案例 / 给我第一个和最后一个 / 后者的单位", "units csj-2022/2/12"),
    "the last of two compared": ("pick", "浙江和上海哪个多 / 后者有几个", "count 上海"),
    "all agencies of the case again": ("unnarrowed", "G60案例 / 它的单位列表 / 只要浙江的 / 全部的呢", "units g60*"),
    "a share of the agencies of a case": (
        "of_all",
        "G60那个案例有哪些单位 / 其中浙江的单位占比",
        "count units share in 浙江 g60",
    ),
    "a list of so many, gone back to": (
        "other_ask",
        "优秀案例 / 前三个 / 第二个 / 谁做的 / 回到刚才那三个",
        "cases csj-2022/2/1 | csj-2022/2/2 | csj-2022/2/3",
    ),
    "units from a place, counted": (
        "of_card",
        "G60科创走廊的案例有哪些单位参与 / 其中来自浙江的单位数量是多少",
        "count units in 浙江 g60科创走廊 & 浙江",
    ),
    "the first of a ranking by units, without their noun": (
        "other_ask",
        "安徽参与了哪些案例 / 单位最多的三个",
        "rank by units 安徽",
    ),
    "another place of a level": (
        "swap",
        "安徽有哪些县级局 / 在哪个案例里 / 江苏的单位呢 / 浙江的呢",
        "units in 浙江 units of a county & units of a county in 340000",
    ),
    "a place in all of a tier": (
        "headless",
        "优秀里面浙江几个 / 浙江是不是全都参与了",
        "yes_no of 优秀实践案例: 优秀实践案例 & 浙江",
    ),
    "another place in all of it": (
        "swap",
        "优秀里面浙江几个 / 浙江是不是全都参与了 / 安徽嘞",
        "yes_no of 优秀实践案例: 优秀实践案例 & 安徽",
    ),
    "a place in all, after its list": ("headless", "安徽参与的案例 / 安徽都参与了吗", "yes_no of all: 安徽"),
    "哩 asks as 呢 does": ("swap", "长江禁渔那个 / 江苏是哪个部门啊 / 上海哩", "units in 上海 长江禁渔"),
    "the rest of a tier, all of it": (
        "truth_of_rest",
        "最佳里安徽没参加的是哪个 / 其余最佳案例是否均有安徽参与",
        "yes_no of 最佳实践案例 & !csj-2022/1/3: 最佳实践案例 & !csj-2022/1/3 & 安徽",
    ),
    "the rest of all cases": ("truth_of_rest", "安徽的案例 / 其余的都有上海吗", "yes_no of !安徽: !安徽 & 上海"),
    "the rest after a ranking": ("truth_of_rest", "哪个省参与最多 / 其他的都有上海吗", "yes_no 上海"),
    "one case is left": ("truth_of_rest", "最佳里有安徽的 / 其余的都是优秀吗", "yes_no csj-2022/1/3 & 优秀实践案例"),
    "both of them in a place": (
        "add",
        "优秀里杭州的 / 这俩合肥都在吗",
        "yes_no of 优秀实践案例 & 杭州: 优秀实践案例 & 杭州 & 合肥",
    ),
    "units that two cases share": (
        "other_ask",
        "叉车和儿童免票的案例 / 这两个有哪些共同单位",
        "units csj-2022/2/4 | csj-2022/2/5",
    ),
    "whether two cases share units": (
        "other_ask",
        "G60和八城联动的案例 / 有没有共同的单位",
        "yes_no units >=1 csj-2022/2/8 | csj-2022/2/9",
    ),
    "a level without only": ("other_level", "只有县级局参与的案例 / 有县级局参与的呢", "cases units of a county"),
    "a place without only": ("swap", "只有上海和宁波参与的案例 / 有宁波参与的呢", "cases 宁波"),
    "the case pointed at": (
        "swap",
        "扬州参加了什么案例 / 这个案例一共有几家单位呀 / 浙江的呢",
        "count units in 浙江 csj-2022/2/8",
    ),
    "so many of a place are told": ("of_card", "八城联动 / 安徽的两家也说一下", "units in 安徽 八城联动 & 安徽"),
    "which tier has more units": (
        "of_series",
        "最佳案例有多少家单位 / 优秀的呢 / 哪个多",
        "compare by units [最佳实践案例][优秀实践案例] all",
    ),
    "how far two cases are apart": ("of_series", "G60有几家单位 / 叉车呢 / 差几个", "compare by units [g60][叉车] all"),
    "which of three cities has most": ("of_series", "杭州几个 / 南京呢 / 宁波呢 / 这三个里哪个最多", "rank city all"),
    "which of three provinces has fewest": (
        "of_series",
        "安徽有几个最佳 / 浙江呢 / 江苏呢 / 这三个里谁最少",
        "rank province least 最佳实践案例",
    ),
    "which tier has more units of a place": (
        "of_series",
        "最佳案例里上海的单位几家 / 优秀的呢 / 哪个多",
        "compare by units [最佳实践案例][优秀实践案例] 上海",
    ),
    "which place's cases have more units": (
        "of_series",
        "安徽参与的案例有几家单位 / 江苏参与的呢 / 哪个多",
        "cases all",
    ),
    "a city left out of a ranking": ("other_ask", "哪个城市参与的案例最多 / 除了上海，哪个城市最多", "rank city all"),
    "a province left out of a ranking": ("other_ask", "哪个省最多 / 除了浙江，哪个省最多", "rank province all"),
    "the other of two cases, after a truth": (
        "complement",
        "江苏和安徽都没参与的案例 / 这两件里有无上海的区级局 / 哪一件有 / 另一件是哪些单位做的",
        "units !江苏 & !安徽 & !(!江苏 & !安徽 & 上海 & units of a county)",
    ),
    "too, of all cases": ("headless", "是否每个案例都有浙江参与 / 上海是否也是每个案例都参与", "yes_no of all: 上海"),
    "which of two lists is longer": (
        "of_series",
        "最佳案例有哪些 / 优秀的呢 / 哪个多",
        "compare [最佳实践案例][优秀实践案例] all",
    ),
    "which of two cases has more units": ("of_series", "叉车 / G60 / 哪个多", "compare by units [叉车][g60] all"),
    "which of two lists of units is longer": (
        "of_series",
        "上海有哪些单位 / 江苏呢 / 哪个多",
        "compare by units [上海][江苏] all",
    ),
    "the units of all that a claim is about": (
        "other_ask",
        "没有消保委参与的案例有几个 / 都是最佳吗 / 这些案例的单位有哪些",
        "units ![消保委]",
    ),
    "the number of all that a claim is about": (
        "other_ask",
        "有哪些苏州或金华参与的优秀案例 / 都有安徽吗 / 一共几个",
        "count (苏州 | 金华) & 优秀实践案例",
    ),
    "some of all that a claim is about": (
        "add",
        "三个省市参与的优秀案例有几个 / 都有安徽吗 / 里面苏州或金华参与的有几个",
        "count province==3 & 优秀实践案例 & (苏州 | 金华)",
    ),
    "a mean of those shown": (
        "other_ask",
        "四地没有全部参与的案例有几个 / 平均每个几家单位",
        "count units mean !(上海 & 江苏 & 浙江 & 安徽)",
    ),
    "all four, after those that lack one": (
        "add",
        "三省一市没有都参与的案例有几个 / 其中四地都参与的有几个",
        "count 上海 & 江苏 & 浙江 & 安徽",
    ),
    "another bound than the last one": (
        "quantity",
        "最佳档里单位数不等于4的案例 / 其中小于4的 / 大于4的呢",
        "cases 最佳实践案例 & !units==4 & units>4",
    ),
    "which units a claim was about": (
        "other_ask",
        "最佳2有哪些单位 / 上海是否有两个处室参与？ / 是哪两个处室？",
        "units in 上海 最佳实践案例 & #2",
    ),
    "a ranking of all units, after one agency's cases": (
        "own",
        "江苏省药品监督管理局参与了几个案例 / 单位按参与案例数排序",
        "rank units all",
    ),
    "which of those that a claim counted": (
        "own",
        "参与单位超过四家的案例有几个？ / 里面最佳案例只有一个，是不是？ / 是哪个最佳案例？",
        "cases units>4 & 最佳实践案例",
    ),
    "all have a place by which they are chosen": (
        "headless",
        "四个省市全都参与的案例有哪些 / 上海每个都参与了吗",
        "yes_no 上海 & 江苏 & 浙江 & 安徽",
    ),
    "the other two of three": (
        "complement",
        "标题有示范区的 / 县级局做的是哪个 / 另外两个",
        "cases title:示范区 & !units of a county",
    ),
    "a corrected position is in its tier": (
        "pick",
        "安徽参与的案例 / 优秀案例第五个 / 不，我的意思是第六个",
        "cases 优秀实践案例 & #6",
    ),
    "another count, of the cases without a place": ("headless", "江苏参与了几个 / 安徽没有参与的有几个", "count !安徽"),
    "a claim about every case of another tier": (
        "swap",
        "最佳案例是不是都有安徽 / 优秀案例也是吗",
        "yes_no of 优秀实践案例: 安徽 & 优秀实践案例",
    ),
    "how many there are, after a claim that there are none": (
        "other_ask",
        "安徽一个最佳案例都没有吧 / 那到底有几个",
        "count 最佳实践案例 & 安徽",
    ),
    "an agency that no case of the tier has": (
        "swap",
        "最佳案例里哪些是知识产权局参与的 / 那药监局呢 / 消保委呢",
        "cases 最佳实践案例 & [消保委]",
    ),
    "a number alone is a position": ("swap", "优秀6 / 7呢", "cases 优秀实践案例 & #7"),
    "the agencies of each case listed": (
        "other_ask",
        "参与单位最少的案例有哪些 / 各自的参与单位是哪些",
        "units csj-2022/2/11 | csj-2022/2/12",
    ),
    "those that are not as was asked of all": (
        "exception",
        "知识产权信息平台那个，是哪些单位建的 / 四家都是知识产权局吗 / 哪两家不是",
        "units without 知识产权局 知识产权信息+平台",
    ),
    "those that are not of the level asked about": (
        "exception",
        "八城联动有哪些单位 / 都是市级的吗 / 哪家不是",
        "units without city 八城联动",
    ),
    "agencies that are not of a level": (
        "leave_out",
        "八城联动有哪些单位 / 不是市级的呢",
        "units without city 八城联动",
    ),
    "the agencies of two levels, after a number": (
        "of_units",
        "江苏有多少单位 / 列出江苏省的市级和县级单位",
        "units units in 江苏 without province all",
    ),
    "only those of a place, and no others": ("add", "没有安徽的 / 江苏参与了的留下，别的不要", "cases !安徽 & 江苏"),
    "the department in charge": (
        "of_units",
        "长江禁渔由江苏的哪个部门负责 / 安徽的相关部门是哪个",
        "units in 安徽 长江禁渔",
    ),
    "the agencies that two cases shown share": (
        "other_ask",
        "G60那个 / 那八城联动呢 / 这俩都参加的单位是哪家",
        "units csj-2022/2/9 | csj-2022/2/8",
    ),
    "the agencies that take part in all cases listed": (
        "other_ask",
        "示范区的案例有哪些 / 它们共同的单位",
        "units ==3 示范区*",
    ),
    "so many agencies of a place in one case": (
        "of_units",
        "一地六县是哪几家单位 / 安徽有两个吗",
        "yes_no units in 安徽 ==2 一地六县 & 安徽",
    ),
    "all that were counted, read out": ("other_ask", "最佳案例有几个 / 都念给我听听", "cases 最佳实践案例"),
    "which of two listed has more agencies": (
        "other_ask",
        "仅有县级局参与的案例有哪些 / 这两个里哪个单位更多",
        "rank by units units of a county & !units of a province & !units of a city",
    ),
    "all tiers, after each of them": ("other_ask", "最佳几个 / 优秀呢 / 全部呢", "count all"),
    "those of a level, of the agencies listed": (
        "other_level",
        "有区县级单位参与的案例有哪些 / 涉及安徽哪些单位 / 其中区县级的呢",
        "units in 安徽 county units of a county",
    ),
    "who did the one left": (
        "complement",
        "恰好三个省市参与的案例有几个 / 都是哪些 / 其中有上海的 / 剩下的那个由谁完成",
        "units province==3 & !上海",
    ),
    "only the places counted before": (
        "only_with",
        "上海参与了几个案例 / 江苏呢 / 两地都参与的有几个 / 有没有只有这两地参与的案例",
        "yes_no only(上海 江苏)",
    ),
    "a case of which the tier was asked": (
        "of_card",
        "一地六县那个是最佳还是优秀 / 四地都有吗",
        "yes_no 一地六县 & 上海 & 江苏 & 浙江 & 安徽",
    ),
    "a share of the agencies of one case": (
        "own",
        "杭州参与的案例 / 金华也参与的是哪个 / 这个案例一共几家单位 / 安徽的单位占百分之几",
        "count units share in 安徽 csj-2022/2/9",
    ),
    "all of a tier, after a list": (
        "headless",
        "安徽参与了哪些案例 / 全是优秀案例吗",
        "yes_no of 安徽: 安徽 & 优秀实践案例",
    ),
    "all of the agencies of the case that is theirs": (
        "said_of_units",
        "知识产权局参与的案例是哪个 / 都是知识产权局吗",
        "yes_no [知识产权局] & only([知识产权局])",
    ),
    "everything again, after some of them": (
        "unnarrowed",
        "上海参与了哪些案例 / 其中有江苏的 / 还是看全部的",
        "cases 上海",
    ),
    "those with a place alone, though none has it": (
        "headless",
        "上海参与了哪些案例 / 只看有广德的",
        "cases 上海 & 广德",
    ),
    "which of those has the most agencies": ("other_ask", "安徽参与了哪些案例 / 哪项单位最多", "rank by units 安徽"),
}


@pytest.mark.parametrize(("rule", "dialogue", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_a_fragment_changes(engine: Engine, rule: str, dialogue: str, expected: str) -> None:
    *before, last = dialogue.split(" / ")
    context = after(engine, before)
    assert context is not None
    assert rule_of(engine, last, context) == rule
    assert told(engine, after(engine, [last], context)) == expected


def test_every_rule_decides_a_dialogue_here() -> None:
    assert {rule for rule, _, _ in CHANGES.values()} == {rule.__name__ for rule in RULES}


# Dialogues that no rule decides: the turn is a question of its own, or goes back, or is none.
OTHERS = {
    "two other places compared, in a tier": (
        "江苏和上海比，哪个参加的案例多 / 只比最佳案例的话，浙江和安徽哪个多",
        "compare [浙江][安徽] 最佳实践案例",
    ),
    "another case, after the units of one": (
        "叉车那个案例是谁负责的 / 里面安徽的是哪个处 / 再看看长江禁渔那个",
        "cases 长江禁渔",
    ),
    "of a tier, after a card": ("医疗器械注册人是最佳吗 / 最佳里面有没有安徽没参加的", "yes_no 最佳实践案例 & !安徽"),
    "what was offered alone": (
        "作业要查长江禁鱼的案例 / 上海是哪个部门在管呀",
        "units in 上海 推进长江禁渔长三角协同监管 & 上海",
    ),
    "a ranking that the last cases leave empty": ("药监方面上海出了几个单位 / 哪个区县参与得最多", "rank county all"),
    "all four, after those of exactly three": (
        "恰好三个省市参与的案例 / 四地都参与的几个",
        "count 上海 & 江苏 & 浙江 & 安徽",
    ),
    "its own 其中": ("杨浦的案例 / 安徽参与的案例，其中优秀的有几个", "count 安徽 & 优秀实践案例"),
    "a bare topic after another": ("叉车 / 免票", "cases 免票"),
    "a bare place after another": ("安徽 / 江苏", "cases 江苏"),
    "with a tier a number is the notice's": ("安徽没有参与的案例 / 优秀第3个", "cases 优秀实践案例 & #3"),
    "after help": ("怎么用 / 那江苏呢", "cases 江苏"),
    "across chit-chat": ("安徽参与了哪些案例 / 今天天气怎么样 / 那江苏呢", "cases 江苏"),
    "across help": ("没有安徽的案例 / 怎么用 / 那江苏呢", "cases !江苏"),
    "上一步": ("安徽参与了哪些案例 / 那江苏呢 / 上一步", "cases 安徽"),
    "重新开始": ("没有安徽的案例 / 重新开始，江苏参与的案例", "cases 江苏"),
    "上一步, twice": ("安徽参与了哪些案例 / 那江苏呢 / 上海呢 / 上一步 / 上一步", "cases 安徽"),
    "the units of two places, whatever was counted": (
        "上榜单位去重之后一共多少家 / 江苏的？ / 浙江的单位比江苏的多吗",
        "yes_no by units [浙江][江苏] all",
    ),
    "those of one of the places, again": ("合肥、芜湖、宣城三市都参与的案例 / 再看宣城参与的有哪些", "cases 宣城"),
    "units of another place, after all its cases": (
        "苏州涉及哪些案例 / 苏州方面的单位名单 / 再看宣城的单位",
        "units in 宣城 宣城",
    ),
    "one step back": ("浙江参与了哪些案例 / 其中最佳的有哪些 / 返回前一步", "cases 浙江"),
    "that step back": ("安徽参与的案例有哪些 / 其中优秀的 / 撤销刚才那一步", "cases 安徽"),
    "back to a list by its size": (
        "安徽和江苏都没参与的案例 / 安徽参与了哪些案例 / 回到刚才那两个",
        "cases !安徽 & !江苏",
    ),
    "two steps back": ("浙江参与了哪些案例 / 其中最佳的有哪些 / 第二个 / 返回前两步", "cases 浙江"),
}


@pytest.mark.parametrize(("dialogue", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_other_dialogues_come_to(engine: Engine, dialogue: str, expected: str) -> None:
    assert told(engine, after(engine, dialogue.split(" / "))) == expected


def after(engine: Engine, turns: list[str], context: Context | None = None) -> Context | None:
    for turn in turns:
        _, context = engine.ask(turn, context, 0.0)
    return context


def rule_of(engine: Engine, turn: str, context: Context) -> str:
    """Return the name of the rule that decides."""
    reading = engine._understanding.understand(normalize(turn)).reading  # noqa: SLF001 - its rule has no other door
    answerer = engine._answerer  # noqa: SLF001
    change = Change(reading, context, engine.index, answerer.nth, answerer.size, answerer.ranking, answerer.agencies)
    return next((rule.__name__ for rule in RULES if rule(change) is not None), "")


def told(engine: Engine, context: Context | None) -> str:
    """Return the query of a context: what is asked for and counted, of which units, compared with what, and where."""
    assert context is not None
    query = context.query
    parts = [query.ask, query.subject if query.subject not in ("cases", "number") else ""]
    parts += [query.by if query.by in ("share", "mean", "absence", "missed") else "", "least" if query.least else ""]
    parts += [words for words, said in (("by units", query.by == "units"), ("as many", query.is_equal)) if said]
    parts += scope_told(engine, query.scope) if "units" in (query.ask, query.subject) else []
    parts.append("".join(f"[{format_filter(item, engine.lexicon)}]" for item in query.items))
    parts.append(f"of {format_filter(query.every, engine.lexicon)}:" if query.every and query.by != "share" else "")
    parts += [f"<{query.fact}>" if query.fact else "", format_filter(query.where, engine.lexicon)]
    return " ".join(filter(None, parts))


def scope_told(engine: Engine, scope: UnitScope) -> list[str]:
    parts = [
        " ".join((word, *(engine.lexicon.region(code).short for code in codes))) if codes else ""
        for word, codes in (("in", scope.within), ("out", scope.outside))
    ]
    parts += [f"without {one.part if isinstance(one, ByAgency) else one.level}" for one in scope.without]
    return [*parts, scope.level or "", f"{scope.op}{scope.count}" if scope.op else ""]


def test_a_pick_past_the_end_of_a_list(engine: Engine) -> None:
    _, context = engine.ask("最佳案例有哪些", None, 0.0)
    answer, kept = engine.ask("第99个", context, 0.0)
    assert answer.kind == "none"
    assert "10" in answer.heading
    assert context is not None
    assert kept is not None
    assert kept.query == context.query


def test_the_number_of_a_notice_is_no_position(engine: Engine) -> None:
    context = after(engine, ["优秀案例有哪些"])
    assert context is not None
    assert rule_of(engine, "第二文", context) == ""


UNEXPLAINED = {
    "one of two that were compared": "上海比江苏多吗 / 浙江呢",
    "who has other cases": "检验检测行业协同发展是哪几家做的 / 这里面哪几家还参与了别的案例",
    "the case of two agencies": "哪些单位参与了两个案例 / 其中属于地市局的 / 这两家共同参与的是哪个案例",
    "more cases than were shown": "检验检测行业协同发展那一项 / 认证监管“五统一”那一项呢 / 这三项都参与了的单位是哪些",
    "one case where several were shown": "溧阳参与了哪些 / 安徽呢 / 这个案例里江苏有谁",
    "partners of another place": "青浦市监局弄的啥案例 / 跟谁一块儿弄的 / 那杨浦的呢",
    "an agency that is none of a list": "最佳案例有哪些 / 这个处参与了几个",
    "a share, after a number of places": "几个城市参与 / 占比呢",
    "a share, after a number of units": "安徽参与的案例有几个单位 / 占百分之几",
    "a share, after all units of cases": "安徽参与的案例有哪些单位 / 占百分之几",
    "other cases of several units": "G60那个案例浙江有哪几家 / 他们还参与了别的吗",
    "a place that the change would not hold": "上海参与了几个 / 最后一个，浙江呢",
    "another place wanted too, of a denied one": "哪些案例没有安徽 / 也要江苏",
    "a place with two tiers compared": "各档案例各有几个 / 也要江苏",
    "the other one, of several": "安徽参与的优秀案例有哪些 / 另一个呢",
    "the one that is left, of several": "叉车的案例 / 剩下那个",
    "without a place, after units": "叉车的案例 / 哪些单位做的 / 没有上海的",
    "what is left of units": "区县级的局有哪些 / 剩下的是哪些",
    "a level turned round": "区县级的局有哪些 / 反过来呢",
    "a place and itself": "江苏参与了长江禁渔吗 / 和江苏比呢",
    "second in no ranking": "安徽参与的优秀案例有哪些 / 第二多的",
    "with a place, after a ranking": "哪个案例单位最多 / 跟浙江一起的",
    "a position, after all cases": "是不是每个案例都有浙江 / 第二个呢",
    "another place than the only ones": "哪些案例只有上海和浙江 / 有安徽的",
    "where several cases stand": "标题里有“标准”的案例 / 排第几",
    "beside the units shown": "上海有哪些单位 / 除了这些呢",
    "units of what no case is": "有没有案例没有浙江 / 哪些单位",
    "the others of a ranking": "优秀案例里单位最多的是哪个 / 另外几个",
    "these, after places": "上海和浙江各参与了多少 / 这些都有上海吗",
    "a list, after places": "上海和浙江各参与了多少 / 名单发我",
    "all of a tier, after places": "各省市参与案例数排名 / 都是优秀吗",
    "more places than were counted": "江苏多少 / 那上海又是多少 / 这三地里哪个参与最多",
    "what came from another place": "南京参与的项目给我过一遍 / 同一个案例里安徽来了哪些市局 / 浙江来了哪些",
    "what else, after all of them": "安徽的案例 / 还有哪些",
    "not this one": "安徽的案例 / 不是这个",
    "with a place, after units": "叉车是谁做的 / 跟江苏一起的",
    "the others, after partners": "金华市局参与的案例有哪些 / 跟谁合作的 / 剩下的呢",
    "what none of these can be": "优秀的有几个 / 其中没有安徽的 / 这些里有几个四地都参与",
    "denied of what was listed": "安徽有哪些案例 / 它没参加的最佳案例",
    "one of the units listed": "叉车案例是谁做的 / 第一个单位还参与了哪些案例",
    "a tier of the first three of a ranking": "参与单位最多的三个案例 / 其中最佳的有几个",
}


@pytest.mark.parametrize("dialogue", UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_a_reference_that_nothing_shown_explains_is_asked_about(engine: Engine, dialogue: str) -> None:
    *before, last = dialogue.split(" / ")
    assert engine.ask(last, after(engine, before), 0.0)[0].kind == "clarify"


def test_a_step_past_the_end_of_a_list_says_so(engine: Engine) -> None:
    context = after(engine, ["最佳案例有哪些", "最后一个"])
    answer, _ = engine.ask("下一个", context, 0.0)
    assert (answer.kind, answer.cases) == ("none", ())


@pytest.mark.parametrize(
    ("began", "now", "expected"),
    [
        pytest.param(0.0, 900.0, "cases !江苏", id="in time"),
        pytest.param(0.0, 900.1, "cases 江苏", id="too late"),
        pytest.param(None, 1e12, "cases !江苏", id="a reply to a card, at any age"),
    ],
)
def test_what_is_inherited_ages(engine: Engine, began: float | None, now: float, expected: str) -> None:
    _, context = engine.ask("没有安徽的案例", None, 0.0)
    assert context is not None
    kept = Context(context.query, context.listing, context.card, context.revision, began)
    assert told(engine, engine.ask("那江苏呢", kept, now)[1]) == expected


def test_a_question_of_its_own_is_answered_alike_in_any_context(engine: Engine) -> None:
    _, context = engine.ask("没有安徽的案例", None, 0.0)
    for question in ("江苏参与了哪些优秀案例", "哪个省参与的案例最多", "最佳案例一共几个", "多少个案例参评"):
        assert answer_content(engine.ask(question, context, 0.0)[0]) == answer_content(engine.ask(question)[0])


def test_a_context_is_not_changed(engine: Engine) -> None:
    _, context = engine.ask("安徽参与了哪些案例", None, 0.0)
    first = engine.ask("那江苏呢", context, 0.0)
    assert engine.ask("那江苏呢", context, 0.0) == first
    assert told(engine, context) == "cases 安徽"


def test_a_context_keeps_only_a_few_questions(engine: Engine) -> None:
    places = ("安徽", "江苏", "上海", "浙江", "合肥", "芜湖")
    context = after(engine, [f"{place}参与了哪些案例" for place in places])
    assert context is not None
    told_earlier = [format_filter(query.where, engine.lexicon) for query in context.earlier]
    assert told_earlier == ["合肥", "浙江", "上海"]


def test_a_ranking_narrows_to_the_cities_of_a_place(engine: Engine) -> None:
    context = after(engine, ["各城市按案例数排序", "限定浙江"])
    assert context is not None
    assert context.query.scope.within == ("330000",)


def test_a_claimed_number_is_of_another_place(engine: Engine) -> None:
    context = after(engine, ["江苏参与了20个案例，对吗", "那上海21个，对吗"])
    assert context is not None
    assert (context.query.by, context.query.scope.count) == ("number", 21)
    assert engine.ask("那上海20个，对吗", context, 0.0)[0].yes is False
