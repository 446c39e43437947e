"""Names that are visibly invented, and so far apart that no two clusters look like one."""

_FIRST = "安永平长新兴宁和泰丰福吉昌隆金银玉青白云龙凤嘉德华"
_SECOND = "溪江河湖海山川岭原谷林泉潭沙洲湾浦桥塘港峰岩坪坝泽"
_THIRD = "阳光明春秋晴朗清远宏达盛顺康裕祥瑞庆欣荣茂景星辰曦"
_PRODUCTS = (
    *("藤编", "陶瓷", "茶叶", "灯饰", "皮革", "水泵", "五金", "玩具", "家纺", "童装"),
    *("轴承", "拉链", "眼镜", "制笔", "箱包", "雨伞", "毛衫", "纽扣", "蜂蜜", "铜雕"),
)
_SIZE = len(_FIRST)

MOST = _SIZE * _SIZE * len(_PRODUCTS)
"""How many names there are."""


def place_and_product(number: int) -> tuple[str, str]:
    """Give the invented county and the product of cluster `number` (0 to MOST - 1).

    The third character of a place follows from the other two, so two places differ in at least
    two characters: the rule against one cluster filed twice allows for a difference of one.
    """
    rest, product = divmod(number, len(_PRODUCTS))
    first, second = divmod(rest, _SIZE)
    place = _FIRST[first] + _SECOND[second] + _THIRD[(first + second) % _SIZE]
    return place, _PRODUCTS[product]
