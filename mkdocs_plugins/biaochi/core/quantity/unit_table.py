"""The units a service handbook may use, as data: symbol, dimension, factor to the base, noun, aliases.

Aliases are in folded form (lower case, half width, Simplified); `folding.fold` brings every other spelling
there.
`noun` keeps apart what has one dimension and may still not be mixed: what is counted, which currency, working
hours
or working days. A leading 个 (个月, 个工作日) is dropped before the look-up and needs no alias.
"""

from __future__ import annotations

from typing import Final

TABLE: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    # time, base: second
    ("微秒", "time", "1/1000000", "", "µs|μs|microsecond|microseconds"),
    ("毫秒", "time", "1/1000", "", "ms|msec|millisecond|milliseconds"),
    ("秒", "time", "1", "", "秒钟|s|sec|secs|second|seconds"),
    ("分钟", "time", "60", "", "min|mins|minute|minutes"),
    ("刻钟", "time", "900", "", "刻|quarter of an hour|quarters of an hour|quarter hour|quarter hours"),
    ("小时", "time", "3600", "", "h|hr|hrs|hour|hours|钟头|自然小时"),
    ("天", "time", "86400", "", "d|day|days|整天"),
    ("日", "time", "86400", "", ""),
    ("日历日", "time", "86400", "", "自然日|自然天|日历天|calendar day|calendar days"),
    ("周", "time", "604800", "", "星期|礼拜|自然周|日历周|wk|wks|week|weeks|calendar week|calendar weeks"),
    ("旬", "time", "864000", "", ""),
    # working time: hours and days meet only in a named calendar
    (
        "工作小时",
        "work-time",
        "1",
        "hour",
        "工作时|working hour|working hours|business hour|business hours|work hours",
    ),
    (
        "工作日",
        "work-time",
        "1",
        "day",
        "工作天|营业日|working day|working days|business day|business days|workday|workdays",
    ),
    # months, base: month
    ("月", "month-time", "1", "", "月份|自然月|日历月|month|months|mo|calendar month|calendar months"),
    ("季度", "month-time", "3", "", "季|自然季|自然季度|quarter|quarters|calendar quarter|calendar quarters"),
    (
        "年",
        "month-time",
        "12",
        "",
        "周年|自然年|自然年度|年度|year|years|yr|yrs|annum|calendar year|calendar years",
    ),
    # ratios
    ("%", "ratio", "1/100", "", "percent|per cent|pct|趴|巴仙|百分比"),
    ("‰", "ratio", "1/1000", "", "per mille|permille|per thousand|千分比"),
    ("‱", "ratio", "1/10000", "", "per ten thousand|万分比"),
    ("ppm", "ratio", "1/1000000", "", "per million|parts per million"),
    ("成", "ratio", "1/10", "", ""),
    ("%RH", "ratio", "1/100", "rh", "%rh|% rh"),
    (
        "百分点",
        "ratio-diff",
        "1/100",
        "",
        "pp|ppt|percentage point|percentage points|percent point|percent points",
    ),
    ("倍", "multiple", "1", "", "fold"),
    ("1:n", "staffing", "1", "", ""),
    ("", "number", "1", "", ""),
    # scores
    ("分", "score", "1", "point", "point|points|pts|mark|marks|score"),
    ("星", "score", "1", "star", "星级|颗星|star|stars"),
    ("NPS", "nps", "1", "", "nps|净推荐值|net promoter score"),
    # people and things counted
    ("次", "count", "1", "次", "回|time|times|occurrence|occurrences|occasion|occasions"),
    ("件", "count", "1", "件", "piece|pieces|parcel|parcels"),
    ("宗", "count", "1", "件", "case|cases"),
    ("起", "count", "1", "件", "incident|incidents|complaint|complaints"),
    ("单", "count", "1", "单", "order|orders|ticket|tickets"),
    ("通", "count", "1", "通", "call|calls|通电话|通来电"),
    ("个", "count", "1", "个", "unit|units"),
    ("项", "count", "1", "项", "item|items"),
    ("条", "count", "1", "条", "message|messages|comment|comments"),
    ("份", "count", "1", "份", "copy|copies|document|documents"),
    ("人", "count", "1", "人", "名|位|person|persons|people|customer|customers|guest|guests|pupil|pupils|student|students|passenger|passengers|patient|patients|"
     "client|clients|caller|callers|member|members|adult|adults|child|children|participant|participants|员工|名员工"),
    ("人次", "count", "1", "人次", "visit|visits|person-time|person-times|visitor|visitors"),
    ("班次", "count", "1", "班次", "班|shift|shifts"),
    ("字", "count", "1", "字", "character|characters|字符|汉字"),
    ("词", "count", "1", "词", "word|words"),
    ("户", "count", "1", "户", "household|households|account|accounts"),
    ("笔", "count", "1", "笔", "transaction|transactions|payment|payments"),
    ("页", "count", "1", "页", "page|pages"),
    ("间", "count", "1", "间", "room|rooms"),
    ("桌", "count", "1", "桌", "table|tables"),
    ("晚", "count", "1", "晚", "night|nights"),
    ("步", "count", "1", "步", "step|steps"),
    ("学时", "count", "1", "学时", "课时|lesson|lessons"),
    ("人天", "count", "1", "人天", "人日|man-day|man-days|person-day|person-days"),
    ("样本", "count", "1", "样本", "sample|samples|response|responses"),
    ("家", "count", "1", "家", "store|stores|branch|branches|site|sites"),
    # ring of a telephone
    ("声", "ring", "1", "", "响|声铃|声铃响|声振铃|次响铃|声响铃|ring|rings"),
    # money; the noun is the ISO 4217 code
    ("元", "money", "1", "CNY", "rmb|cny|¥|yuan|块钱|元人民币|人民币|人民币元|rmb yuan"),
    ("角", "money", "1/10", "CNY", "毛钱"),
    ("分钱", "money", "1/100", "CNY", ""),
    ("百元", "money", "100", "CNY", ""),
    ("千元", "money", "1000", "CNY", ""),
    ("万元", "money", "10000", "CNY", "万元人民币"),
    ("百万元", "money", "1000000", "CNY", ""),
    ("亿元", "money", "100000000", "CNY", ""),
    ("港元", "money", "1", "HKD", "港币|hkd|hk$"),
    ("万港元", "money", "10000", "HKD", ""),
    ("美元", "money", "1", "USD", "美金|usd|us$|$|dollar|dollars"),
    ("英镑", "money", "1", "GBP", "gbp|£|pound|pounds"),
    ("欧元", "money", "1", "EUR", "eur|€|euro|euros"),
    ("澳门元", "money", "1", "MOP", "澳门币|mop"),
    ("新台币", "money", "1", "TWD", "台币|twd|nt$"),
    ("日元", "money", "1", "JPY", "jpy|yen"),
    ("新加坡元", "money", "1", "SGD", "新元|sgd|s$"),
    ("澳元", "money", "1", "AUD", "aud|a$"),
    ("加元", "money", "1", "CAD", "cad|c$"),
    # length, area, volume, mass
    ("毫米", "length", "1/1000", "", "mm|millimetre|millimetres|millimeter|millimeters|公厘"),
    ("厘米", "length", "1/100", "", "cm|公分|centimetre|centimetres|centimeter|centimeters"),
    ("米", "length", "1", "", "m|公尺|metre|metres|meter|meters"),
    ("公里", "length", "1000", "", "km|千米|kilometre|kilometres|kilometer|kilometers"),
    ("英里", "length", "1609344/1000", "", "mile|miles"),
    ("平方厘米", "area", "1/10000", "", "cm²|cm2"),
    (
        "㎡",
        "area",
        "1",
        "",
        "平方米|平米|m²|m2|sqm|平方公尺|square metre|square metres|square meter|square meters",
    ),
    ("平方公里", "area", "1000000", "", "km²|km2"),
    ("毫升", "volume", "1/1000", "", "ml|millilitre|millilitres|milliliter|milliliters"),
    ("升", "volume", "1", "", "l|公升|litre|litres|liter|liters"),
    ("m³", "volume", "1000", "", "立方米|m3|cubic metre|cubic metres"),
    ("微克", "mass", "1/1000000", "", "μg|µg|mcg"),
    ("毫克", "mass", "1/1000", "", "mg|milligram|milligrams"),
    ("克", "mass", "1", "", "g|gram|grams|公克"),
    ("kg", "mass", "1000", "", "千克|公斤|kilogram|kilograms|kilo|kilos"),
    ("斤", "mass", "500", "", "市斤"),
    ("吨", "mass", "1000000", "", "t|tonne|tonnes|公吨"),
    # physical surroundings
    ("℃", "temperature", "1", "", "°c|摄氏度|度|degree celsius|degrees celsius|degrees|degc"),
    ("dB(A)", "sound", "1", "", "db(a)|dba|db|分贝|decibel|decibels"),
    ("lx", "light", "1", "", "lux|勒克斯|勒"),
    ("磅", "type-size", "1", "", "pt|point size"),
    ("号字", "type-size", "1", "号", "号"),
    ("Pa", "pressure", "1", "", "pa|帕"),
    ("kPa", "pressure", "1000", "", "kpa|千帕"),
    ("MPa", "pressure", "1000000", "", "mpa|兆帕"),
    ("W", "power", "1", "", "w|瓦"),
    ("kW", "power", "1000", "", "kw|千瓦"),
    ("kWh", "energy", "1", "", "kwh|千瓦时|度电"),
    ("V", "voltage", "1", "", "v|伏"),
    ("kV", "voltage", "1000", "", "kv|千伏"),
    ("Hz", "frequency", "1", "", "hz|赫兹"),
    ("KB", "data", "1000", "", "kb"),
    ("MB", "data", "1000000", "", "mb|兆"),
    ("GB", "data", "1000000000", "", "gb"),
    ("Kbps", "data-rate", "1000", "", "kbps"),
    ("Mbps", "data-rate", "1000000", "", "mbps|mbit/s|mb/s"),
    ("Gbps", "data-rate", "1000000000", "", "gbps|gbit/s"),
)

