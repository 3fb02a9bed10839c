# SPDX-License-Identifier: Apache-2.0
"""Roles and things to wear, merged onto a subject: a robot chef, a panda with a crown. Index 0 of a label means
nothing worn.

How they are drawn is the renderer's business (renderer/wardrobe.py); who can wear them stands in wearers.tsv.
"""

from dataclasses import dataclass
from pathlib import Path

from demo_model.world.terms import words

WEARERS = Path(__file__).with_name("wearers.tsv")


@dataclass(frozen=True)
class Costume:
    key: str
    english_roles: tuple[str, ...]  # "a robot chef"; empty for a mere thing to wear
    chinese_roles: tuple[str, ...]
    english_wear: tuple[str, ...]  # "a robot wearing a chef's hat"
    chinese_wear: tuple[str, ...]  # 戴着厨师帽的机器人
    at: str = "hat"  # the anchor it needs: hat, glasses or neck


def _role(key: str, english: str, chinese: str, english_wear: str, chinese_wear: str) -> Costume:
    return Costume(key, words(english), words(chinese), words(english_wear), words(chinese_wear))


def _thing(key: str, english_wear: str, chinese_wear: str, at: str) -> Costume:
    return Costume(key, (), (), words(english_wear), words(chinese_wear), at)


COSTUMES = (
    _role("chef", "chef|cook", "厨师|大厨", "a chef's hat|a chef hat|a chef's uniform", "戴厨师帽|戴着厨师帽|穿厨师服"),
    _role("astronaut", "astronaut|cosmonaut|spaceman", "宇航员|航天员|太空人",
          "a space suit|an astronaut suit|a space helmet", "穿宇航服|穿着太空服|戴宇航头盔"),
    _role("wizard", "wizard|mage|magician", "巫师|魔法师|法师", "a wizard hat|a wizard's robe|a pointed blue hat",
          "戴巫师帽|戴着魔法师帽|穿巫师袍"),
    _role("police", "police officer|policeman|cop", "警察|警官",
          "a police uniform|a police cap", "穿警服|穿着警服|戴警帽"),
    _role("firefighter", "firefighter|fireman", "消防员",
          "a firefighter's uniform|a fire helmet", "穿消防服|戴消防头盔"),
    _role("doctor", "doctor|nurse", "医生|大夫", "a white coat and a stethoscope|a doctor's coat|a white coat",
          "穿白大褂|戴听诊器|穿着白大褂"),
    _role("detective", "detective|private eye", "侦探|名侦探",
          "a detective's coat|a fedora|a trench coat", "穿侦探风衣|戴侦探帽|穿风衣"),
    _role("builder", "construction worker|builder", "建筑工人|工人", "a hard hat|a yellow hard hat|a safety helmet",
          "戴安全帽|戴着安全帽|戴黄色安全帽"),
    _role("king", "king|queen", "国王|女王", "a royal robe and a crown|a king's robe", "穿国王的衣服|穿王袍"),
    _role("student", "graduate|student", "毕业生|学生",
          "a graduation cap|a graduation gown", "戴学士帽|穿学士服|戴着毕业帽"),
    _role("painter", "painter|artist", "画家|艺术家", "a beret|a painter's smock", "戴贝雷帽|戴着贝雷帽"),
    _role("pilot", "pilot|captain", "飞行员|机长", "a pilot's cap|a pilot uniform", "戴飞行员帽|穿机长制服"),
    _role("superhero", "superhero", "超级英雄|超人", "a superhero cape|a red cape|a superhero costume",
          "披着红披风|穿超级英雄服|披红色披风"),
    _role("businessman", "businessman|office worker", "白领|上班族", "a suit|a suit and tie|a business suit",
          "穿西装|穿着西装|穿西装打领带"),
    _role("farmer", "farmer", "农民|农夫", "farmer's clothes|overalls", "穿背带裤|穿农夫装"),
    _role("guard", "royal guard|guard", "卫兵|皇家卫兵", "a bearskin hat|a royal guard uniform", "戴熊皮帽|穿卫兵制服"),
    _role("santa", "Santa|Santa Claus", "圣诞老人",
          "a santa hat|a christmas hat|a red christmas hat", "戴圣诞帽|戴着圣诞帽"),
    _role("cowboy", "cowboy", "牛仔", "a cowboy hat|a brown cowboy hat", "戴牛仔帽|戴着牛仔帽"),
    _role("soldier", "soldier", "士兵|军人",
          "a military helmet|a green helmet|an army helmet", "戴钢盔|戴着军用头盔"),
    _role("angel", "angel", "天使", "a halo|an angel's halo", "头上有光环|戴着天使光环|戴光环"),
    _thing("crown", "a crown|a golden crown", "戴皇冠|戴着皇冠|戴王冠|头戴皇冠|戴着金色皇冠", "hat"),
    _thing("top-hat", "a top hat|a black top hat|a magician's top hat", "戴礼帽|戴着黑色礼帽|戴高礼帽", "hat"),
    _thing("cap", "a baseball cap|a blue cap|a cap", "戴鸭舌帽|戴棒球帽|戴着帽子|戴着棒球帽", "hat"),
    _thing("sun-hat", "a straw hat|a sun hat", "戴草帽|戴着草帽|戴遮阳帽", "hat"),
    _thing("bow", "a red bow|a bow on the head|a ribbon bow", "戴蝴蝶结|头上系着蝴蝶结|戴着红色蝴蝶结", "hat"),
    _thing("headphones", "headphones|big headphones|a headset", "戴耳机|戴着耳机|戴着头戴式耳机", "hat"),
    _thing("glasses", "glasses|eyeglasses|round glasses", "戴眼镜|戴着眼镜|戴一副眼镜", "glasses"),
    _thing("sunglasses", "sunglasses|dark sunglasses|cool sunglasses",
           "戴墨镜|戴着墨镜|戴太阳镜|戴着太阳镜|戴太阳眼镜", "glasses"),
    _thing("scarf", "a red scarf|a scarf|a warm red scarf", "围着围巾|戴红围巾|围红围巾|戴着红色围巾|系着围巾", "neck"),
    _thing("bow-tie", "a bow tie|a red bow tie", "打领结|戴着领结|系着红色领结", "neck"),
)

# Roles that are known by their clothes: a figure that keeps its own body cannot show them.
BODY_ONLY = {"doctor", "superhero", "businessman", "astronaut"}


@dataclass(frozen=True)
class Anchor:
    """Centre and width, as fractions of the picture."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Wearer:
    subject: str
    picture: str
    form: str  # head, body or person
    hat: Anchor
    glasses: Anchor | None
    neck: Anchor | None

    def can_wear(self, costume: Costume) -> bool:
        if getattr(self, costume.at) is None or (costume.key == "headphones" and self.glasses is None):
            return False
        if self.form == "person":
            return not costume.english_roles
        return not (self.form == "body" and costume.key in BODY_ONLY)


def load_wearers(table: Path = WEARERS) -> dict[str, Wearer]:
    """By subject."""
    lines = (line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    wearers = {}
    for line in lines:
        subject, picture, form, hat, glasses, neck = line.split("\t")
        wearers[subject] = Wearer(subject, picture, form, _anchor(hat), _anchor(glasses), _anchor(neck))
    return wearers


def _anchor(field: str) -> Anchor | None:
    return None if field == "-" else Anchor(*(float(number) for number in field.split(",")))
