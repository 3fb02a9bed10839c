# SPDX-License-Identifier: Apache-2.0
"""Prompts in Chinese."""

from __future__ import annotations

import random
from collections.abc import Sequence

from demo_model.world import filler, prose
from demo_model.world.prompts.speaker import Speaker
from demo_model.world.scene import Figure

NAMES = "chinese"  # of a Term
SEPARATORS = ("，", "，", "，", "，", ", ", " ", "、", ",", "。")
MEASURES = {
    "person": ("一位", "一个", "一名", "一个"),
    "face": ("一个", "一张", "一个"),
    "nature": ("一只", "一只", "一只", "一个", "一朵", "一头", "一条", "一棵", "一匹", "一株", "一簇", "一尾"),
    "food": ("一个", "一份", "一块", "一碗", "一杯", "一盘", "一颗", "一瓶", "一片", "一串", "一粒", "一壶", "一枚"),
    "travel": ("一辆", "一座", "一架", "一艘", "一个", "一栋", "一部", "一列", "一幢", "一间"),
    "activity": ("一个", "一只", "一副", "一套", "一枚", "一根", "一张"),
    "object": ("一个", "一把", "一台", "一件", "一只", "一副", "一本", "一枚", "一支", "一盏", "一顶", "一双", "一张", "一根",
               "一部", "一口", "一卷"),
    "symbol": ("一个", "一枚", "一种"),
    "flag": ("一面",),
}
REQUESTS = ("画", "画一张", "生成", "一张", "画出", "请画", "帮我画", "我想要", "来一张", "画一幅", "设计一张")
PURPOSES = ("给{}店做的{}", "用于{}的{}", "为{}品牌设计的{}", "{}主题的{}用图", "给{}展览用的{}")
PURPOSE_NOUNS = ("招牌", "包装", "封面", "海报", "名片", "日历", "贺卡", "菜单", "宣传册", "标签", "书签", "请柬")
OF_PICTURES = ("", "", "的照片", "的图片", "的画面", "的插图")


def main_part(speaker: Speaker) -> tuple[str, set[str]]:
    """The figures, and what else was said along with them."""
    scene = speaker.scene
    said: set[str] = set()
    if not scene.figures:
        return _bare_place(speaker), {"place"}
    main = _pair(speaker) if len(scene.figures) == 2 else _noun(speaker, scene.figures[0])
    if scene.place and speaker.chance(0.66):
        main = _in_place(speaker, main)
        said.add("place")
    elif scene.background and speaker.chance(0.22):
        main = speaker.pick(
            ("{colour}背景上的{main}", "{colour}背景前的{main}", "{main}放在{colour}背景上", "{colour}背景的{main}")
        ).format(colour=_colour(speaker, scene.background), main=main)
        said.add("background")
    elif len(scene.figures) == 1 and speaker.chance(0.08):
        main += speaker.pick(filler.POSES_ZH)
    if scene.light and speaker.chance(0.12):
        light = speaker.pick(speaker.world.lights[scene.light - 1].chinese)
        main = light + speaker.pick(("下的", "里的", "中的")) + main
        said.add("light")
    return _styled_or_asked(speaker, main, said), said


def _styled_or_asked(speaker: Speaker, main: str, said: set[str]) -> str:
    style = speaker.scene.style
    if style and speaker.chance(0.30):
        said.add("style")
        name = speaker.pick(speaker.world.styles[style - 1].chinese)
        return speaker.pick(
            (
                "{style}的{main}",
                "{style}：{main}",
                "{style}，{main}",
                "{style} {main}",
                "{main}的{style}",
                "用{style}画{main}",
                "{main}，用{style}表现",
            )
        ).format(style=name, main=main)
    if speaker.chance(0.12):
        return speaker.pick(REQUESTS) + main + speaker.pick(OF_PICTURES)
    return main


def _bare_place(speaker: Speaker) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    noun = speaker.pick(place.chinese_nouns)
    return speaker.pick(
        ("{noun}", "{noun}", "{noun}风景", "一片{noun}", "{noun}的景色", "空无一人的{noun}", "画一张{noun}")
    ).format(noun=noun)


def _noun(speaker: Speaker, figure: Figure, plain: bool = False) -> str:
    name = speaker.name(figure, "chinese")
    if gender := speaker.gender(figure):
        name = ("女" if gender == "woman" else "男") + name if len(name) < 5 and name[0] not in "女男" else name
    if figure.costume:
        return _measure(speaker, figure) + _dressed(speaker, figure, name)
    adjective = speaker.pick(filler.ADJECTIVES_ZH) if not plain and speaker.chance(0.22) else ""
    if not adjective and not plain and speaker.chance(0.03):
        adjective = unknown(speaker) + "的"
    colour = ""
    if figure.tint:
        colour = _colour(speaker, figure.tint) + speaker.pick(("的", "的", ""))
    order = (adjective, colour) if speaker.chance(0.5) else (colour, adjective)
    return _measure(speaker, figure) + "".join(order) + name


def _measure(speaker: Speaker, figure: Figure) -> str:
    return (
        speaker.pick(MEASURES[speaker.kind(figure)])
        if speaker.chance(0.5)
        else speaker.pick(("", "", "", "这只", "一个"))
    )


