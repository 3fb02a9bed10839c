# SPDX-License-Identifier: Apache-2.0
"""The sixteen places and the words for them. Their order is the label's: place 1 is the first, 0 means none."""

from demo_model.world.terms import Place, words

PLACES = (
    Place("grass",
          words("on the grass|in a meadow|on a green lawn|in a sunny meadow|on grass, sunny day|"
                "on grass under a blue sky|in a grassy field|in the park|on a sunlit lawn|in a green field|"
                "on the lawn|in tall grass|on a green hillside|in a pasture"),
          words("grass|meadow|grassland|green lawn|grassy field|park|green hills|pasture|picnic lawn|"
                "spring meadow"),
          words("草地上|阳光明媚的草地上|草坪上|绿色的草坪上|草原上|公园里|绿草地上|洒满阳光的草地上|青草地上|草丛里|小草坡上|牧场上|绿茵上|山坡的草地上"),
          words("草地|草坪|草原|绿草地|公园|草地，阳光明媚|草地，蓝天白云|绿茵|牧场|草坡|郊外草地|绿油油的草场"), weight=2.0),
    Place("beach",
          words("on the beach|by the sea|at the seaside|on a sandy beach|on the sand by the ocean|"
                "on the seashore|by the ocean|at the beach|on a tropical beach|along the shore|near the waves|"
                "on the coast"),
          words("beach|seaside|sandy beach|sea and sand|seashore|tropical beach|coast|shore|waves and sand|"
                "island beach"),
          words("海边|沙滩上|海滩上|大海边|海边的沙滩上|海岸边|金色的沙滩上|海滩边|海滨|浪花旁|岛上的沙滩|岸边的沙子上"),
          words("海边|沙滩|海滩|海边沙滩|海岸|大海|海滨|沙滩和海浪|海岛|椰林海滩|海滩度假")),
    Place("snow",
          words("in the snow|on a snow field|on snow|in a snowy field|in a snowy landscape|in deep snow|"
                "in falling snow|in a winter landscape|on a snowy day|in a snowstorm|on the ice and snow|"
                "on a white winter day"),
          words("snow|snowy landscape|winter snow|snow field|winter landscape|falling snow|snowstorm|snowfall|"
                "winter wonderland|deep snow"),
          words("雪地里|雪地上|雪中|冰天雪地里|白雪中|雪原上|飘雪的冬天里|大雪里|雪天里|下着雪|大雪纷飞|积雪上|雪花飘落"),
          words("雪地|雪景|下雪的冬天|冰天雪地|雪原|飘雪|冬日雪景|雪天|大雪纷飞|积雪|下雪天|雪花纷飞|冰雪世界")),
    Place("night",
          words("under a starry sky|at night|under the stars|in the moonlight|on a starry night|"
                "under the night sky|beneath the moon|in the dark night|under a full moon|late at night|"
                "beneath the stars"),
          words("starry sky|starry night|night sky|moonlight|moonlit night|stars at night|night|full moon night|"
                "dark night sky|midnight|night with stars"),
          words("星空下|夜空下|月光下|夜色中|夜晚的星空下|繁星下|满天星星下|深夜里|满月下|夜里|星光下|月色里"),
          words("星空|夜晚|夜空|满天繁星|夜色|月光|繁星满天的夜晚|午夜|深夜|月夜|星夜|满月之夜|星光|夜晚的天空")),
    Place("sunset",
          words("at sunset|at dusk|in the golden sunset|at golden hour|in the evening glow|"
                "in front of the setting sun|under a sunset sky|in the last sunlight|while the sun goes down|"
                "on a golden evening|as the sun sets"),
          words("sunset|dusk|sunset sky|golden hour|evening glow|golden sunset|golden evening|setting sun|"
                "orange sunset|twilight"),
          words("夕阳下|日落时|黄昏中|晚霞中|落日余晖里|傍晚的夕阳下|夕阳里|落日下|太阳落山时|傍晚时分|晚霞满天|暮色里|金色的夕阳中"),
          words("日落|黄昏|傍晚|日落时分|晚霞|落日余晖|黄昏时分|夕阳|黄金时刻|暮色|晚霞满天|太阳下山|橙色的晚霞|落日")),
    Place("forest",
          words("in the forest|in the woods|in a green forest|among the trees|in a deep forest|in a quiet forest|"
                "in the rainforest|in the jungle|deep in the forest|between tall trees|on a forest path|"
                "in a dense forest"),
          words("forest|woods|green forest|rainforest|jungle|woodland|bamboo forest|deep forest|tall trees|"
                "forest path|dense woods"),
          words("森林里|树林里|森林中|树林中|绿色的森林里|丛林里|密林深处|林间|深林中|大树之间|林子里|森林的小路上|密林里"),
          words("森林|树林|丛林|绿色的森林|热带雨林|林间|竹林|密林|林子|森林深处的小路|大树林|幽静的树林")),
    Place("neon",
          words("in a neon city|in a city at night|in a city street at night with neon lights|among neon lights|"
                "in a futuristic city|under neon signs|in a neon-lit city|in a city full of neon|"
                "in a glowing night city|among glowing signs|in the nightlife of a big city"),
          words("neon city|neon lights|futuristic city|neon city lights|city at night|night city|night market|"
                "neon street|glowing signs|neon-lit street|nightlife"),
          words("霓虹城市里|霓虹灯下|霓虹城市中|繁华的夜晚街头|未来城市里|霓虹街道上|都市夜色里|亮着霓虹的城市里|灯火通明的都市里|夜市里|五光十色的街头|城市的夜里"),
          words("霓虹城市|城市夜景|霓虹灯|未来城市|都市夜景|霓虹街道|霓虹灯光|夜市|灯火通明的都市|夜晚的城市|亮着招牌的夜街|五光十色的夜|不夜城")),
    Place("desert",
          words("in the desert|on a sand dune|in a vast desert|among sand dunes|in the hot desert|"
                "on the desert sand|on the sand of the desert|in the dunes|in a dry desert|crossing the desert"),
          words("desert|sand dunes|vast desert|sandy desert|dunes|dry desert|endless dunes|golden sands"),
          words("沙漠里|沙漠中|沙丘上|大漠中|戈壁上|茫茫沙漠里|黄沙里|荒漠中|沙海里|一望无际的沙漠里"),
          words("沙漠|大漠|戈壁|沙丘|黄沙|荒漠|沙海|无边的沙漠|撒哈拉")),
    Place("table",
          words("on a table|on a wooden table|on the desk|on a wooden desk|on the kitchen table|"
                "on a dark wooden table|on a tabletop|on an oak table|on the table|lying on a desk|"
                "on a wooden board"),
          words("table|wooden table|table top|wooden desk|tabletop|oak table|wooden board|desk|dining table"),
          words("桌子上|木桌上|餐桌上|书桌上|桌上|木质桌面上|木头桌子上|木板上|饭桌上|橡木桌上|办公桌上|茶几上"),
          words("桌面|木质桌面|木桌|桌子|餐桌|木板|饭桌|橡木桌面|木头桌面|办公桌")),
    Place("space",
          words("in space|in outer space|in the universe|floating in space|among the planets|in the galaxy|"
                "drifting in outer space|somewhere in space|between stars and planets|in zero gravity|"
                "far from the earth"),
          words("space|outer space|galaxy|universe|cosmos|deep space|milky way|planets and stars|starry universe|"
                "interstellar space"),
          words("太空中|太空里|宇宙中|宇宙里|外太空中|银河里|星际之间|星球之间|浩瀚的宇宙里|太空深处|失重的太空中"),
          words("太空|外太空|宇宙|银河|宇宙星河|星际|浩瀚宇宙|星球和星系|太空深处|浩瀚星海|星系"), stands=False),
    Place("garden",
          words("in a garden|in the garden|in a flower garden|among flowers|in a blooming garden|"
                "in a sea of flowers|in a spring garden|surrounded by garden flowers|between flower beds|"
                "in a rose garden|in the backyard garden|in a park full of flowers"),
          words("garden|flower garden|blooming garden|sea of flowers|spring garden|garden in bloom|flower beds|"
                "rose garden|backyard garden|flower field"),
          words("花园里|花园中|花海中|花丛中|鲜花盛开的花园里|开满花的院子里|花海里|后花园里|花坛旁|庭院的花间|花田里|玫瑰园里|满园鲜花中"),
          words("花园|花海|花丛|鲜花盛开的花园|春日花园|花圃|花坛|花田|玫瑰园|满园鲜花|庭院花园")),
    Place("mountain",
          words("in the mountains|on a mountain|at the foot of the mountains|in front of snowy peaks|"
                "in an alpine valley|by a mountain lake|on a mountain meadow|before snow-capped mountains|"
                "high in the mountains|on a mountain trail|on a summit|with mountains far away"),
          words("mountains|snowy mountains|mountain landscape|snow mountains|alps|alpine valley|mountain peaks|"
                "summit|mountain range|mountain trail|rocky peaks"),
          words("山里|山中|高山上|雪山下|群山之间|山谷里|雪山前|山脚下|山间|山顶上|高山间|山路上|峻岭中|远处是山"),
          words("群山|雪山|山谷|山景|连绵的山脉|大山|山顶|高山|峰峦|远山|崇山峻岭")),
    Place("street",
          words("in the street|on a city street|in the city|on the pavement in town|on a town street|"
                "on a street corner|in an old town street|downtown|on the sidewalk|on a busy street|"
                "between the houses of a town|at a crossing in town"),
          words("city street|street|town street|old street|street scene|downtown|shopping street|city skyline|"
                "old town|busy street|sidewalk|town houses|alley in the city"),
          words("街道上|街上|城市街道上|街头|马路上|老街上|城里的街道上|路边|大街上|人行道上|巷子里|热闹的街上|小镇的街上|十字路口"),
          words("街道|城市街道|街景|街头|老街|大街|商业街|市区街道|古镇|都市天际线|人行道|巷子|小镇街道|热闹的街|街边")),
    Place("room",
          words("in a room|in a cosy room|in the living room|in the bedroom|indoors|at home|"
                "in a cozy living room|in a sunlit room|on the floor of a room|in a cosy home|in a nursery|"
                "in a small flat|in a warm room"),
          words("room|living room|bedroom|cosy interior|interior|cozy room|indoor scene|studio apartment|kitchen|"
                "café|nursery|cosy home|small flat|warm room|reading corner"),
          words("房间里|客厅里|屋子里|卧室里|家里|室内|温馨的房间里|屋里|小房间里|书房里|公寓里|暖和的屋里|儿童房里"),
          words("房间|客厅|室内|卧室|温馨的房间|屋内|室内场景|厨房|咖啡馆|小房间|书房|公寓|暖和的屋子|儿童房")),
    Place("underwater",
          words("underwater|under the sea|at the bottom of the sea|deep under the ocean|in the deep sea|"
                "under water|among corals under the sea|in the underwater world|beneath the waves|in an aquarium|"
                "among fish and corals|swimming below the surface"),
          words("underwater|deep sea|seabed|underwater world|ocean floor|coral reef|aquarium|beneath the sea|"
                "coral garden|blue depths"),
          words("海底|水下|海底世界里|深海里|水底|海水里|海洋深处|水族馆里|珊瑚丛中|海面之下|蓝色的深水里|水中"),
          words("海底|海底世界|水下世界|深海|水下|珊瑚礁|水族馆|珊瑚丛|海洋世界|蓝色海水|水中世界"), stands=False),
    Place("rain",
          words("in the rain|on a rainy day|in the pouring rain|standing in the rain|in a rain shower|"
                "in the drizzle|on a rainy evening|while it rains|during a downpour|as rain falls|"
                "under falling rain"),
          words("rain|rainy day|rainy weather|heavy rain|drizzle|pouring rain|plum rain season|downpour|"
                "falling rain|wet weather|spring rain"),
          words("雨中|雨里|大雨中|雨天里|下雨天|细雨中|小雨里|雨天的路上|下着雨|雨点落下时|暴雨里|雨水中|春雨里|正下着大雨"),
          words("雨天|下雨天|大雨|小雨|雨景|阴雨天|细雨蒙蒙|梅雨|下着雨|正在下雨|暴雨|春雨|雨季|阵雨|雨水落下")),
)
