# SPDX-License-Identifier: Apache-2.0
"""Words without effect. People write them; the model has to leave them aside. Among them stand many that contain a
known word (a bird's-eye view, 马卡龙, fish-eye lens): only the whole word decides, which is what a tokenizer's pieces
do not say.
"""

import json
from pathlib import Path

from demo_model.world.terms import words

PALETTE = Path(__file__).parents[3] / "resources" / "keywords.json"

QUALITY_EN = words("high quality|detailed|sharp focus|8k|4k|hd|ultra detailed|best quality|masterpiece|"
                   "highly detailed|photorealistic|realistic|shallow depth of field|depth of field|bokeh|"
                   "natural light|professional photography|beautiful|award winning|intricate details|high resolution|"
                   "trending on artstation|illustration|digital art|vivid colors|close-up|full body|centered|simple|"
                   "minimal|clean|studio lighting|fluffy fur|85mm lens|50 mm lens|wide angle|portrait|crisp|no text|"
                   "negative space|soft shadows|rule of thirds|eye level|plain composition|for a poster|"
                   "for a website header|stock photo|product shot|concept sketch for a client|clean lines|"
                   "muted colours|natural colours|rich colours|flat lay|hero image|key visual|mood board|app icon|"
                   "sticker")
QUALITY_ZH = words("高清照片|8K|4K|细节丰富|锐利对焦|浅景深|毛发清晰|自然光晕|高质量|高清|超高清|精细|细腻|精美|"
                   "真实感|写实|摄影作品|大师作品|杰作|高分辨率|画质清晰|纹理清晰|虚化背景|背景虚化|自然光|专业摄影|"
                   "色彩鲜艳|构图完美|特写|全身|居中|唯美|治愈系|插画|数字艺术|超现实|极简|最佳质量|光影细腻|广角|"
                   "人像摄影|景深|焦点清晰|栩栩如生|画面干净|留白|对称构图|海报|壁纸|头像|表情包|商业摄影|产品图|"
                   "主视觉|色彩自然|层次分明|不要文字|没有文字|简洁大方|适合做封面|用于公众号配图|高级感|氛围感|"
                   "故事感|电商主图|平视|中景")

ADJECTIVES_EN = words("cute|little|small|big|happy|fluffy|lovely|funny|beautiful|tiny|adorable|old|young|giant|"
                      "magical|smart|brave|shiny|sleepy|charming|round|friendly|curious|proud|lonely|cheerful|"
                      "elegant|fancy|chubby|fresh|delicious|antique|modern|mighty|playful|gentle|majestic|mysterious|"
                      "toy|wild|lazy|shy|dreamy|single|retro")
ADJECTIVES_ZH = words("可爱的|小小的|大大的|快乐的|毛茸茸的|漂亮的|有趣的|美丽的|巨大的|神奇的|聪明的|勇敢的|闪亮的|"
                      "慵懒的|威武的|圆滚滚的|萌萌的|呆萌的|优雅的|精致的|好奇的|孤独的|友好的|胖乎乎的|新鲜的|"
                      "美味的|古老的|现代的|调皮的|温柔的|神秘的|迷你|复古的|超可爱的|害羞的|骄傲的|害怕的|开心的|"
                      "帅气的|憨态可掬的")

POSES_EN = words("sitting|standing|lying down|looking at the camera|smiling|running|playing|jumping|resting|walking|"
                 "posing|flying|dancing|waving|sleeping|looking up|waiting|having fun|thinking|floating|"
                 "staring into the distance|relaxing|on its own|alone")
POSES_BEFORE_PLACE_ZH = words("坐在|站在|躺在|趴在|蹲在|走在|奔跑在|出现在|玩耍在|停在|飘在|放在|待在|住在|身处|"
                              "漫步在|休息在|摆在")
ARRIVING_ZH = words("出现了|藏着|住着|等着|跑来|来了|长着|摆着|放着|停着|看见|有")
POSES_ZH = words("看着镜头|微笑着|奔跑着|正在玩耍|跳跃|休息|行走|飞翔|回头看|开心地笑|在发呆|跳舞|挥手|抬头仰望|睡觉|"
                 "望着远方|独自一人|散步|等待着|思考着|静静地待着")

