# SPDX-License-Identifier: Apache-2.0
"""The sixteen places and the words for them. Their order is the label's: place 1 is the first, 0 means none."""

from demo_model.world.terms import Place, words

PLACES = (
    Place("grass",
          words("on the grass|in a meadow|on a green lawn|in a sunny meadow|on grass, sunny day|"
                "on grass under a blue sky|in a grassy field|in the park|on a sunlit lawn|in a green field"),
          words("grass|meadow|grassland|green lawn|grassy field|park"),
          words("草地上|阳光明媚的草地上|草坪上|绿色的草坪上|草原上|公园里|绿草地上|洒满阳光的草地上|青草地上|草丛里"),
          words("草地|草坪|草原|绿草地|公园|草地，阳光明媚|草地，蓝天白云"), weight=2.0),
    Place("beach",
          words("on the beach|by the sea|at the seaside|on a sandy beach|on the sand by the ocean|on the seashore|"
                "by the ocean|at the beach"),
          words("beach|seaside|sandy beach|sea and sand|seashore|tropical beach"),
          words("海边|沙滩上|海滩上|大海边|海边的沙滩上|海岸边|金色的沙滩上|海滩边"),
          words("海边|沙滩|海滩|海边沙滩|海岸|大海")),
    Place("snow",
          words("in the snow|on a snow field|on snow|in a snowy field|in a snowy landscape|in deep snow|"
                "in falling snow|in a winter landscape"),
          words("snow|snowy landscape|winter snow|snow field|winter landscape|falling snow"),
          words("雪地里|雪地上|雪中|冰天雪地里|白雪中|雪原上|飘雪的冬天里|大雪里"),
          words("雪地|雪景|下雪的冬天|冰天雪地|雪原|飘雪|冬日雪景")),
    Place("night",
          words("under a starry sky|at night|under the stars|in the moonlight|on a starry night|under the night sky|"
                "beneath the moon"),
          words("starry sky|starry night|night sky|moonlight|moonlit night|stars at night|night"),
          words("星空下|夜空下|月光下|夜色中|夜晚的星空下|繁星下|满天星星下"),
          words("星空|夜晚|夜空|满天繁星|夜色|月光|繁星满天的夜晚|午夜")),
    Place("sunset",
          words("at sunset|at dusk|in the golden sunset|at golden hour|in the evening glow|"
                "in front of the setting sun|under a sunset sky"),
          words("sunset|dusk|sunset sky|golden hour|evening glow|golden sunset"),
          words("夕阳下|日落时|黄昏中|晚霞中|落日余晖里|傍晚的夕阳下|夕阳里|落日下"),
          words("日落|黄昏|傍晚|日落时分|晚霞|落日余晖|黄昏时分|夕阳|黄金时刻")),
    Place("forest",
          words("in the forest|in the woods|in a green forest|among the trees|in a deep forest|in a quiet forest|"
                "in the rainforest|in the jungle"),
          words("forest|woods|green forest|rainforest|jungle|woodland|bamboo forest"),
          words("森林里|树林里|森林中|树林中|绿色的森林里|丛林里|密林深处|林间"),
          words("森林|树林|丛林|绿色的森林|热带雨林|林间|竹林")),
    Place("neon",
          words("in a neon city|in a city at night|in a city street at night with neon lights|among neon lights|"
                "in a futuristic city|under neon signs|in a neon-lit city"),
          words("neon city|neon lights|futuristic city|neon city lights|city at night|night city|night market"),
          words("霓虹城市里|霓虹灯下|霓虹城市中|繁华的夜晚街头|未来城市里|霓虹街道上|都市夜色里"),
          words("霓虹城市|城市夜景|霓虹灯|未来城市|都市夜景|霓虹街道|霓虹灯光|夜市")),
    Place("desert",
          words("in the desert|on a sand dune|in a vast desert|among sand dunes|in the hot desert|on the desert sand"),
          words("desert|sand dunes|vast desert|sandy desert|dunes"),
          words("沙漠里|沙漠中|沙丘上|大漠中|戈壁上|茫茫沙漠里"),
          words("沙漠|大漠|戈壁|沙丘")),
    Place("table",
          words("on a table|on a wooden table|on the desk|on a wooden desk|on the kitchen table|"
                "on a dark wooden table|on a tabletop"),
          words("table|wooden table|table top|wooden desk|tabletop"),
          words("桌子上|木桌上|餐桌上|书桌上|桌上|木质桌面上|木头桌子上"),
          words("桌面|木质桌面|木桌|桌子|餐桌")),
    Place("space",
          words("in space|in outer space|in the universe|floating in space|among the planets|in the galaxy|"
                "drifting in outer space"),
          words("space|outer space|galaxy|universe|cosmos|deep space|milky way"),
          words("太空中|太空里|宇宙中|宇宙里|外太空中|银河里|星际之间"),
          words("太空|外太空|宇宙|银河|宇宙星河|星际|浩瀚宇宙"), stands=False),
    Place("garden",
          words("in a garden|in the garden|in a flower garden|among flowers|in a blooming garden|in a sea of flowers|"
                "in a spring garden|surrounded by garden flowers"),
          words("garden|flower garden|blooming garden|sea of flowers|spring garden|garden in bloom"),
          words("花园里|花园中|花海中|花丛中|鲜花盛开的花园里|开满花的院子里|花海里|后花园里"),
          words("花园|花海|花丛|鲜花盛开的花园|春日花园|花圃")),
    Place("mountain",
          words("in the mountains|on a mountain|at the foot of the mountains|in front of snowy peaks|"
                "in an alpine valley|by a mountain lake|on a mountain meadow|before snow-capped mountains"),
          words("mountains|snowy mountains|mountain landscape|snow mountains|alps|alpine valley|mountain peaks"),
          words("山里|山中|高山上|雪山下|群山之间|山谷里|雪山前|山脚下|山间"),
          words("群山|雪山|山谷|山景|连绵的山脉|大山")),
    Place("street",
          words("in the street|on a city street|in the city|on the pavement in town|on a town street|"
                "on a street corner|in an old town street|downtown"),
          words("city street|street|town street|old street|street scene|downtown|shopping street|city skyline|"
                "old town"),
          words("街道上|街上|城市街道上|街头|马路上|老街上|城里的街道上|路边|大街上"),
          words("街道|城市街道|街景|街头|老街|大街|商业街|市区街道|古镇|都市天际线")),
    Place("room",
          words("in a room|in a cosy room|in the living room|in the bedroom|indoors|at home|in a cozy living room|"
                "in a sunlit room|on the floor of a room"),
          words("room|living room|bedroom|cosy interior|interior|cozy room|indoor scene|studio apartment|kitchen|"
                "café"),
          words("房间里|客厅里|屋子里|卧室里|家里|室内|温馨的房间里|屋里"),
          words("房间|客厅|室内|卧室|温馨的房间|屋内|室内场景|厨房|咖啡馆")),
    Place("underwater",
          words("underwater|under the sea|at the bottom of the sea|deep under the ocean|in the deep sea|under water|"
                "among corals under the sea|in the underwater world"),
          words("underwater|deep sea|seabed|underwater world|ocean floor|coral reef"),
          words("海底|水下|海底世界里|深海里|水底|海水里|海洋深处"),
          words("海底|海底世界|水下世界|深海|水下|珊瑚礁"), stands=False),
    Place("rain",
          words("in the rain|on a rainy day|in the pouring rain|standing in the rain|in a rain shower|in the drizzle|"
                "on a rainy evening"),
          words("rain|rainy day|rainy weather|heavy rain|drizzle|pouring rain|plum rain season"),
          words("雨中|雨里|大雨中|雨天里|下雨天|细雨中|小雨里|雨天的路上"),
          words("雨天|下雨天|大雨|小雨|雨景|阴雨天|细雨蒙蒙|梅雨")),
)