# Measure words that count things of their own kind: each is its own noun.
MEASURES: Final = (
    "张台套辆床盒袋瓶杯遍轮场批道处例组只支碗盘箱包种类节题席座棵趟部票句段把枚双片粒面幅封则"
    "块层本篇册车餐屏窗套门科排队"
)

# After these units these characters make another word: 3 日常…, 5 分析…, 10 人员…
BLOCKED_NEXT: Final[dict[str, str]] = {
    "日": "常用历志均报程光", "天": "然花气", "周": "边围末岁转", "月": "台", "年": "级龄轻会货度",
    "分": "析类别部行店局支拣诊管工开配享歧母公流级层散明", "秒": "回杀", "刻": "意苦板薄",
    "人": "员民工均力生口性事", "位": "于置", "名": "称单片字", "个": "性别体", "件": "事", "条": "龙理",
    "次": "性序数要品", "份": "额", "起": "来始点草源诉到用因见", "通": "知过道常用办报", "单": "位独纯据一",
    "项": "目", "时": "间", "升": "级", "字": "体号", "元": "素旦", "声": "明音称", "米": "饭", "克": "服",
    "家": "属庭长", "户": "外口", "笔": "记", "间": "隔", "层": "次级面", "号": "召", "成": "为本立功",
    "度": "量假", "包": "含括", "把": "握", "面": "对谈向积", "节": "约", "处": "理置分罚", "类": "别型",
    "只": "能可要有", "组": "织成", "门": "诊店", "道": "路歉", "例": "如外", "车": "辆", "场": "所地合",
    "角": "色度", "班": "长组", "词": "语", "步": "骤",
    "响": "应", "回": "访复答应电收", "季": "节", "晚": "间上于", "瓦": "斯", "帕": "金", "勒": "令",
    "席": "位", "窗": "口", "餐": "厅具桌", "排": "队", "科": "室",
    "封": "闭", "则": "应须", "段": "落", "部": "门分", "种": "类",
}  # fmt: skip