UNKNOWN_EN = words("with a tiny backpack|holding a sign|exploring ancient ruins|from the future|"
                   "in the style of van gogh|studio ghibli|vintage|steampunk|fantasy|epic|with golden details|"
                   "art nouveau|isometric|low poly|poster|logo design|wallpaper|concept art|children book|storybook|"
                   "matte painting|unreal engine|octane render|hyperrealistic|kawaii|chibi|anime|manga|renaissance|"
                   "baroque|minimalism|abstract|surreal|whimsical|made of glass|made of wood|embroidered|knitted|"
                   "paper cut|origami|jade|porcelain|with big eyes|in spring|in autumn|holiday mood|victorian|"
                   "medieval|festival|happy new year|romantic|melancholy|energetic|fisheye lens|bird's-eye view|"
                   "dragonfly pattern|goldfish scale texture|butterfly effect|catwalk energy|starfish motif|"
                   "snow white skin|moonstone|sunday morning|rainforest alliance|beachwear ad|cityscape font|"
                   "forest green ribbon logo|tigerlily|horsepower|bullseye composition|duckling yellow mood|"
                   "peppermint|eggshell finish|rosewood|applewood|carpenter|keynote slide|handmade|airy|housewarming|"
                   "fireplace warmth|watermark free|spacing|tabletop game cover|gardener's diary|mountaineer's badge|"
                   "streetwear|roommate|rainy season playlist|undersea cable map")
UNKNOWN_ZH = words("背着小书包|手里拿着牌子|探索古代遗迹|来自未来|宫崎骏|梵高|复古|蒸汽时代|奇幻|史诗|典雅|神秘|"
                   "金色细节|古风|国潮|敦煌|等距视角|低多边形|标志设计|贴纸|概念设计|童话|绘本|虚幻引擎|辛烷渲染|"
                   "动漫|二次元|文艺复兴|巴洛克|抽象|梦境|青花瓷|剪纸|刺绣|折纸|翡翠|琉璃|毛毡|大眼睛|春天|秋天|"
                   "节日气氛|新年快乐|浪漫|忧郁|活力|热带|中世纪|宁静|温馨|孤独|震撼|史诗感|时尚杂志|表情丰富|"
                   "晶莹剔透|马卡龙色|鱼眼镜头|鸟瞰|龙飞凤舞|虎虎生威|牛气冲天|马到成功|鸡毛蒜皮|花样年华|花样滑冰|"
                   "开花结果|火候正好|火热|水润|水灵灵|月光宝盒|星级|日系|雪白皮肤|雪糕色|雨后|云淡风轻|山寨|海量|"
                   "海报风|城里人|街舞|房产广告|屋檐|林荫|沙发客|树懒一样|猫步|狗年|兔年大吉|龙年|蛇形|鼠标|蝴蝶光|"
                   "熊抱|象征|心情|心形|书法|书香|画报|画风|笔触|灯光|伞状|球形|车水马龙|船新版本|金鱼缸|海星|海马|"
                   "河狸|蜂窝|蚂蚁上树|狮子头|鱼香|虎皮|猴年|鹿鸣|鹤立|杜鹃|凤凰|麒麟|桃花源|梅花|兰花|菊花|荷塘月色|"
                   "夜跑")
# Syllables and characters for words that nobody knows.
SYLLABLES = words(
    "ba|be|bi|bo|bu|da|de|di|do|du|fa|fe|fi|ga|go|ka|ke|ki|ko|la|le|li|lo|lu|ma|me|mi|mo|mu|na|ne|ni|no|nu|pa|pe|pi|po|ra|"
    "re|ri|ro|ru|sa|se|si|so|su|ta|te|ti|to|tu|va|ve|vi|wa|wi|xa|ya|yo|za|ze|zo")
CHARACTERS = (
    "的一是不了在人有我他这个们中来为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法"
    "学如都同现当没动面起看定天分还进好小部其些主样理她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯话合回特代内信表化老给世位次度门任常先通教儿原东声"
    "提立及比员解名真论处走义各入几口认条平系气题活尔更别打女变四神总何安少报才结反受目太量再感建务做接必场件计管期市直德资命")


def palette_words(effective: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The program's keyword palette in both languages, without the words that do change the picture."""
    categories = json.loads(PALETTE.read_text(encoding="utf-8"))["categories"]
    keywords = [word for category in categories for word in category["keywords"]]
    idle = [word for word in keywords if not (word["zh"] in effective or word["en"].lower() in effective)]
    return tuple(word["en"] for word in idle), tuple(word["zh"] for word in idle)