def _dressed(speaker: Speaker, figure: Figure, name: str) -> str:
    costume = speaker.world.costumes[figure.costume - 1]
    if costume.chinese_roles and speaker.chance(0.66):
        pattern = speaker.pick(
            (
                "{name}{role}",
                "{name}{role}",
                "{role}{name}",
                "当{role}的{name}",
                "打扮成{role}的{name}",
                "扮成{role}的{name}",
                "{name}扮演{role}",
                "{name}当{role}",
                "是{role}的{name}",
                "{role}造型的{name}",
            )
        )
        return pattern.format(name=name, role=speaker.pick(costume.chinese_roles))
    wear = speaker.pick(costume.chinese_wear)
    return speaker.pick(("{wear}的{name}", "{wear}的{name}", "{name}{wear}", "{name}，{wear}")).format(
        name=name, wear=wear
    )


def _pair(speaker: Speaker) -> str:
    left, right = (_noun(speaker, figure, plain=True) for figure in speaker.scene.figures)
    return speaker.pick(
        (
            "左边{left}，右边{right}",
            "左边是{left}，右边是{right}",
            "左侧{left}右侧{right}",
            "{left}在左，{right}在右",
            "右边是{right}，左边是{left}",
            "{left}和{right}",
            "{left}和{right}",
            "{left}与{right}",
            "{left}跟{right}在一起",
            "{left}旁边是{right}",
            "{left}、{right}",
            "{left}以及{right}",
            "{left}搭配{right}",
            "{left}加上{right}",
            "{left}身旁是{right}",
            "{left}边上有{right}",
            "{left}遇见{right}",
            "{left}，还有{right}",
        )
    ).format(left=left, right=right)


def _in_place(speaker: Speaker, main: str) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    phrase, noun = _loosely(speaker, place.chinese_phrases), _loosely(speaker, place.chinese_nouns)
    pattern = speaker.pick(
        (
            "{phrase}的{main}",
            "{phrase}的{main}",
            "{main}在{phrase}",
            "在{phrase}的{main}",
            "{main}{pose}{phrase}",
            "{main}{pose}{phrase}",
            "{phrase}有{main}",
            "{phrase}{main}",
            "{phrase}，{main}",
            "{main}，{noun}背景",
            "{noun}，{main}",
            "{main}与{noun}",
            "{noun}前的{main}",
            "{noun}的{main}",
            "以{noun}为背景的{main}",
            "{phrase}，有{main}{idle}",
            "{phrase}{arriving}{main}",
            "{noun}，{main}{idle}",
        )
    )
    return pattern.format(
        phrase=phrase,
        noun=noun,
        main=main,
        pose=speaker.pick(filler.POSES_BEFORE_PLACE_ZH),
        idle=speaker.pick(filler.POSES_ZH),
        arriving=speaker.pick(filler.ARRIVING_ZH),
    )


def _colour(speaker: Speaker, colour: int) -> str:
    names = speaker.world.colours[colour - 1].chinese
    return names[0] if speaker.chance(0.55) else speaker.pick(names)


def _loosely(speaker: Speaker, names: Sequence[str]) -> str:
    """One of the names; now and then with characters before or behind that change nothing."""
    name = speaker.pick(names)
    if not speaker.chance(0.10):
        return name
    idle = _characters(speaker, 1, 4)
    return idle + name if speaker.chance(0.5) else name + idle


def _characters(speaker: Speaker, least: int, most: int) -> str:
    return "".join(speaker.pick(filler.CHARACTERS) for _ in range(speaker.rng.randint(least, most)))


def place_part(speaker: Speaker) -> str:
    place = speaker.world.places[speaker.scene.place - 1]
    noun, phrase = _loosely(speaker, place.chinese_nouns), _loosely(speaker, place.chinese_phrases)
    return speaker.pick(
        ("{noun}", "{noun}", "{phrase}", "在{phrase}", "{noun}背景", "背景是{noun}", "场景是{noun}", "周围是{noun}")
    ).format(noun=noun, phrase=phrase)


def background_part(speaker: Speaker) -> str:
    return speaker.pick(
        ("{}背景", "{}背景", "{}背景", "背景是{}", "{}的背景", "纯{}背景", "{}底", "背景为{}", "{}底色", "{}纯色背景",
         "以{}作背景", "{}当背景", "背景用{}", "底色用{}", "背景色：{}", "用{}做底", "{}的底")
    ).format(_colour(speaker, speaker.scene.background))


def style_part(speaker: Speaker) -> str:
    name = _loosely(speaker, speaker.world.styles[speaker.scene.style - 1].chinese)
    return speaker.pick(("{}", "{}", "{}", "画成{}", "做成{}的样子", "整体是{}")).format(name)


def light_part(speaker: Speaker) -> str:
    return speaker.pick(("{}", "{}", "{}", "带{}", "要有{}")).format(
        speaker.pick(speaker.world.lights[speaker.scene.light - 1].chinese)
    )


def idle_part(speaker: Speaker) -> str:
    if speaker.chance(0.22):
        return speaker.pick(prose.CLAUSES_ZH)
    if speaker.chance(0.45):
        return speaker.pick(filler.QUALITY_ZH)
    if speaker.chance(0.5):
        return speaker.pick(speaker.world.idle_palette[1])
    return _purpose(speaker) if speaker.chance(0.25) else unknown(speaker)


def _purpose(speaker: Speaker) -> str:
    """What a picture is for may be called by something that it does not show."""
    return speaker.pick(PURPOSES).format(speaker.other_name("chinese"), speaker.pick(PURPOSE_NOUNS))


def unknown(speaker: Speaker) -> str:
    if speaker.chance(0.55):
        return speaker.pick(filler.UNKNOWN_ZH)
    return speaker.near_word("chinese") if speaker.chance(0.5) else _characters(speaker, 2, 5)


def finish(prompt: str, rng: random.Random) -> str:
    return prompt + rng.choice(("。", "。", "！", "~")) if rng.random() < 0.10 else prompt
