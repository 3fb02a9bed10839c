# SPDX-License-Identifier: Apache-2.0
"""Colours, styles and lights: the closed vocabulary beside subjects and places. Index 0 of each means "none"."""

from demo_model.world.terms import Term, words

# The colour of a background or of a coloured subject, as the renderer paints it (sRGB).
COLOUR_VALUES = {
    "white": (255, 255, 255), "black": (18, 18, 20), "red": (214, 48, 49), "orange": (243, 144, 44),
    "yellow": (250, 214, 76), "green": (70, 168, 88), "cyan": (74, 200, 208), "blue": (56, 108, 214),
    "purple": (132, 76, 192), "pink": (248, 170, 200), "brown": (124, 84, 54), "gray": (142, 144, 148),
}

COLOURS = (
    Term("white", words("white|pure white|plain white"), words("白色|纯白|白|纯白色")),
    Term("black", words("black|pure black|jet black"), words("黑色|纯黑|黑|纯黑色")),
    Term("red", words("red|bright red"), words("红色|大红|红|大红色|鲜红色")),
    Term("orange", words("orange"), words("橙色|橘色|橙|橘黄色")),
    Term("yellow", words("yellow|bright yellow"), words("黄色|金黄色|黄|亮黄色")),
    Term("green", words("green"), words("绿色|绿|翠绿色|草绿色")),
    Term("cyan", words("cyan|teal|turquoise"), words("青色|湖蓝色|青绿色|蓝绿色")),
    Term("blue", words("blue"), words("蓝色|蓝|宝蓝色")),
    Term("purple", words("purple|violet"), words("紫色|紫|紫罗兰色")),
    Term("pink", words("pink|light pink"), words("粉色|粉红色|粉|粉红")),
    Term("brown", words("brown"), words("棕色|褐色|咖啡色")),
    Term("gray", words("gray|grey"), words("灰色|灰")),
)

STYLES = (
    Term("pixel", words("pixel art|pixel style|8-bit|pixelated|retro pixel art|8-bit game style|pixel sprite|16-bit"),
         words("像素画|像素风|像素风格|像素艺术|8位像素|像素游戏风|像素化")),
    Term("black-and-white", words("black and white|black-and-white|black and white photo|monochrome|grayscale|"
                                  "b&w photography|greyscale|noir photo"),
         words("黑白|黑白照片|黑白摄影|黑白风格|单色|黑白色调|黑白影像")),
    Term("silhouette", words("silhouette|silhouette style|as a silhouette|shadow silhouette|backlit silhouette"),
         words("剪影|剪影风格|黑色剪影|影子剪影|剪影逆光|剪影效果")),
    Term("cyberpunk", words("cyberpunk|cyberpunk style|neon cyberpunk|synthwave|vaporwave|cyberpunk look"),
         words("赛博朋克|赛博朋克风格|赛博朋克风|霓虹赛博朋克|蒸汽波|赛博风")),
    Term("ink-wash", words("ink wash|ink wash painting|chinese ink painting|sumi-e|traditional chinese painting|"
                           "ink painting|brush painting"),
         words("水墨风|水墨画|水墨|中国水墨画|国画|中国风水墨|水墨风格|写意水墨")),
    Term("sketch", words("sketch|pencil sketch|pencil drawing|line art|line drawing|graphite drawing|"
                         "hand-drawn sketch"),
         words("素描|线稿|铅笔素描|速写|铅笔画|素描风格|手绘线稿|白描")),
    Term("watercolour", words("watercolor|watercolour|watercolor painting|watercolour painting|watercolor style|"
                              "aquarelle|soft watercolor"),
         words("水彩|水彩画|水彩风|水彩风格|手绘水彩|淡彩")),
)

# What the pictures look like anyway: these words name the plain style, so they must not disturb it.
PLAIN_STYLE = Term(
    "plain",
    words("3d render|pixar style|pixar-like animation|pixar animation|3d cartoon|disney pixar style|clay render|c4d|"
          "blender|3d icon|3d illustration|emoji style|toy figure"),
    words("皮克斯动画|3D渲染|皮克斯风格|三维卡通|C4D|3D风格|迪士尼皮克斯|3D图标|卡通渲染|立体卡通"))

LIGHTS = (
    Term("cinematic", words("cinematic look|cinematic|cinematic lighting|film look|movie still|"
                            "cinematic color grading|cinematic mood"),
         words("电影质感|电影感|电影级光影|电影画面|电影色调|电影光效")),
    Term("soft", words("soft light|soft lighting|soft glow|dreamy soft light|diffused light|softbox lighting|"
                       "soft dreamy glow"),
         words("柔光|柔和的光线|柔和光线|梦幻柔光|柔光效果|漫射光|柔光箱|柔和的光")),
    Term("backlight", words("backlight|backlit|rim light|against the light|backlighting|rim lighting|lit from behind"),
         words("逆光|背光|轮廓光|逆光拍摄|逆光效果|背后打光")),
    Term("tyndall", words("Tyndall light shafts|tyndall effect|god rays|light rays|sunbeams|volumetric light|"
                          "light shafts|volumetric lighting|rays of light"),
         words("丁达尔效应|丁达尔光|体积光|光束|一束阳光|光线穿过|耶稣光|丁达尔")),
)
